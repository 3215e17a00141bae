"""Tables in plain text: tabs, dumps, a word processor's cells, strokes and spaces."""

from schemas.document import Role
from tests.extractors.readers.plain_helper import (
    column,
    misplaced,
    only_table,
    read_text,
    strings,
    text_at,
)

HEAD = "绩效指标完成情况\t一级指标\t二级指标\t三级指标\t预期指标值\t实际完成指标值\n"
FORM = (
    "项目绩效目标完成情况表\n(2020 年度)\n\n"
    "项目名称\t\t口岸中心工作经费\t\t\t\n"
    "预算执行情况 (万元)\t预算数:\t57\t执行数:\t54.82\t\n"
    "年度目标完成情况\t预期目标\t\t实际完成目标\t\t\n"
    "\t提升口岸营商环境，推进单一窗口。\t\t\t完成相关制度创新，提升了环境。\t\n"
    + HEAD
    + "\t项目完成指标\t数量指标\t工作对接\t不低于5次\t5次及以上\n"
    "\t\t数量指标\t组织专题培训\t1次\t组织讲座1次\n"
    "\t\t成本指标\t项目成本\t不超过57万\t实际支出54.82万\n"
    "\t\t质量指标\t培训合格率\t95%以上\t达95%以上\n"
)


def test_tabs_make_a_grid_whose_merged_cells_span():
    document = read_text(FORM)
    table = only_table(document)
    assert strings(document) == ["项目绩效目标完成情况表", "(2020 年度)"]
    assert (table.row_count, table.column_count) == (9, 6)
    assert text_at(table, 0, 5) == "口岸中心工作经费"
    assert column(table, 1)[5:] == ["项目完成指标"] * 4
    assert column(table, 2)[4:] == ["二级指标", "数量指标", "数量指标", "成本指标", "质量指标"]
    assert table.score > 0.9
    assert misplaced(document) == []


def test_answers_of_a_form_stand_under_their_heads():
    table = only_table(read_text(FORM))
    heads = {cell.string: cell.column for cell in table.row(2)}
    assert text_at(table, 3, heads["预期目标"]).startswith("提升口岸")
    assert text_at(table, 3, heads["实际完成目标"]).startswith("完成相关")


def test_a_blank_in_a_row_of_money_is_not_covered_by_a_span():
    table = only_table(read_text(FORM))
    assert table.at(1, 5) is None


def test_rows_behind_a_page_break_that_lost_their_first_column_are_set_right():
    document = read_text(
        FORM + "\n\t时效指标\t完成时间\t12月31日前\t12月31日前\n"
        "效益指标\t社会效益指标\t对经济的促进作用\t提升环境\t已达到目标\n"
        "满意度指标\t满意度指标\t企业满意度\t力争达到95%以上\t>95%\n"
        "\t满意度指标\t群众满意度\t大于95%\t>95%\n"
    )
    table = only_table(document)
    assert column(table, 2)[9:] == ["时效指标", "社会效益指标", "满意度指标", "满意度指标"]
    assert column(table, 1)[9:] == ["项目完成指标", "效益指标", "满意度指标", "满意度指标"]
    assert column(table, 5)[9:] == ["12月31日前", "已达到目标", ">95%", ">95%"]
    assert table.score < only_table(read_text(FORM)).score


def test_a_row_shifted_inside_its_page_is_set_right():
    table = only_table(read_text(FORM + "\t质量指标\t提升环境\t完成窗口建设\t已完成窗口建设\t\n"))
    assert [cell.string for cell in table.row(9)][1:] == [
        "质量指标",
        "提升环境",
        "完成窗口建设",
        "已完成窗口建设",
    ]
    assert text_at(table, 9, 2) == "质量指标"


def test_a_page_number_between_rows_does_not_end_the_table():
    document = read_text(
        FORM + "\n- 12 -\n\n\t\t时效指标\t完成时间\t12月31日前\t12月31日前\n\n其他说明。"
    )
    assert only_table(document).row_count == 10
    assert strings(document, Role.PAGE_NUMBER) == ["- 12 -"]


def test_a_head_printed_again_on_the_next_page_is_left_out():
    table = only_table(
        read_text(FORM + "\n" + HEAD + "\t效益指标\t社会效益指标\t促进作用\t提升\t已达到\n")
    )
    assert column(table, 2).count("二级指标") == 1
    assert column(table, 1)[-1] == "效益指标"


def test_two_forms_without_a_title_between_them_are_two_tables():
    other = FORM.split("\n\n")[1].replace("口岸中心工作经费", "物流产业发展经费")
    document = read_text(FORM + "\n" + other)
    assert [text_at(table, 0, 2) for table in document.tables()] == [
        "口岸中心工作经费",
        "物流产业发展经费",
    ]


DUMP = (
    "附件1 项目支出绩效自评汇总表\n\n\t\t附件1\n\n\t\t2021年度项目支出绩效自评情况汇总表\n\n"
    "\t\t序号\t\t主管部门名称1\t\t预算项目名称\t\t预算安排金额2（万元）\t\t\t\t\t\t"
    "预算执行金额3\n（万元）\t\t预算执行率\n（B/A)\n\n"
    "\t\t\t\t\t\t\t\t小计\n（①+②）\t\t①\n本级\t\t②\n下级\n\n"
    "\t\t一、部门预算项目支出\n\n"
    "\t\t1\t\t口岸办\t\t口岸物流发展补助资金\t\t21,009.71\t\t21,009.71\t\t\t\t16,041.79\t\t76.35%\n\n"
    "\t\t…\t\t\t\t\t\t- 0\t\t\t\t\t\t\t\tERROR:#DIV/0!\n\n"
    "\t\t填表说明：\n1.主管部门名称：填写一级预算单位名称；\n\n\n\n\n附件2 项目支出绩效自评表\n"
)


def test_a_spreadsheets_dump_is_a_grid_of_visual_columns():
    document = read_text(DUMP)
    table = only_table(document)
    assert table.column_count == 8
    assert [cell.string for cell in table.row(3)] == [
        "1",
        "口岸办",
        "口岸物流发展补助资金",
        "21,009.71",
        "21,009.71",
        "16,041.79",
        "76.35%",
    ]
    assert text_at(table, 0, 6) == "预算执行金额3\n（万元）"
    assert text_at(table, 3, 6) == "16,041.79"
    assert table.at(3, 5) is None
    assert misplaced(document) == []


def test_the_dumps_titles_and_notes_are_paragraphs():
    document = read_text(DUMP)
    assert strings(document) == [
        "附件1 项目支出绩效自评汇总表",
        "附件1",
        "2021年度项目支出绩效自评情况汇总表",
        "填表说明：",
        "1.主管部门名称：填写一级预算单位名称；",
        "附件2 项目支出绩效自评表",
    ]


def test_an_error_of_the_spreadsheet_is_marked():
    errors = [cell for cell in only_table(read_text(DUMP)).cells if cell.error]
    assert [cell.string for cell in errors] == ["ERROR:#DIV/0!"]


WORD = (
    "\t二、部门收支情况\n\n\t机构名称\n\t支出合计\n\t其中：\n\t结余\n\n"
    "\t\n\t\n\t基本支出\n\t其中：\n\t项目支出\n\t当年结余\n\t累计结余\n\n"
    "\t\n\t\n\t\n\t人员支出\n\t公用支出\n\t\n\t\n\t\n\n"
    "\t口岸办\n\t1205.9\n\t349.01\n\t301.01\n\t48\n\t856.89\n\t-431.91\n\t0.14\n\n"
    "\t机构名称\n\t固定资产\n\n合计\n\t其他\n\n\t口岸办\n\t2132.1\n\t\n\n\n备注：无\n"
)


def test_a_word_processors_cells_make_rows_and_heads_that_span():
    document = read_text(WORD)
    first, second = document.tables()
    assert strings(document) == ["二、部门收支情况", "备注：无"]
    assert text_at(first, 0, 2) == text_at(first, 0, 5) == "其中："
    assert [text_at(first, 0, c) for c in (6, 7)] == ["结余", "结余"]
    assert [text_at(first, 1, c) for c in (2, 3, 4)] == ["基本支出", "其中：", "其中："]
    assert text_at(first, 2, 5) == "项目支出"
    assert [c.string for c in first.row(3)][-3:] == ["856.89", "-431.91", "0.14"]
    assert text_at(second, 0, 1) == "固定资产\n\n合计"
    assert second.at(1, 2) is None
    assert misplaced(document) == []


def test_paragraphs_inside_a_cell_do_not_end_its_row():
    document = read_text(
        "\t姓名\n\t职责\n\t备注\n\n\t甲\n\t1、抓申报\n\n2、促建设\n\n\n\t无\n\n\t乙\n\t3、抓项目\n\t有\n"
    )
    table = only_table(document)
    assert table.strings() == [
        ["姓名", "职责", "备注"],
        ["甲", "1、抓申报\n\n2、促建设", "无"],
        ["乙", "3、抓项目", "有"],
    ]


def test_markdown_strokes_part_cells():
    document = read_text(
        "一、收入支出决算总表\n\n| 项目 | 行次 | 金额 |\n|---|:--:|---:|\n"
        "| 一般公共预算财政拨款收入 | 1 | 1,234.56 |\n| 合计 | 2 | 1,234.56 |\n\n单位：万元"
    )
    table = only_table(document)
    assert table.strings()[1] == ["一般公共预算财政拨款收入", "1", "1,234.56"]
    assert strings(document) == ["一、收入支出决算总表", "单位：万元"]


def test_columns_kept_apart_by_spaces():
    document = read_text(
        "收入决算表\n\n"
        "   科目名称            本年收入合计      财政拨款收入      其他收入\n"
        "   合计                     753.18            753.15          0.03\n"
        "   教育支出                  39.74             39.74\n"
        "   住房保障支出              49.10                            49.10\n"
    )
    table = only_table(document)
    assert column(table, 2) == ["财政拨款收入", "753.15", "39.74", ""]
    assert column(table, 3) == ["其他收入", "0.03", "", "49.10"]
    assert table.score < 0.8


def test_a_signature_line_is_no_table():
    text = "填报人（签名）：          审核人：          联系电话：\n\n二、其他情况\n"
    assert list(read_text(text).tables()) == []
