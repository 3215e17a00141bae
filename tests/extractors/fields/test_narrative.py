"""Behaviour of the narrative beyond single sentences: scopes, years, what is left out, speed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.fields.narrative import extract, narrate
from extractors.fields.narrative.functions import find_functions
from tests.extractors.fields.narration import structured

COVER = ["某市某局2023年度部门决算", "2023年度决算公开", "第三部分 2023年度部门决算情况说明"]
THREE_PUBLIC = [*COVER, "七、财政拨款“三公”经费支出决算情况说明"]


def values(lines):
    return {c.path: c.value for c in extract(structured(lines))}


def test_a_figure_of_an_unknown_thing_is_left_over_and_given_no_path():
    text = "公务接待费支出3.00万元，其中：会场布置4.00万元。"
    narration = narrate(structured([*THREE_PUBLIC, text]))
    assert [c.path for c in narration.candidates] == ["three_public.reception.final"]
    assert [u.verbatim for u in narration.unmatched] == ["4.00万元"]
    assert narration.unmatched[0].section.endswith("支出决算情况说明")


def test_subjects_that_compete_give_none():
    found = values([*COVER, "三、支出决算情况说明", "基本支出、项目支出10.00万元。"])
    assert found == {}


def test_glossary_and_duties_state_no_facts():
    lines = [
        "第一部分 某市某局概况",
        "一、主要职责",
        "（一）负责机关运行经费支出100万元的管理。",
        "第四部分 名词解释",
        "一、机关运行经费：指机关运行经费支出5万元。",
    ]
    assert values(lines) == {}


def test_annexed_reports_speak_of_their_projects_alone():
    lines = [
        *COVER,
        "第五部分 附件",
        "附件1",
        "某市某局2023年部门整体支出绩效自评报告",
        "一、部门财政资金收支情况",
        "2023年本部门机关运行经费支出7.00万元。",
        "二、评价结论",
        "按照评价指标体系，最终得分87分（满分90分）。",
    ]
    assert values(lines) == {"performance.overall.score": Decimal(87)}


def test_a_figure_of_another_year_says_so():
    text = "2022年机关运行经费支出4.00万元，2023年度机关运行经费支出5.00万元。"
    lines = [*COVER, "十、机关运行经费支出情况说明", text]
    assert [(c.value, c.year) for c in extract(structured(lines))] == [
        (Decimal("4.00"), 2022),
        (Decimal("5.00"), None),
    ]


def test_a_heading_carries_its_subject_to_the_paragraph_below():
    lines = [*COVER, "十、其他重要事项", "（一）机关运行经费", "2023年度支出决算为14.00万元。"]
    found = extract(structured(lines))
    assert [(c.path, c.value) for c in found] == [("agency_operating.expenditure", Decimal(14))]
    assert found[0].scores.match < 0.9


def test_quantum_follows_the_print_and_the_unit():
    found = extract(structured([*THREE_PUBLIC, "公务接待费支出31,200元。"]))
    assert (found[0].value, found[0].quantum) == (Decimal("3.12"), Decimal("0.0001"))


def test_a_break_inside_a_number_is_bridged():
    lines = [
        *COVER,
        "二、收入决算情况说明",
        "本年收入合计6 46.23万元，其中：其他收入6.\u30002万元。",
    ]
    assert values(lines) == {
        "revenue.total": Decimal("646.23"),
        "revenue.other": Decimal("6.2"),
    }


def test_a_rate_without_its_sign_is_read_with_less_trust():
    lines = [*THREE_PUBLIC, "公务接待费支出2.00万元，比上年增加1.00万元，增长100。"]
    rate = next(c for c in extract(structured(lines)) if c.path.endswith("change_rate"))
    assert rate.value == 100
    assert rate.scores.match <= 0.7


@pytest.mark.parametrize("base", ["比2021年度", "与2023年度相比，"])
def test_a_change_against_another_year_is_doubted(base):
    heads = ["第三部分 2023年度部门决算情况说明", "一、收入支出决算总体情况说明"]
    told = f"2023年度收、支总计1200.00万元，{base}减少168.33万元，下降12.30%。"
    found = narrate(structured(["某市某局2023年度部门决算", *heads, told])).candidates
    doubted = [c for c in found if c.path.startswith("totals.amount.change")]
    assert [str(c.value) for c in doubted] == ["-168.33", "-12.30"]
    assert all(c.scores.match <= 0.5 for c in doubted)


@pytest.mark.parametrize("printed", ["(07项)", "(()7项)", "(项)", "(o7项)"])
def test_a_garbled_code_of_an_item_never_makes_it_its_group(printed):
    (found,) = find_functions(f"4、公共安全支出(204类)司法(06款)公共法律服务{printed}686万元")
    assert found.code == "2040607"


def test_an_item_of_no_known_name_or_code_has_none():
    (found,) = find_functions("公共安全支出(204类)司法(06款)没有这个名称(()7项)686万元")
    assert found.code == ""
    assert len(found.names) == 3


@pytest.mark.parametrize(
    "printed",
    [
        "一般公共服务支出(20)商贸事务(13)行政运行(01)",
        "一般公共服务支出(奖)商贸事务(13)行政运行(01)",
    ],
)
def test_a_garbled_chain_is_not_its_class(printed):
    assert "201" not in {f.code for f in find_functions(printed)}
