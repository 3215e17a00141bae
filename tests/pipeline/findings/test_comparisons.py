"""Comparisons: a year with itself, and rates that their own sentence belies."""

import pytest

HEAD = "某区司法局2026年部门预算\n\n2026年部门预算编制说明\n\n"


SENTENCE = (
    "1、公共安全支出{base}万元。2025年当年预算执行数为{base}万元，2026年预算安排3845.49万元，"
    "比2025年预算执行数增加{rate}%。\n"
)


def test_a_rate_that_its_own_sentence_belies_is_found(rules):
    found = rules(SENTENCE.format(base="43269.3", rate="17.62"))
    assert ("rate_mismatch", "rate_of_its_sentence") in found


def test_a_rate_within_rounding_is_right(rules):
    found = rules(SENTENCE.format(base="3269.43", rate="17.62"))
    assert all(rule != "rate_of_its_sentence" for _, rule in found)


def test_an_amount_that_the_rate_does_not_mean_is_one_finding_with_the_amount_that_it_means(rules):
    text = (
        "12、住房公积金（01项）208.8万元。主要用于：缴纳住房公积金。2025年当年预算执行数为198.34万元，"
        "2026年预算安排{now}万元，比2025年预算执行数增加5.27%。\n"
    )
    found = rules(text.format(now="201.50"))
    assert [f for f in found if "rate" in f[0] or "conflict" in f[0]] == [
        ("witness_conflict", "one_fact_one_figure")
    ]
    assert not rules(text.format(now="208.80"))


def test_a_budget_compared_with_itself_is_one_finding(rules):
    text = (
        "2026年，收入预算9628.22万元，比2026年预算增加793.14万元。\n\n"
        "支出预算9628.22万元，比2026年预算增加793.14万元。\n"
    )
    assert rules(text).count(("year_conflict", "compared_with_another_year")) == 1


@pytest.mark.parametrize("said", ["与2023年度相比，收、支总计各", "较2023年度，收入", "比2023年度"])
def test_a_year_compared_with_itself_is_found_with_its_subject_between(rules, said):
    head = "某区司法局2023年度部门决算\n\n一、收入支出决算情况说明\n\n"
    text = f"2023年度收、支总计9628.22万元，{said}增加793.14万元。\n"
    assert rules(text, head).count(("year_conflict", "compared_with_another_year")) == 1


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (HEAD, "2026年，收入预算9628.22万元，比2025年预算增加793.14万元。\n"),
        (
            "某区司法局2023年度部门决算\n\n",
            "2023年度支出决算9628.22万元，比2023年预算增加793.14万元。\n",
        ),
        (HEAD, "2026年调整预算9628.22万元，比2026年预算增加793.14万元。\n"),
    ],
)
def test_another_base_is_no_comparison_with_itself(rules, head, text):
    assert all(rule != "compared_with_another_year" for _, rule in rules(text, head))


BUDGETED = "某区司法局2023年度部门决算\n\n六、“三公”经费支出决算情况说明\n\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支出共计15.98万元，较年初预算数减少14.02万元，下降46.73%。", 0),
        ("支出共计15.98万元，较年初预算数减少14.02万元，下降56.73%。", 1),
        ("支出共计15.98万元，较年初预算数减少14.02万元，增长46.73%。", 1),
        ("决算数15.98万元，比2023年“三公”经费年初预算30.00万元减少14.02万元。", 0),
        ("决算数15.98万元，比2023年“三公”经费年初预算30.00万元减少12.02万元。", 1),
        ("支出15.98万元，比上年减少1.00万元，比年初预算减少14.02万元，下降46.73%。", 0),
        ("支出0万元，较年初预算数减少14.02万元，下降100%。", 0),
    ],
)
def test_what_is_compared_with_its_budget_is_calculated_again(rules, text, found):
    rule = ("rate_mismatch", "compared_with_its_budget")
    assert rules(f"“三公”经费{text}\n", BUDGETED).count(rule) == found
