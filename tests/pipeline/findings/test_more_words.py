"""Findings from words that need a whole report: copies, terms, people, names, units."""

import pytest

HEAD = "某市商务局2023年度部门决算\n\n第三部分 2023年度部门决算情况说明\n\n"


SENTENCE = "按照通知要求，对{name}项目开展绩效运行自行监控。"


@pytest.mark.parametrize(("second", "found"), [("运转类", 1), ("特定目标类", 0)])
def test_a_section_in_its_neighbours_words_is_a_copy(rules, second, found):
    text = (
        f"十、绩效\n\n1.运转类项目绩效分析\n\n{SENTENCE.format(name='运转类')}\n\n"
        f"2.特定目标类项目绩效分析\n\n{SENTENCE.format(name=second)}\n"
    )
    assert rules(text).count(("template_residue", "section_of_its_own")) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我单位开展2024年部门整体支出绩效自评，准确率较高。\n", 1),
        ("2024年开展2023年度部门整体支出绩效自评。\n", 0),
        ("下一步将开展2024年部门整体支出绩效自评。\n", 0),
    ],
)
def test_the_evaluation_of_another_year_is_told_where_it_was_done(rules, text, found):
    assert rules("十、绩效\n\n" + text).count(("year_conflict", "evaluation_of_its_year")) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年，将2023年部门整体支出绩效自评情况在网站公开。\n", 1),
        ("2024年，将2023年部门整体支出绩效自评情况在网站公开。\n", 0),
    ],
)
def test_nothing_is_published_before_its_year_is_over(rules, text, found):
    hits = rules("十、绩效\n\n" + text)
    assert hits.count(("year_conflict", "published_after_its_year")) == found


@pytest.mark.parametrize(("unit", "found"), [("元", 1), ("万元", 0)])
def test_yuan_for_ten_thousand_yuan_is_one_suspected_unit(rules, unit, found):
    text = (
        f"十、机关运行经费\n\n2023年度机关运行经费支出1572.59{unit}，"
        "比2022年度增加291.48万元，增长22.75%。\n"
    )
    hits = rules(text)
    assert hits.count(("unit_suspect", "unit_of_amount")) == found
    assert len(hits) == found


@pytest.mark.parametrize(("first", "found"), [("5", 1), ("2", 0)])
def test_vehicles_by_use_are_no_more_than_there_are(rules, first, found):
    text = (
        "十一、国有资产占用情况\n\n截至2023年12月31日，本部门共有车辆4辆，其中，"
        f"机要通信用车{first}辆、应急保障用车1辆、其他用车0辆。\n"
    )
    assert rules(text).count(("sum_mismatch", "vehicles_by_use")) == found


@pytest.mark.parametrize(
    ("rate", "found"), [("年初预算的53.27%", 0), ("全年预算的79.90%", 0), ("年初预算的63.27%", 1)]
)
def test_a_completion_is_of_the_budget_that_its_sentence_names(rules, rate, found):
    text = (
        "六、“三公”经费支出决算情况说明\n\n“三公”经费支出年初预算30.00万元，全年预算20.00万元，"
        f"支出决算15.98万元，完成{rate}。\n"
    )
    assert sum(kind == "rate_mismatch" for kind, _ in rules(text)) == found


@pytest.mark.parametrize(("rate", "found"), [("53.27", 0), ("83.27", 1)])
@pytest.mark.parametrize("what", ["机关运行经费", "政府性基金预算财政拨款支出"])
def test_completions_of_other_amounts_are_tried_too(rules, what, rate, found):
    text = (
        f"八、{what}情况说明\n\n2023年度{what}年初预算为3000.00万元，支出决算为1598.00万元，"
        f"完成年初预算的{rate}%。\n"
    )
    assert sum(kind == "rate_mismatch" for kind, _ in rules(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("涉及预算金额2757.10元；自评的项目3个，涉及预算金额2757.10万元。", 1),
        ("涉及预算金额2757.10万元；自评的项目3个，涉及预算金额2757.10万元。", 0),
        ("涉及预算金额2757.20元；自评的项目3个，涉及预算金额2757.10万元。", 0),
        ("标准为3000.00元，安排3000.00万元。", 0),
        ("标准为2757.10元/人，安排2757.10万元。", 0),
    ],
)
def test_one_amount_has_one_unit(rules, text, found):
    hits = rules(f"十、预算绩效情况\n\n编报绩效目标的项目3个，{text}\n")
    assert hits.count(("unit_suspect", "one_amount_one_unit")) == found
