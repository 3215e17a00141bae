"""Forms flattened to pieces of cells, and put together again where head and rows agree."""

from schemas.table import Table
from tests.extractors.readers.plain_helper import (
    column,
    misplaced,
    only_table,
    read_text,
    strings,
)

RELATED = (
    "附表3\n\n部门预算项目支出绩效自评表（2023 年度）\n\n项目名称 51170323T-招商引资经费项目\n\n"
    "主管部门 口岸与物流发展中心本级 实施单位\n达川区\n\n口岸与物流发展中心\n\n"
    "项目基\n\n本情况\n\n1.项目\n\n年度目\n\n标完成\n\n情况\n\n项目年度目标 年度目标完成情况\n\n"
    "于 2023年,运用 12万元资金，收集商情商源，推进物\n\n流经济发展。\n\n目标任务已全部完成。\n\n"
    "预算执\n\n行情况\n\n（10\n\n分）\n\n年度预\n\n算数（万\n\n元）\n\n年初\n\n预算\n\n"
    "调整后预\n\n算数\n"
    "预算执行数 预算执行率 权重 得分 原因\n\n总额 25.00 17.44 17.44 100.00% 10 10\n\n"
    "其中：财\n\n政资金\n25.00 17.44 17.44 100.00% / /\n\n其他资\n\n金\n/ /\n\n绩效指\n"
    "\n标（90\n\n分）\n\n"
    "一级\n\n指标\n\n二级\n\n指标\n\n三级\n\n指标\n\n指标\n\n性质\n指标值\n\n度量\n\n单位\n"
    "完成值 权重 得分\n\n"
    "未完成\n\n原因分\n\n析\n\n产出指\n\n标\n\n数量指\n\n标\n\n网点建设\n\n出差人数\n\n"
    "≥ 300 人次 310 5 5\n\n"
    "打造共配\n\n标识车辆\n\n台数\n\n≥ 12 台 12 5 5\n\n质量指 车辆租赁 ＝ 100 % 100 5 5\n"
    " 标 合格率\n\n"
    "出差人员\n\n出勤率\n＝ 100 % 100 5 5\n\n网点建设\n\n合格率\n≥ 90 % 90 10 5\n\n硬件设\n"
    "\n备不够\n\n完善\n\n"
    "共配标识\n\n车辆打造\n\n合格率\n\n＝ 100 % 100 5 5\n\n效益指\n\n标\n\n可持续\n\n影响指\n"
    "\n标\n\n"
    "单位工作\n\n长效机制\n\n定性 优良中\n低差 良 5 5\n\n合计 35 30\n\n项目负责人：王某 财务"
    "负责人：李某\n"
)


def row_of(table: Table, name: str) -> list[str]:
    """Texts of the row that holds the name, by column."""
    (row,) = {cell.row for cell in table.cells if cell.string == name}
    found = (table.at(row, c) for c in range(table.column_count))
    return ["" if cell is None else cell.string for cell in found]


def test_pieces_of_cells_make_rows_by_their_relations():
    document = read_text(RELATED)
    table = only_table(document)
    assert row_of(table, "网点建设出差人数")[1:] == [
        "产出指标", "数量指标", "网点建设出差人数", "≥", "300", "人次", "310", "5", "5", "",
    ]  # fmt: skip
    assert 0.5 < table.score < 0.9
    assert misplaced(document) == []


def test_a_level_cut_by_a_page_break_is_completed():
    table = only_table(read_text(RELATED))
    assert row_of(table, "车辆租赁合格率")[2] == "质量指标"
    assert row_of(table, "出差人员出勤率")[2] == "质量指标"


def test_a_reason_is_told_from_the_next_name_by_the_width_of_its_lines():
    table = only_table(read_text(RELATED))
    assert row_of(table, "网点建设合格率")[-1] == "硬件设备不够完善"
    assert row_of(table, "共配标识车辆打造合格率")[4:7] == ["＝", "100", "%"]


def test_a_qualitative_target_has_no_unit():
    table = only_table(read_text(RELATED))
    assert row_of(table, "单位工作长效机制")[4:10] == ["定性", "优良中低差", "", "良", "5", "5"]


def test_the_form_above_the_indicators_is_read_with_them():
    table = only_table(read_text(RELATED))
    assert row_of(table, "主管部门")[1] == "口岸与物流发展中心本级"
    assert row_of(table, "实施单位")[5] == "达川区口岸与物流发展中心"
    assert row_of(table, "目标任务已全部完成。")[1] == (
        "于 2023年,运用 12万元资金，收集商情商源，推进物流经济发展。"
    )
    assert row_of(table, "总额")[1:7] == ["25.00", "17.44", "17.44", "100.00%", "10", "10"]
    assert row_of(table, "合计")[8:10] == ["35", "30"]


def test_what_stands_around_the_form_stays():
    assert strings(read_text(RELATED)) == [
        "附表3",
        "部门预算项目支出绩效自评表（2023 年度）",
        "项目负责人：王某 财务负责人：李某",
    ]


VALUES = (
    "一级指标\n二级指标\n三级指标\n年度指标值\n实际完成值\n分值\n得分\n偏差原因分析及改进措施\n"
    "产出指标\n数量指标\n培训人次\n≥100人次\n120人次\n10\n10\n质量指标\n培训合格率\n≥95%\n"
    "90%\n10\n9\n"
    "培训时间偏紧\n时效指标\n完成时间\n12月底前\n12月20日\n20\n20\n效益指标\n社会效益指标\n"
    "带动就业人数\n"
    "50\n55\n30\n30\n总分\n100\n98.5\n其他说明事项见附件。\n"
)


def test_a_cell_a_line_makes_rows_by_weight_and_score():
    table = only_table(read_text(VALUES))
    assert row_of(table, "培训合格率") == [
        "产出指标", "质量指标", "培训合格率", "≥95%", "90%", "10", "9", "培训时间偏紧",
    ]  # fmt: skip
    assert row_of(table, "带动就业人数")[3:7] == ["50", "55", "30", "30"]
    assert row_of(table, "总分")[5:7] == ["100", "98.5"]
    assert table.score < 0.8


def test_a_reason_between_two_names_of_one_level():
    table = only_table(
        read_text(
            VALUES.replace(
                "时效指标\n完成时间\n12月底前\n12月20日\n20\n20\n",
                "问题响应时间\n≤4小时\n4小时\n20\n20\n",
            )
        )
    )
    assert row_of(table, "培训合格率")[-1] == "培训时间偏紧"
    assert row_of(table, "问题响应时间")[3:7] == ["≤4小时", "4小时", "20", "20"]


CRITERIA = (
    "绩效指标\n\n指标\n分值\n\n评价\n得分\n\n指标解释 计分标准\n评价方式 评价属性\n\n备注一级"
    "\n指标\n\n二级\n指标\n\n"
    "三级\n指标\n\n整体\n评价\n\n样本\n评价\n\n得分合计 83.89\n说明：自评时满分为 90分，此处"
    "应为换算后的得分。\n\n"
    "部门\n预算\n管理\n（50\n分）\n\n目标\n管理\n（25\n分）\n\n目标\n制定\n\n5 4\n评价部门年"
    "初绩效目标编制\n质量。\n\n"
    "优得分大于 4分，良得分 3-4分，差低于 3分。 √ √ √\n\n10 8\n\n根据年度绩效目标实现情况，评"
    "价目标\n"
    "是否科学合理。\n\n1.科学合理的，得 2 分，否则酌情扣分。\n\n√ √ √ √\n\n动态\n调整\n"
    "（15\n分）\n\n支出\n控制 5 2\n\n"
    "部门公用经费支出控制情况。\n\n偏差程度在 10%以内的，得 5分。\n\n√ √\n\n扣分项（10分） 10\n"
    "被评价单位配合工作情况。\n\n最高扣 10分，部门参照该标准。\n\n√ √ √\n附表2\n\n其他表\n"
)


def test_criteria_are_told_by_weight_and_score():
    table = only_table(read_text(CRITERIA))
    assert row_of(table, "支出控制")[:5] == [
        "部门预算管理（50分）",
        "动态调整（15分）",
        "支出控制",
        "5",
        "2",
    ]
    assert column(table, 2)[2:4] == ["目标制定", "目标制定"]
    assert column(table, 3)[2:] == ["5", "10", "5", "10"]
    assert row_of(table, "扣分项（10分）")[1:5] == ["", "", "10", ""]
    assert row_of(table, "得分合计")[4] == "83.89"


def test_rows_of_one_line_are_led_by_their_levels():
    table = only_table(
        read_text(
            "项目绩效目标表\n\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 网点建设"
            "数量 22个\n\n"
            "产出指标 时效指标\n县乡村三级物流配送建设工\n\n作完成时限\n2023年 12月 31日前\n\n"
            "效益指标 可持续影响力 吸引外资投入\n\n满意度指标\n服务对象满意\n\n度\n群众满意度"
            " ≥90%\n\n"
            "3．分析评价申报内容是否与实际相符。\n"
        )
    )
    assert table.strings()[1:] == [
        ["产出指标", "数量指标", "网点建设数量", "22个"],
        ["产出指标", "时效指标", "县乡村三级物流配送建设工作完成时限", "2023年 12月 31日前"],
        ["效益指标", "可持续影响力", "吸引外资投入", ""],
        ["满意度指标", "服务对象满意度", "群众满意度", "≥90%"],
    ]


def test_a_framework_whose_rows_do_not_fit_stays_text():
    document = read_text(
        "分值\n权重\n\n自\n评\n得\n分\n\n分层分类指标\n\n一\n级\n指\n标\n\n二级\n指标\n"
        "\n方法归\n类\n\n2% 2\n\n通\n用\n\n程序\n严密\n"
    )
    assert list(document.tables()) == []
    assert "程序" in strings(document)


LED = (
    "项目绩效目标完成情况表\n\n项目名称\n\n外贸扶持经费\n\n预算单位\n\n某市商务局\n\n"
    "预算执行情况（万元）\n\n预算数：\n\n316.74\n\n执行数：\n\n300.74\n\n"
    "其中-财政拨款：\n\n316.74\n\n其中-财政拨款：\n\n300.74\n\n年度目标完成情况\n\n"
    "预期目标\n\n实际完成目标\n\n按照计划完成各项任务。\n\n已完成各项任务。\n\n"
    "绩效指标完成情况\n\n一级指标\n\n二级指标\n\n三级指标\n\n预期指标值\n\n实际完成指标值\n\n"
    "项目完成指标\n\n数量指标\n\n设备购置数量\n\n55台\n\n56台\n\n"
    "质量指标\n\n资金使用合规率\n\n100%\n\n100%\n\n"
    "满意度指标\n\n服务对象满意度指标\n\n服务对象满意度\n\n≥85%\n\n89%\n\n\n"
    "（2）其他项目绩效目标完成情况综述。项目全年预算数10万元。\n"
)


def test_rows_led_by_their_levels_need_no_figures():
    document = read_text(LED)
    table = only_table(document)
    assert row_of(table, "资金使用合规率") == [
        "项目完成指标",
        "质量指标",
        "资金使用合规率",
        "100%",
        "100%",
    ]
    assert row_of(table, "预算数：")[1:5] == ["预算数：", "316.74", "执行数：", "300.74"]
    assert row_of(table, "已完成各项任务。")[1] == "按照计划完成各项任务。"
    assert strings(document)[-1].startswith("（2）其他项目")


def test_a_row_with_a_cell_too_many_ends_the_table():
    wrapped = LED.replace("100%\n\n100%\n\n", "100%\n\n达到\n\n100%\n\n")
    names = [cell.string for table in read_text(wrapped).tables() for cell in table.cells]
    assert "资金使用合规率" not in names


def test_a_list_of_numbered_rows_is_a_grid():
    document = read_text(
        "项目支出情况表\n\n序号\n\n项目名称\n\n全年预算数\n\n执行率\n\n1\n\n道路维护\n\n"
        "120.5\n\n98.2%\n\n2\n\n信息化建设\n\n80\n\n100%\n\n合计无误。\n"
    )
    assert only_table(document).strings() == [
        ["序号", "项目名称", "全年预算数", "执行率"],
        ["1", "道路维护", "120.5", "98.2%"],
        ["2", "信息化建设", "80", "100%"],
    ]
    assert strings(document) == ["项目支出情况表", "合计无误。"]


def test_a_list_without_remarks_is_a_grid_with_an_empty_last_column():
    document = read_text(
        "纳入部门决算编制范围的单位包括：\n\n序号\n\n单位名称\n\n备注\n\n1\n\n"
        "临汐市栖霞湾区自然资源和规划局（本级）\n\n2\n\n临汐市栖霞湾区不动产登记中心\n\n3\n\n"
        "临汐市栖霞湾区土地储备整理中心\n\n\n第二部分  2023年度部门决算表\n"
    )
    table = only_table(document)
    assert column(table, 1)[1:] == [
        "临汐市栖霞湾区自然资源和规划局（本级）",
        "临汐市栖霞湾区不动产登记中心",
        "临汐市栖霞湾区土地储备整理中心",
    ]
    assert strings(document)[-1] == "第二部分  2023年度部门决算表"


def test_a_list_with_an_empty_cell_is_not_guessed():
    document = read_text(
        "序号\n\n项目名称\n\n全年预算数\n\n执行率\n\n1\n\n道路维护\n\n120.5\n\n"
        "2\n\n信息化建设\n\n80\n\n100%\n\n3\n\n物业管理\n\n5\n\n100%\n"
    )
    assert list(document.tables()) == []


def test_a_form_that_could_not_be_put_together_is_said():
    document = read_text(
        "一级指标\n二级指标\n三级指标\n年度指标值\n实际完成值\n分值\n得分\n产出指标\n数量指标\n"
    )
    assert [issue.code for issue in document.issues] == ["form_not_rebuilt"]
