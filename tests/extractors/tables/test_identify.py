"""Title and look must agree; units, years and nils are what is printed."""

import pytest

from extractors.tables.identify import identify, survey
from schemas.document import Role
from tests.extractors.tables.building import line, table

EXPENDITURE = """
科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出
合计 | < | 5.00 | 3.00 | 2.00 | |
205 | 教育支出 | 5.00 | 3.00 | 2.00 | |
"""
REVENUE = """
科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 事业收入 | 经营收入 | 其他收入
合计 | < | 100.00 | 90.00 | 10.00 | |
"""
EMPTY = """
科目编码 | 科目名称 | 本年支出 | 基本支出 | 项目支出
合计 | < | | |
"""


def test_title_and_look_agree():
    (found,) = identify([line("2023年度支出决算表"), line("单位：元"), table(EXPENDITURE)])
    assert found.statement == "expenditure"
    assert (found.unit, found.year, found.nil) == ("元", 2023, False)
    assert found.score > 0.9


def test_a_title_over_a_table_of_another_sort_is_said():
    seen = survey([line("支出决算表"), table(REVENUE)])
    assert seen.statements[0].statement is None
    assert [i.code for i in seen.issues] == ["table_contradicts_title"]


def test_without_a_title_the_look_is_less_sure():
    (found,) = identify([line("单位：万元"), table(REVENUE)])
    assert found.statement == "revenue"
    assert found.score < 0.7


def test_heads_that_several_statements_share_do_not_identify():
    (found,) = identify([line("单位：万元"), table(EMPTY)])
    assert found.statement is None


def test_one_title_of_two_parts_is_told_by_the_look():
    title = line("2016年一般公共预算财政拨款支出决算表（二）")
    block = table(
        """
        人员经费 | < | < | 公用经费 | < | <
        科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额
        301 | 工资福利支出 | 1.00 | 302 | 商品和服务支出 | 2.00
        30101 | 基本工资 | 1.00 | 30201 | 办公费 | 2.00
        """
    )
    (found,) = identify([title, line("单位：元"), block])
    assert found.statement == "general_public_budget_basic"


def test_an_unknown_title_is_not_overruled_by_the_look():
    (found,) = identify([line("某类资金收入明细表"), line("单位：万元"), table(REVENUE)])
    assert found.statement is None


def test_another_title_in_between_hides_the_one_above():
    other = line("政府性基金预算财政拨款基本支出决算表")
    (found,) = identify([line("支出决算表"), other, table(EMPTY)])
    assert found.statement is None


def test_lines_of_a_contents_page_name_nothing():
    (found,) = identify([line("支出决算表", role=Role.CONTENTS), table(EMPTY)])
    assert found.statement is None


def test_the_sheet_name_is_a_title():
    (found,) = identify([table(EXPENDITURE, sheet="表")])
    (named,) = identify([_on_sheet("支出决算表")])
    assert found.statement != named.statement or found.score < named.score
    assert named.statement == "expenditure"


@pytest.mark.parametrize(
    ("note", "nil"),
    [
        ("注：某局无政府性基金预算财政拨款支出，故本表无数据。", True),
        ("说明：某市XX局本年度没有政府性基金预算财政拨款收入和支出，故本表无数据。", False),
        ("如本年度无政府性基金预算财政拨款收入支出的，仍保留该表格式，并作说明。", False),
        ("注：本表反映部门本年度政府性基金预算财政拨款收入支出情况。", False),
    ],
)
def test_a_nil_must_be_stated_and_not_be_left_from_a_template(note, nil):
    title = line("政府性基金预算财政拨款收入支出决算表")
    (found,) = identify([title, line("单位：万元"), table(EMPTY), line(note)])
    assert found.statement == "government_fund"
    assert found.nil is nil


def _on_sheet(name):
    from dataclasses import replace

    return replace(table(EXPENDITURE), sheet=name)
