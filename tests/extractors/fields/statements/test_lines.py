# ruff: noqa: E501 -- a row of a grid is one line
"""Two-sided statements and forms printed downwards or flat."""

from decimal import Decimal

from extractors.fields.statements import extract
from tests.extractors.tables.building import issues, line, structured, table, values

WAN = line("单位：万元")
OVERVIEW = """
收入 | < | < | 支出 | < | <
项目 | 行次 | 金额 | 项目 | 行次 | 金额
栏次 | | 1 | 栏次 | | 2
一、一般公共预算财政拨款收入 | 1 | 1,000.00 | 一、一般公共服务支出 | 32 | 800.00
二、政府性基金预算财政拨款收入 | 2 | 20.00 | 二、外交支出 | 33 |
八、其他收入 | 8 | 5.00 | 八、社会保障和就业支出 | 39 | 220.00
本年收入合计 | 27 | 1,025.00 | 本年支出合计 | 58 | 1,020.00
使用非财政拨款结余（含专用结余） | 28 | 0.00 | 结余分配 | 59 |
年初结转和结余 | 29 | 10.00 | 年末结转和结余 | 60 | 15.00
总计 | 31 | 1,035.00 | 总计 | 62 | {total}
"""


def test_statement_01_with_line_numbers():
    found = values(line("收入支出决算总表"), WAN, table(OVERVIEW.format(total="1,035.00")))
    assert found == {
        "revenue.general_public_budget": "1000.00",
        "revenue.government_fund": "20.00",
        "revenue.other": "5.00",
        "revenue.total": "1025.00",
        "balance.surplus_used": "0.00",
        "balance.opening": "10.00",
        "expenditure.by_function[201].total": "800.00",
        "expenditure.by_function[208].total": "220.00",
        "expenditure.total": "1020.00",
        "balance.closing": "15.00",
        "totals.amount": "1035.00",
    }


def test_two_totals_that_differ_are_two_facts():
    found = values(line("收入支出决算总表"), WAN, table(OVERVIEW.format(total="1,035.01")))
    assert "totals.amount" not in found
    assert found["totals.revenue"] == "1035.00"
    assert found["totals.expenditure"] == "1035.01"


def test_classes_are_told_by_name_never_by_ordinal():
    block = OVERVIEW.format(total="1,035.00").replace("八、社会保障和就业支出", "三、住房保障支出")
    found = values(line("收入支出决算总表"), WAN, table(block))
    assert found["expenditure.by_function[221].total"] == "220.00"
    assert "expenditure.by_function[203].total" not in found


def test_three_blocks_with_budget_columns():
    found = values(
        line("收入支出决算总表"),
        WAN,
        table(
            """
            项目 | 行次 | 年初预算数 | 全年预算数 | 决算数 | 项目（按支出性质和经济分类） | 行次 | 决算数
            一、一般公共预算财政拨款收入 | 1 | 90.00 | 95.00 | 100.00 | 一、基本支出 | 58 | 60.00
            二、事业收入 | 2 | | | 5.00 | 人员经费 | 59 | 50.00
            三、其他收入 | 3 | | | | 二、项目支出 | 60 | 45.00
            本年收入合计 | 27 | 90.00 | 95.00 | 105.00 | 其他支出 | 61 | 9.00
            """
        ),
    )
    assert found["revenue.total.initial_budget"] == "90.00"
    assert found["revenue.total.budget"] == "95.00"
    assert found["expenditure.basic"] == "60.00"
    assert not any("by_function" in path for path in found)
    assert "9.00" not in found.values()


def test_statement_04_keeps_revenue_and_opening_balance_apart():
    found = values(
        line("财政拨款收入支出决算总表"),
        WAN,
        table(
            """
            收入 | < | 支出 | < | < | < | <
            项目 | 决算数 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款
            一、一般公共预算财政拨款 | 100.00 | 一、一般公共服务支出 | 80.00 | 80.00 | |
            二、政府性基金预算财政拨款 | 20.00 | 二十三、其他支出 | 20.00 | | 20.00 |
            本年收入合计 | 120.00 | 本年支出合计 | 100.00 | 80.00 | 20.00 |
            年初财政拨款结转和结余 | 5.00 | 年末财政拨款结转和结余 | 25.00 | 25.00 | |
            一、一般公共预算财政拨款 | 4.00 | | | | |
            二、政府性基金预算财政拨款 | 1.00 | | | | |
            总计 | 125.00 | 总计 | 125.00 | 105.00 | 20.00 |
            """
        ),
    )
    at = "fiscal_appropriation."
    assert found[f"{at}revenue.general_public_budget"] == "100.00"
    assert found[f"{at}balance.opening.general_public_budget"] == "4.00"
    assert found[f"{at}balance.opening.government_fund"] == "1.00"
    assert found[f"{at}expenditure.by_function[229].government_fund"] == "20.00"
    assert found[f"{at}balance.closing.general_public_budget"] == "25.00"
    assert found[f"{at}totals.amount.government_fund"] == "20.00"
    assert found[f"{at}totals.amount"] == "125.00"


def test_a_budget_gives_plain_paths():
    found = values(
        line("部门财政拨款收支总表"),
        WAN,
        table(
            """
            收入 | < | 支出 | < | < | <
            项目 | 预算数 | 项目 | 合计 | 一般公共预算 | 政府性基金预算
            一、本年收入 | 100 | 一、本年支出 | 120 | 120 |
            （一）一般公共预算拨款 | 100 | （一）一般公共服务支出 | 120 | 120 |
            二、上年结转 | 20 | 二、结转下年 | | |
            （一）一般公共预算拨款 | 20 | | | |
            收入总计 | 120 | 支出总计 | 120 | 120 |
            """
        ),
    )
    assert found["fiscal_appropriation.revenue.total"] == "100"
    assert found["fiscal_appropriation.expenditure.total"] == "120"
    assert found["fiscal_appropriation.balance.opening.general_public_budget"] == "20"
    assert not any(path.endswith("budget.budget") for path in found)


FLAT = """
预算数 | < | < | < | < | < | 决算数 | < | < | < | < | <
合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费
^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
20.00 | 0.00 | 12.00 | | 12.00 | 8.00 | 13.00 | 0.00 | 9.00 | | 9.00 | 4.00
"""


def test_flat_three_public_never_reads_the_column_count():
    found = values(line("财政拨款“三公”经费支出决算表"), WAN, table(FLAT))
    assert found["three_public.vehicle.budget"] == "12.00"
    assert found["three_public.vehicle_operation.final"] == "9.00"
    assert found["three_public.reception.final"] == "4.00"
    assert "three_public.vehicle_purchase.final" not in found
    assert len(found) == 10


def test_three_public_with_aspects_in_rows_and_other_columns_beside():
    found = values(
        line("一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表"),
        WAN,
        table(
            """
            项目 | “三公”经费 | < | < | < | 会议费
            ^ | 小计 | 公务接待费 | 公务用车购置及运行维护费 | < | ^
            ^ | ^ | ^ | 小计 | 公务用车运行维护费 | ^
            预算数 | 20.00 | 8.00 | 12.00 | 12.00 | 1.00
            决算数 | 13.00 | 4.00 | 9.00 | 9.00 | 1.10
            """
        ),
    )
    assert found["three_public.total.budget"] == "20.00"
    assert found["three_public.reception.final"] == "4.00"
    assert "1.10" not in found.values()


def test_one_row_a_unit_needs_a_total():
    heads = "单位 | 合计 | 公务接待费 | 因公出国（境）费\n"
    rows = "本级 | 7.00 | 7.00 | 0\n分局 | 6.00 | 6.00 | 0\n"
    title = line("“三公”经费支出决算表")
    assert values(title, WAN, table(heads + rows)) == {}
    assert "rows_unclear" in issues(title, WAN, table(heads + rows))
    found = values(title, WAN, table(heads + "合计 | 13.00 | 13.00 | 0\n" + rows))
    assert found["three_public.total.final"] == "13.00"


def test_downward_form_with_counts_where_a_dash_is_not_filled_in():
    found = values(
        line("机构运行信息表"),
        WAN,
        table(
            """
            项目 | 行次 | 预算数 | 决算数
            一、“三公”经费支出 | 1 | — | —
            （一）支出合计 | 2 | 20.00 | 13.00
            1．因公出国（境）费 | 3 | 0.00 | 0.00
            2．公务用车购置及运行维护费 | 4 | 12.00 | 9.00
            （2）公务用车运行维护费 | 6 | 12.00 | 9.00
            3．公务接待费 | 7 | 8.00 | 4.00
            （1）国内接待费 | 8 | — | 4.00
            （2）国（境）外接待费 | 10 | — | 1.00
            4．公务用车保有量（辆） | 15 | — | 3
            5．国内公务接待批次（个） | 16 | — | 12
            二、机关运行经费 | 21 | — | 88.00
            （一）行政单位 | 22 | — | 88.00
            （一）车辆数合计（辆） | 25 | — | 5
            2．主要领导干部用车 | 27 | — | 2
            四、政府采购支出信息 | 34 | — | —
            （一）政府采购支出合计 | 35 | — | 70.00
            1．政府采购货物支出 | 36 | — | 70.00
            """
        ),
    )
    assert found["three_public.total.final"] == "13.00"
    assert found["three_public.vehicle_operation.budget"] == "12.00"
    assert found["three_public.vehicle.held"] == "3"
    assert found["three_public.reception.domestic.batches"] == "12"
    assert found["agency_operating.expenditure"] == "88.00"
    assert found["assets.vehicles.by_use[主要领导干部用车]"] == "2"
    assert found["procurement.goods"] == "70.00"
    assert not any(path.endswith("batches.budget") for path in found)
    assert "agency_operating.expenditure.budget" not in found
    assert "1.00" not in found.values()


def test_counts_have_their_measure_word_and_need_no_unit_of_money():
    block = table(
        """
        项目 | 车辆数（辆） | < | < | 单价100万元（含）以上专用设备（台、套）
        ^ | 合计 | 机要通信用车 | 执法执勤用车 | ^
        栏次 | 1 | 2 | 3 | 4
        数量 | 4 | 1 | 3 | 2
        """
    )
    made = {c.path: c for c in extract(structured(line("国有资产占用情况表"), block))}
    assert made["assets.vehicles"].value == Decimal(4)
    assert made["assets.vehicles"].unit == "辆"
    assert made["assets.special_equipment"].unit == "台（套）"
    assert made["assets.vehicles.by_use[机要通信用车]"].value == Decimal(1)


def test_an_empty_form_gives_nothing():
    block = OVERVIEW.format(total="")
    empty = "\n".join(
        row if "项目" in row or "栏次" in row else _without_figures(row)
        for row in block.strip().splitlines()
    )
    assert values(line("收入支出决算总表"), WAN, table(empty)) == {}


def _without_figures(row):
    cells = [c.strip() for c in row.split("|")]
    return " | ".join("" if c[:1].isdigit() and "." in c else c for c in cells)


def test_comparisons_belong_to_the_year_before_only_where_it_is_printed():
    with_year = """
    项目 | 2023年预算数 | 2023年决算数 | 2022年决算数 | 比上年增减额 | 增减% | 完成预算%
    合计 | 20.00 | 13.00 | 15.00 | -2.00 | -13.33 | 65
    因公临时出国（境）费用 | 0 | 0 | 0 | 0 | 0 |
    公务接待费 | 20.00 | 13.00 | 15.00 | -2.00 | -13.33 | 65
    """
    found = values(line("2023年“三公”经费支出情况表"), WAN, table(with_year))
    assert found["three_public.reception.final.change"] == "-2.00"
    assert found["three_public.reception.final.change_rate"] == "-13.33"
    assert found["three_public.reception.completion"] == "65"
    assert "15.00" not in found.values()
    without = """
    项目 | 预算数 | 决算数 | 增减额
    合计 | 20.00 | 13.00 | -7.00
    公务接待费 | 20.00 | 13.00 | -7.00
    因公出国（境）费 | 0 | 0 | 0
    """
    assert "-7.00" not in values(line("“三公”经费支出情况表"), WAN, table(without)).values()


def test_a_lone_column_needs_no_known_head_and_labels_may_have_additions():
    found = values(
        line("收入支出决算总表"),
        WAN,
        table(
            """
            收入 | < | 支出 | <
            收入项目 | 本年收到 | 支出项目 | 本年花费
            一、一般公共预算财政拨款收入（含结转） | 10.00 | 一、教育支出 | 8.00
            二、其他收入（含利息） | 5.00 | 二、住房保障支出 | 7.00
            本年收入合计 | 15.00 | 本年支出合计 | 15.00
            """
        ),
    )
    assert found["revenue.other"] == "5.00"
    assert found["expenditure.by_function[221].total"] == "7.00"


INFORMATION = """
一、政府采购情况 | < | < | <
项目 | 行次 | 采购预算 | 采购金额
合计 | 1 | 4,723,299.00 | 4,524,155.10
货物 | 2 | 1,260,799.00 | 1,179,655.10
服务 | 4 | 3,462,500.00 | 3,344,500.00
二、机关运行经费 | < | < | <
项目 | | 统计数 | <
（一）行政单位 | 5 | 3,999,400.00 | <
三、国有资产占用情况 | < | < | <
（一）车辆数合计（辆） | 7 | 20 | <
2.一般公务用车 | 9 | 14 | <
3.一般执法执勤用车 | 10 | 6 | <
（二）单价50万元以上通用设备（台、套） | 13 | 0 | <
"""


def test_small_tables_in_one_have_heads_of_their_own():
    found = values(
        line("2016年部门决算公开相关信息统计表"), line("金额单位：元"), table(INFORMATION)
    )
    assert found == {
        "procurement.total": "452.415510",
        "procurement.total.budget": "472.329900",
        "procurement.goods": "117.965510",
        "procurement.goods.budget": "126.079900",
        "procurement.services": "334.450000",
        "procurement.services.budget": "346.250000",
        "assets.vehicles": "20",
        "assets.vehicles.by_use[一般公务用车]": "14",
        "assets.vehicles.by_use[一般执法执勤用车]": "6",
        "assets.general_equipment": "0",
    }


def test_money_tables_inside_a_form_of_evaluation():
    revenue = """
机构名称 | 收入合计 | 其中： | < | < | < | <
^ | ^ | 上年结转 | 公共财政拨款 | 政府基金拨款 | 纳入专户管理的非税收入拨款 | 其他收入
口岸办 | 1206.04 | 432.05 | 770.47 | 0 | 0 | 3.52
"""
    spent = """
机构名称 | 支出合计 | 其中： | < | < | < | 结余 | <
^ | ^ | 基本支出 | 其中： | < | 项目支出 | 当年结余 | 累计结余
^ | ^ | ^ | 人员支出 | 公用支出 | ^ | ^ | ^
口岸办 | 1205.9 | 349.01 | 301.01 | 48 | 856.89 | -431.91 | 0.14
"""
    guests = """
机构名称 | 三公经费合计 | 其中： | < | < | <
^ | ^ | 公务接待费 | 公务用车运维费 | 公务用车购置费 | 因公出国费
口岸办 | 41.57 | 2.8 | 11.52 | 27.25 | 0
"""
    found = values(
        line("年度收入情况（万元）"),
        table(revenue),
        line("支出和结余情况（万元）"),
        table(spent),
        line("金额单位：万元"),
        table(guests),
    )
    assert found == {
        "totals.amount": "1206.04",
        "balance.opening": "432.05",
        "revenue.general_public_budget": "770.47",
        "revenue.government_fund": "0",
        "revenue.other": "3.52",
        "expenditure.total": "1205.9",
        "expenditure.basic": "349.01",
        "expenditure.project": "856.89",
        "balance.closing": "0.14",
        "three_public.total.final": "41.57",
        "three_public.reception.final": "2.8",
        "three_public.vehicle_operation.final": "11.52",
        "three_public.vehicle_purchase.final": "27.25",
        "three_public.overseas.final": "0",
    }
