"""Which statement a line names, and which lines name none."""

import pytest

from extractors.tables.titles import is_title_like, match_sheet_name, match_title


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ("收入支出决算总表", "revenue_and_expenditure"),
        ("支 出 决 算 表", "expenditure"),
        ("表3 支出决算表", "expenditure"),
        ("公开03表 支出决算表", "expenditure"),
        ("2025年部门收入预算总表", "revenue"),
        ("财政拨款收入支出决算总表", "fiscal_appropriation"),
        ("一般公共预算财政拨款支出决算表", "general_public_budget"),
        ("一般公共预算财政拨款支出决算明细表", "general_public_budget_by_economic"),
        ("一般公共预算财政拨款基本支出决算明细表", "general_public_budget_basic"),
        ("2025年部门一般公共预算基本支出部门预算经济分类预算表", "general_public_budget_basic"),
        ("一般公共预算财政拨款项目支出决算表", "general_public_budget_project"),
        ("财政拨款“三公”经费支出决算表", "three_public"),
        ("一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表", "three_public"),
        ("政府性基金预算财政拨款“三公”经费支出决算表", "government_fund_three_public"),
        ("政府性基金预算财政拨款收入支出决算表", "government_fund"),
        ("国有资本经营预算财政拨款支出决算表（续表）", "state_capital"),
        ("十、国有资产占用情况表", "assets"),
        ("西南大学财政拨款支出预算表", "fiscal_appropriation_expenditure"),
        ("某市民政局2023年度收入支出决算总表（2023年度）", "revenue_and_expenditure"),
        ("收入决算表 公开02表 部门：某局 金额单位：万元", "revenue"),
    ],
)
def test_title_lines(line, statement):
    found = match_title(line)
    assert found is not None
    assert found.statement == statement


@pytest.mark.parametrize(
    "line",
    [
        "支出决算情况说明",
        "其他支出决算表",
        "一般公共预算收入决算表",
        "政府性基金预算财政拨款基本支出决算表",
        "2023年度支出决算表中的支出",
        "公开03表",
        "",
    ],
)
def test_lines_that_are_no_title(line):
    assert match_title(line) is None


def test_a_title_with_more_taken_off_is_less_sure():
    bare, prefixed = match_title("支出决算表"), match_title("某市财政局支出决算表")
    assert bare is not None
    assert prefixed is not None
    assert bare.score > prefixed.score


def test_a_sheet_name_cut_at_31_characters_is_still_known():
    assert match_sheet_name("Z03 收入决算表(财决03表)") == match_title("Z03 收入决算表")
    assert match_sheet_name("Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-1") is not None
    cut = "2023年度2023年度2023年度国有资本经营预算财政拨款收入支出决算表"[:31]
    assert match_sheet_name(cut) is not None
    assert match_sheet_name(cut[:28]) is None


def test_titles_of_other_tables_are_seen_as_titles():
    assert is_title_like("政府性基金预算财政拨款基本支出决算表")
    assert not is_title_like("公开03表")
    assert not is_title_like("单位：万元")
