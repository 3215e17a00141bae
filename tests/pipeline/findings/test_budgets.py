"""Budgets of two places: a figure cut short, projects that have more than their department."""

import pytest

HEAD = "某市商务局2023年度部门决算\n\n第三部分 2023年度部门决算情况说明\n\n一、收支情况\n\n"
CUT = ("witness_conflict", "shorter_figure_rounds_the_longer")
WITHIN = ("witness_conflict", "projects_within_department")


def budgets(short, long):
    return (
        f"2023年年初预算收入{short}万元，年终决算收入307.9万元。年初预算{short}万元由财政拨款。\n\n"
        f"二、绩效\n\n使用财政预算资金{long}万元。部门预算控制数为{long}万元。\n"
    )


@pytest.mark.parametrize(
    ("short", "long", "found"),
    [
        ("260.8", "260.86", 1),
        ("260.9", "260.86", 0),
        ("260.8", "260.84", 0),
        ("260.8", "260.85", 0),
        ("260.8", "260.857", 1),
        ("26.8", "26.86", 0),
    ],
)
def test_a_shorter_figure_is_the_rounding_of_the_longer_one(rules, short, long, found):
    assert rules(budgets(short, long)).count(CUT) == found


def test_what_is_said_once_may_be_another_amount(rules):
    once = budgets("260.8", "260.86").replace("年初预算260.8万元由财政拨款。", "")
    assert CUT not in rules(once)
    assert CUT not in rules(budgets("260.8", "260.86").replace("预算", ""))


PROJECTS = """序号,预算项目名称,预算安排金额（万元）,预算执行金额,自评得分
1,甲,300.10,300.10,98
2,乙,99.90,99.90,97
合计,,400.00,400.00,"""
WHOLE = """序号,预算部门名称,预算安排情况（万元）,自评得分
1,某局,{0},96
合计,,{0},"""


def table(title, rows):
    cells = "".join(f"<tr><td>{row.replace(',', '</td><td>')}</td></tr>" for row in rows.split())
    return f"<p>2023年度{title}支出绩效自评情况汇总表</p><table>{cells}</table>"


@pytest.mark.parametrize(("department", "found"), [("389.50", 1), ("400.00", 0), ("1389.50", 0)])
def test_projects_have_no_more_than_their_department(page_rules, department, found):
    assert (
        page_rules(table("项目", PROJECTS) + table("部门整体", WHOLE.format(department))).count(
            WITHIN
        )
        == found
    )
