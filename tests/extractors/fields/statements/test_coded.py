# ruff: noqa: E501 -- a row of a grid is one line
"""Statements whose rows are codes: keys, columns, totals, what must give nothing."""

from decimal import Decimal

from extractors.fields.statements import extract
from tests.extractors.tables.building import issues, line, structured, table, values

WAN = line("单位：万元")


def test_a_total_in_the_head_band_and_codes_in_three_columns():
    found = values(
        line("收入决算表"),
        line("金额单位：元"),
        table(
            """
            项目 | < | < | < | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | <
            支出功能分类科目编码 | < | < | 科目名称 | ^ | ^ | ^ | 小计 | 其中：教育收费
            类 | 款 | 项 | 栏次 | 1 | 2 | 3 | 4 | 5
            ^ | ^ | ^ | 合计 | 1,000,000.00 | 900,000.00 | | 100,000.00 | 3.00
            205 | | | 教育支出 | 1,000,000.00 | 900,000.00 | | 100,000.00 | 3.00
             | 02 | | 普通教育 | 1,000,000.00 | 900,000.00 | | 100,000.00 | 3.00
             | | 05 | 高等教育 | 1,000,000.00 | 900,000.00 | | 100,000.00 | 3.00
            """
        ),
    )
    assert Decimal(found["revenue.total"]) == 100
    assert Decimal(found["revenue.by_function[2050205].operational"]) == 10
    assert len(found) == 12


def test_a_class_code_that_reads_as_a_row_above_its_name():
    found = values(
        line("支出决算表"),
        WAN,
        table(
            """
            类 | 款 | 项 | 科目名称 | 合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出
            208 | | | | | | | |
             | | | 社会保障和就业支出 | 5.00 | 3.00 | 2.00 | |
             | 05 | | 行政事业单位养老支出 | 5.00 | 3.00 | 2.00 | |
             | | 01 | 行政单位离退休 | 5.00 | 3.00 | 2.00 | |
            """
        ),
    )
    assert found["expenditure.by_function[208].total"] == "5.00"
    assert found["expenditure.by_function[2080501].basic"] == "3.00"


def test_the_wide_form_reads_this_year_alone():
    found = values(
        line("一般公共预算财政拨款收入支出决算表"),
        WAN,
        table(
            """
            项目 | < | 年初结转和结余 | < | 本年收入 | < | < | 本年支出 | < | < | 年末结转和结余
            科目编码 | 科目名称 | 合计 | 基本支出结转 | 合计 | 基本支出 | 项目支出 | 合计 | 基本支出 | 项目支出 | 合计
            合计 | < | 1 | 1 | 100 | 60 | 40 | 99 | 59 | 41 | 2
            2010301 | 行政运行 | 1 | 1 | 100 | 60 | 40 | 98 | 58 | 40 | 2
            """
        ),
    )
    assert found == {
        "general_public_budget.expenditure": "99",
        "general_public_budget.expenditure.basic": "59",
        "general_public_budget.expenditure.project": "41",
        "general_public_budget.by_function[2010301].amount": "98",
        "general_public_budget.by_function[2010301].basic": "58",
        "general_public_budget.by_function[2010301].project": "40",
    }


def test_three_blocks_of_economic_classes_with_subtotals_across_them():
    found = values(
        line("一般公共预算财政拨款基本支出决算明细表"),
        WAN,
        table(
            """
            人员经费 | < | < | 公用经费 | < | < | < | < | <
            科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额
            301 | 工资福利支出 | 100.00 | 302 | 商品和服务支出 | 30.00 | 310 | 资本性支出 | 5.00
            30101 | 基本工资 | 60.00 | 30201 | 办公费 | | 399 | 其他支出 | —
            人员经费合计 | | 110.00 | 公用经费合计 | | | | | 35.00
            """
        ),
    )
    assert found == {
        "general_public_budget.basic.by_economic[301]": "100.00",
        "general_public_budget.basic.by_economic[30101]": "60.00",
        "general_public_budget.basic.by_economic[302]": "30.00",
        "general_public_budget.basic.by_economic[310]": "5.00",
        "general_public_budget.basic.by_economic[399]": "0",
        "general_public_budget.basic.personnel": "110.00",
        "general_public_budget.basic.operating": "35.00",
    }


def test_economic_codes_of_the_government_list_are_left_out():
    block = table("科目编码 | 科目名称 | 金额\n501 | 机关工资福利支出 | 1.00\n合计 | < | 1.00")
    title = line("一般公共预算基本支出表")
    assert values(title, WAN, block) == {"general_public_budget.basic.total": "1.00"}
    assert "code_unknown" in issues(title, WAN, block)


def test_a_project_under_a_code_is_not_taken_for_another_code():
    block = table(
        """
        科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 | 上缴上级支出
        20106 | 财政事务 | 5.00 | 3.00 | 2.00 |
        2010601 | 行政运行 | 5.00 | 3.00 | 2.00 |
         | 一般行政管理事务 | 2.00 | | 2.00 |
        """
    )
    found = values(line("支出决算表"), WAN, block)
    assert {p.split("[")[1].split("]")[0] for p in found} == {"20106", "2010601"}


def test_several_units_in_one_table_are_not_one_fact():
    block = table(
        """
        单位编码 | 单位名称 | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
         | 合计 | | | 10.00 | 6.00 | 4.00
        101001 | 某局本级 | 2010301 | 行政运行 | 6.00 | 4.00 | 2.00
        101002 | 某中心 | 2010301 | 行政运行 | 4.00 | 2.00 | 2.00
        """
    )
    found = values(line("部门支出总表"), WAN, block)
    assert found == {
        "expenditure.total": "10.00",
        "expenditure.basic": "6.00",
        "expenditure.project": "4.00",
    }
    assert "rows_contradict" in issues(line("部门支出总表"), WAN, block)


def test_a_budget_with_money_carried_over_tells_total_from_this_year():
    found = values(
        line("部门收入总表"),
        WAN,
        table(
            """
            部门（单位）代码 | 部门（单位）名称 | 合计 | 本年收入 | < | < | 上年结转结余 | <
            ^ | ^ | ^ | 小计 | 一般公共预算 | 事业收入 | 小计 | 一般公共预算
            合计 | < | 120.00 | 100.00 | 90.00 | 10.00 | 20.00 | 20.00
            """
        ),
    )
    assert found == {
        "totals.amount": "120.00",
        "revenue.total": "100.00",
        "revenue.general_public_budget": "90.00",
        "revenue.operational": "10.00",
    }


def test_the_year_before_and_comparisons_give_nothing():
    found = values(
        line("2024年一般公共预算支出表"),
        WAN,
        table(
            """
            功能分类科目 | < | 2023年执行数 | 2024年预算数 | < | < | 2024年比2023年 | <
            科目编码 | 科目名称 | ^ | 小计 | 基本支出 | 项目支出 | 增减额 | 增减%
            201 | 一般公共服务支出 | 80.00 | 100.00 | 60.00 | 40.00 | 20.00 | 25.0
            """
        ),
    )
    assert set(found.values()) == {"100.00", "60.00", "40.00"}


def test_unknown_columns_errors_and_words_are_said_not_read():
    block = table(
        """
        科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 神秘支出
        合计 | < | 5.00 | #REF! | 见附表 | | | 7.00
        201 | 一般公共服务支出 | 5.00 | 3.00 | 2.00 | | | 7.00
        """
    )
    found = values(line("支出决算表"), WAN, block)
    assert "7.00" not in found.values()
    assert set(found) == {
        "expenditure.total",
        "expenditure.by_function[201].total",
        "expenditure.by_function[201].basic",
        "expenditure.by_function[201].project",
    }
    said = issues(line("支出决算表"), WAN, block)
    assert {"cell_error", "text_in_amount", "column_unknown"} <= said


def test_without_a_unit_nothing_is_read_unless_the_other_statements_print_one():
    block = table("科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n合计 | < | 5.00 | 3.00 | 2.00")
    title = line("支出决算表")
    assert values(title, block) == {}
    assert "unit_missing" in issues(title, block)
    other = table("科目编码 | 科目名称 | 合计 | 财政拨款收入\n合计 | < | 50,000.00 | 50,000.00")
    made = extract(structured(line("收入决算表"), line("单位：元"), other, title, block))
    by_path = {c.path: c for c in made}
    assert by_path["expenditure.total"].value == Decimal("0.0005")
    worse, better = by_path["expenditure.total"].scores, by_path["revenue.total"].scores
    assert worse.match < 0.9 * better.match


def test_evidence_scores_names_and_precision_of_a_cell():
    block = table(
        """
        科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
        201 | 一般公共服务支出 | 12,345.60 | 5.00 | 1.00
        2010301 | 行政运行 | 12,345.60 | 5.00 | 1.00
        """
    )
    made = extract(structured(line("支出决算表"), line("单位：元"), block))
    item = next(c for c in made if c.path == "expenditure.by_function[2010301].total")
    assert (item.value, item.quantum, item.unit) == (
        Decimal("1.23456"),
        Decimal("0.000001"),
        "万元",
    )
    assert (item.raw, item.evidence.verbatim) == ("12,345.60", "12,345.60")
    assert (item.evidence.row, item.evidence.column) == ("行政运行", "合计")
    assert item.evidence.statement == "expenditure"
    assert item.origin == "statement:expenditure"
    assert item.names == ("一般公共服务支出", "行政运行")
    assert 0.8 < item.scores.match < 1


def test_a_stated_nil_is_zero_with_the_word_as_its_print():
    empty = table("科目编码 | 科目名称 | 本年支出 | 基本支出 | 项目支出\n合计 | < | | |")
    title = line("国有资本经营预算财政拨款支出决算表")
    note = line("注：某局无国有资本经营预算财政拨款支出，故本表无数据。")
    (made,) = extract(structured(title, WAN, empty, note))
    assert (made.path, made.raw) == ("state_capital.expenditure", "无")
    assert made.value == Decimal(0)
    assert values(title, WAN, empty) == {}


def test_names_without_codes_find_their_codes_level_by_level():
    block = table(
        """
        科目名称 | 合计 | 基本支出 | 项目支出 | 上缴上级支出
        社会保障和就业支出 | 5.00 | 3.00 | 2.00 |
        行政事业单位离退休 | 5.00 | 3.00 | 2.00 |
        机关事业单位基本养老保险缴费支出 | 5.00 | 3.00 | 2.00 |
        没有这样的科目 | 5.00 | 3.00 | 2.00 |
        """
    )
    found = values(line("支出决算表"), WAN, block)
    codes = {"208", "20805", "2080505"}
    assert {p.split("[")[1].split("]")[0] for p in found} == codes
    assert "row_unknown" in issues(line("支出决算表"), WAN, block)


UNIVERSITY = """
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
 | 合计 | 468.07 | 376.00 | 92.07
105236 | 青岚大学 | 468.07 | 376.00 | {project}
205 | 教育支出 | 468.07 | 376.00 | 92.07
"""


def test_the_bodys_own_row_that_repeats_the_total_is_no_riddle():
    said = issues(
        line("青岚大学支出预算表"), line("单位：万元"), table(UNIVERSITY.format(project="92.07"))
    )
    assert said == set()


def test_the_bodys_own_row_with_other_figures_is_said():
    said = issues(
        line("青岚大学支出预算表"), line("单位：万元"), table(UNIVERSITY.format(project="92.08"))
    )
    assert said == {"row_unknown"}


def test_basic_and_project_of_a_function_from_fiscal_appropriation():
    found = values(
        line("高等学校财政拨款支出决算表"),
        line("单位：万元"),
        table(
            "科目代码 | 科目名称 | 财政拨款支出 | 基本支出 | 项目支出\n205 | 教育支出 | 208.34 | 177.79 | 30.55"
        ),
    )
    path = "fiscal_appropriation.expenditure.by_function[205]"
    assert found[f"{path}.basic"] == "177.79"
    assert found[f"{path}.project"] == "30.55"
