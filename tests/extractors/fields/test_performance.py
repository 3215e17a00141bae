"""Forms of several provinces, as grids: what each states and what a template does not."""

# ruff: noqa: E501  (a grid is read best with a row a line)

from dataclasses import replace

import pytest

from extractors.fields.performance import extract, issues
from schemas.text import CellPlace, placed
from schemas.vocabulary.paths import entry_for
from tests.extractors.fields.forms_helper import best, structured, values
from tests.extractors.tables.building import line, table

SICHUAN = """
项目名称 | < | 口岸中心工作经费 | < | < | <
预算单位 | < | 青岚市口岸办公室 | < | < | <
预算执行情况（万元） | 预算数： | 57 | 执行数： | 54.82 | <
^ | 其中-财政拨款： | 57 | 其中-财政拨款： | 54.82 | <
^ | 其它资金： | 0 | 其它资金： | 0 | <
年度目标完成情况 | 预期目标 | < | < | 实际完成目标 | <
^ | 推进单一窗口，完成制度创新。 | < | < | 单一窗口全市覆盖。 | <
绩效指标完成情况 | 一级指标 | 二级指标 | 三级指标 | 预期指标值（包含数字及文字描述） | 实际完成指标值（包含数字及文字描述）
^ | 项目完成指标 | 数量指标 | 工作对接 | 不低于5次 | 5次
^ | ^ | 质量指标 | 培训合格率 | 95%以上 | 达95%以上
^ | 效益指标 | 社会效益指标 | 促进作用 | 提升营商环境 | 已达到预期目标
^ | 满意度指标 | 满意度指标 | 群众满意度 | >95% | >95%
"""

NATIONAL = """
项目名称 | < | 设备购置项目 | < | < | < | < | < | < | <
主管部门 | < | 青岚市卫生健康委员会 | < | < | < | 实施单位 | 青岚市中心医院 | < | <
项目资金（万元） | < |  | < | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
^ | < | 年度资金总额 | < | 1,200.00 | 1,100.50 | 990.45 | 10 | 90.00% | 9
^ | < | 其中：当年财政拨款 | < | 1,000.00 | 900.50 | 800.45 | — | — | —
^ | < | 上年结转资金 | < | 200.00 | 200.00 | 190.00 | — | — | —
^ | < | 其他资金 | < | 0 | 0 | 0 | — | — | —
年度总体目标 | 预期目标 | < | < | < | < | 实际完成情况 | < | < | <
^ | 购置设备20台。 | < | < | < | < | 购置设备18台。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
^ | 产出指标（50分） | 数量指标 | 设备购置数量 | < | ≥20台 | 18台 | 20 | 18 | 招标流标，下年补购
^ | ^ | 质量指标 | 验收合格率 | < | 100% | 100% | 30 | 30 | 无
^ | 效益指标（30分） | 社会效益指标 | 服务能力 | < | 有效提升 | 有效提升 | 30 | 28.5 |
^ | 满意度指标（10分） | 服务对象满意度指标 | 患者满意度 | < | ≥95% | 97% | 10 | 10 |
总分 | < | < | < | < | < | < | 100 | 95.5 |
"""


def project(name: str, measure: str) -> str:
    return f"performance.projects[{name}].{measure}"


def indicator(owner: str, key: str, measure: str) -> str:
    return f"performance.{owner}.indicators[{key}].{measure}"


def test_completion_form_with_pairs_of_label_and_figure() -> None:
    found = values(extract, line("项目绩效目标完成情况表"), line("（2020年度）"), table(SICHUAN))
    name = "口岸中心工作经费"
    assert found[project(name, "budget")] == "57"
    assert found[project(name, "executed")] == "54.82"
    assert found[project(name, "fiscal.budget")] == "57"
    assert found[project(name, "fiscal.executed")] == "54.82"
    assert found[project(name, "other.budget")] == "0"
    assert found[project(name, "objective")] == "推进单一窗口，完成制度创新。"
    assert found[project(name, "achievement")] == "单一窗口全市覆盖。"


def test_levels_that_span_rows_are_carried_down() -> None:
    found = values(extract, line("项目绩效目标完成情况表"), table(SICHUAN))
    owner = "projects[口岸中心工作经费]"
    assert found[indicator(owner, "质量指标/培训合格率", "level1")] == "项目完成指标"
    assert found[indicator(owner, "满意度指标/群众满意度", "level1")] == "满意度指标"
    assert found[indicator(owner, "数量指标/工作对接", "target")] == "不低于5次"
    assert found[indicator(owner, "数量指标/工作对接", "actual")] == "5次"


def test_national_form_with_funds_by_column() -> None:
    found = values(extract, line("项目支出绩效自评表"), line("（2023年度）"), table(NATIONAL))
    name = "设备购置项目"
    expected = {
        "initial_budget": "1200.00",
        "budget": "1100.50",
        "executed": "990.45",
        "completion": "90.00",
        "fiscal.budget": "900.50",
        "fiscal.executed": "800.45",
        "carried_over.budget": "200.00",
        "other.executed": "0",
        "score": "95.5",
        "supervising_agency": "青岚市卫生健康委员会",
        "implementing_agency": "青岚市中心医院",
        "objective": "购置设备20台。",
        "achievement": "购置设备18台。",
    }
    assert {m: found.get(project(name, m)) for m in expected} == expected


def test_scores_weights_and_deviations_of_rows() -> None:
    found = values(extract, line("项目支出绩效自评表"), table(NATIONAL))
    owner = "projects[设备购置项目]"
    assert found[indicator(owner, "数量指标/设备购置数量", "weight")] == "20"
    assert found[indicator(owner, "数量指标/设备购置数量", "score")] == "18"
    assert found[indicator(owner, "数量指标/设备购置数量", "deviation")] == "招标流标，下年补购"
    assert indicator(owner, "质量指标/验收合格率", "deviation") not in found
    assert found[indicator(owner, "社会效益指标/服务能力", "score")] == "28.5"
    assert found[indicator(owner, "数量指标/设备购置数量", "level1")] == "产出指标（50分）"


def test_every_path_is_in_the_vocabulary() -> None:
    found = values(extract, line("项目支出绩效自评表"), table(NATIONAL))
    assert [p for p in found if entry_for(p) is None] == []


def test_year_of_the_form_goes_with_its_values() -> None:
    made = extract(structured(line("项目支出绩效自评表"), line("（2021年度）"), table(NATIONAL)))
    assert {c.year for c in made} == {2021}
    assert all(c.origin.startswith("form:项目支出绩效自评表") for c in made)


def test_units_of_the_form_and_of_the_cell() -> None:
    in_yuan = NATIONAL.replace("（万元）", "（元）").replace("990.45", "99.5万元")
    found = values(extract, line("项目支出绩效自评表"), table(in_yuan))
    assert found[project("设备购置项目", "budget")] == "0.110050"
    assert found[project("设备购置项目", "executed")] == "99.5"


def test_direction_value_and_unit_in_columns_of_their_own() -> None:
    made = extract(structured(line("部门预算项目支出绩效自评表"), table("""
        项目名称 | < | < | 51170323T000008182981-招商引资经费项目 | < | < | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 未完成原因分析
        产出指标 | 数量指标 | 出差人次 | ≥ | 30 | 人次 | 30 | 10 | 10 |
        ^ | ^ | 车辆租赁台次 | ≥ | 20 | 台 | 10 | 5 | 3 | 提倡节约
        效益指标 | 可持续影响指标 | 吸引外资 | 定性 | 好坏 | | 好 | 10 | 10 |
        合计 | < | < | | | | | 100 | 95 |
    """)))  # fmt: skip
    target = indicator("projects[招商引资经费项目]", "数量指标/出差人次", "target")
    witness = next(c for c in made if c.path == target)
    assert (witness.value, witness.raw) == ("30", "≥ 30 人次")
    found = best(made)
    owner = "projects[招商引资经费项目]"
    assert found[indicator(owner, "数量指标/车辆租赁台次", "deviation")] == "提倡节约"
    assert found[indicator(owner, "可持续影响指标/吸引外资", "actual")] == "好"
    assert found[project("招商引资经费项目", "score")] == "95"


def test_overall_scheme_with_weights_and_total() -> None:
    found = values(extract, line("部门整体支出绩效评价指标体系"), table("""
        绩效指标 | < | < | 指标分值 | 指标解释 | 评价方式 | < | 自评/评价打分
        一级指标 | 二级指标 | 三级指标 | ^ | ^ | 整体评价 | 样本评价 | ^
        部门预算管理（80分） | 预算编制（30分） | 目标制定 | 10 | 要素完整 | √ | | 9.5
        ^ | ^ | 编制准确 | 10 | 科学准确 | √ | | 10
        自评质量（10分） | 自评质量（10分） | 自评准确 | 10 | 准确率 | √ | |
        合计 | | | | | | | 87
    """))  # fmt: skip
    key = "预算编制(30分)/编制准确"
    assert found[indicator("overall", key, "level1")] == "部门预算管理（80分）"
    assert found[indicator("overall", key, "weight")] == "10"
    assert indicator("overall", "自评质量(10分)/自评准确", "score") not in found
    assert found["performance.overall.score"] == "87"


def test_overall_form_of_content_goal_and_result() -> None:
    found = values(extract, line("部门整体支出绩效自评表"), table("""
        定量目标完成情况 | 评价内容 | < | 绩效目标 | 完成情况
        ^ | 产出目标 | 质量指标 | 指标1：疫情防控零风险 | 零风险。
        ^ | ^ | 数量指标 | 指标1：集装箱吞吐量 | 60.06万标箱
        绩效自评综合得分 | 94分 | < | < | <
        评价等次 | 优 | < | < | <
    """))  # fmt: skip
    path = indicator("overall", "数量指标/指标1:集装箱吞吐量", "actual")
    assert found[path] == "60.06万标箱"
    assert found["performance.overall.score"] == "94"
    assert found["performance.overall.grade"] == "优"
    assert not any("综合得分" in p for p in found)


def test_weight_hidden_in_the_name() -> None:
    found = values(extract, line("项目支出绩效自评表"), table("""
        项目名称 | 培训项目 | < | < | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
        产出指标 | 数量指标 | 培训期数（20分） | 5期 | 5期
    """))  # fmt: skip
    key = "数量指标/培训期数(20分)"
    assert found[indicator("projects[培训项目]", key, "weight")] == "20"


@pytest.mark.parametrize("name", ["指标2：", "……", "…", "指标1：……", ""])
def test_rows_left_from_the_template_are_skipped(name: str) -> None:
    found = values(extract, line("项目支出绩效自评表"), table(f"""
        项目名称 | 培训项目 | < | < | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值
        产出指标 | 数量指标 | 培训期数 | 5期 | 10
        ^ | 质量指标 | {name} | | 10
    """))  # fmt: skip
    assert {p.split("[")[2].split("]")[0] for p in found if "indicators" in p} == {
        "数量指标/培训期数"
    }


def test_reference_templates_state_nothing() -> None:
    framework = """
        一级指标 | 二级指标 | 三级指标 | 指标解释 | 评分标准
        产出指标 | 数量指标 | 任务1 | 要素 | 全部符合得满分
    """
    blank = """
        项目名称 | 某项目 | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值 | 得分
        产出指标 | 数量指标 | 指标名称甲 | | 10 |
    """
    title = line("部门整体支出绩效评价共性指标体系框架（参考）")
    assert values(extract, title, table(framework)) == {}
    assert values(extract, line("项目支出绩效自评表"), table(blank)) == {}


def test_two_forms_with_one_title_are_told_by_the_project() -> None:
    second = SICHUAN.replace("口岸中心工作经费", "物流发展经费").replace("54.82", "50.88")
    grid = SICHUAN.strip() + "\n" + second.strip()
    found = values(extract, line("项目绩效目标完成情况表"), table(grid))
    assert found[project("口岸中心工作经费", "executed")] == "54.82"
    assert found[project("物流发展经费", "executed")] == "50.88"
    assert found[indicator("projects[物流发展经费]", "数量指标/工作对接", "actual")] == "5次"


def test_rows_of_the_next_page_that_lost_their_first_column() -> None:
    next_page = table("""
         | 质量指标 | 企业合格率 | 达到95%以上 | 合格率96%
        效益指标 | 社会效益指标 | 带动就业 | 100人 | 120人
         | 满意度指标 | 群众满意度 | >95% | >96%
    """, page=2)  # fmt: skip
    found = values(extract, line("项目绩效目标完成情况表"), table(SICHUAN), next_page)
    owner = "projects[口岸中心工作经费]"
    assert found[indicator(owner, "质量指标/企业合格率", "actual")] == "合格率96%"
    assert found[indicator(owner, "社会效益指标/带动就业", "target")] == "100人"
    assert found[indicator(owner, "社会效益指标/带动就业", "level1")] == "效益指标"


def test_a_row_with_one_empty_cell_too_many() -> None:
    found = values(extract, line("部门整体支出绩效评价指标体系"), table("""
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        部门管理（80分） | 编制（30分） | 目标制定 | 10 | 9 |
        结果应用（10分） | | 信息公开（2分） | 自评公开 | 2 | 2
    """))  # fmt: skip
    path = indicator("overall", "信息公开(2分)/自评公开", "score")
    assert found[path] == "2"


def test_list_with_a_project_a_row() -> None:
    found = values(extract, line("2021年度项目支出绩效自评情况汇总表"), table("""
        序号 | 主管部门名称1 | 预算情况（万元） | < | < | < | 自评情况
        ^ | ^ | 预算项目名称 | 预算安排金额2（万元） | B预算执行金额3（万元） | 预算执行率（B/A) | 绩效自评得分
        一、部门预算项目支出 | < | < | < | < | < | <
        1 | 口岸办 | 物流发展补助资金 | 21,009.71 | 16,041.79 | 76.35% | 98
        2 | 口岸办 | 海关工作经费 | 700.00 | 700.00 | 100.00% |
        … | | | - 0 | | ERROR:#DIV/0! |
        合计 | | | 21,709.71 | 16,741.79 | 77.12% |
    """))  # fmt: skip
    assert found == {
        project("物流发展补助资金", "budget"): "21009.71",
        project("物流发展补助资金", "executed"): "16041.79",
        project("物流发展补助资金", "completion"): "76.35",
        project("物流发展补助资金", "score"): "98",
        project("海关工作经费", "budget"): "700.00",
        project("海关工作经费", "executed"): "700.00",
        project("海关工作经费", "completion"): "100.00",
    }


def test_targets_of_a_budget() -> None:
    found = values(extract, line("中央高校专项绩效目标表"), table("""
        项目名称 | < | 改善办学条件专项 | < | < | <
        主管部门及代码 | < | 教育部 105 | < | 实施单位 | 某大学本级
        项目资金（万元） | < | 年度资金总额： | < | 2112.76 | 执行率分值（10）
        ^ | < | 其中：财政拨款 | < | 2112.00 | ^
        ^ | < | 上年结转 | < | 0.76 | ^
        年度总体目标 | 改善实验教学条件。 | < | < | < | <
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值（90）
        ^ | 产出指标 | 数量指标 | 建设课程数 | 20门 | 5
    """))  # fmt: skip
    name = "改善办学条件专项"
    assert found[project(name, "budget")] == "2112.76"
    assert found[project(name, "fiscal.budget")] == "2112.00"
    assert found[project(name, "carried_over.budget")] == "0.76"
    assert found[project(name, "supervising_agency")] == "教育部"
    assert found[project(name, "objective")] == "改善实验教学条件。"
    assert found[indicator(f"projects[{name}]", "数量指标/建设课程数", "target")] == "20门"


def test_a_form_without_a_name_gives_nothing() -> None:
    nameless = NATIONAL.replace("项目名称 | < | 设备购置项目", "项目类别 | < | 常年项目")
    assert values(extract, line("项目支出绩效自评表"), table(nameless)) == {}


def test_a_title_above_lines_that_are_no_table() -> None:
    found = values(
        extract,
        line("部门整体支出绩效目标完成情况自评表"),
        line("年度总体目标 确保各项工作正常运转，完成年度任务。"),
        table("""
            一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值
            产出指标 | 数量指标 | 在职人员数量 | 17 | 17
        """),
    )
    assert found[indicator("overall", "数量指标/在职人员数量", "actual")] == "17"


def test_evidence_names_row_and_column() -> None:
    made = extract(structured(line("项目支出绩效自评表"), table(NATIONAL)))
    path = project("设备购置项目", "fiscal.budget")
    witness = next(c for c in made if c.path == path)
    assert witness.evidence.row == "其中：当年财政拨款"
    assert witness.evidence.column == "全年预算数（A）"
    assert witness.evidence.verbatim == "900.50"


PAGED = """
项目名称 | < | 设备资料购置项目 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值（90）
^ | 成本指标 | 经济成本指标 | 成本控制有效性 | 有效 | 10
绩效指标 | | | 图书采购折扣率 | 28% | 10
^ | 产出指标 | 数量指标 | 更新设备数量 | 5000台 | 70
"""


def test_a_row_after_a_page_break_keeps_its_columns() -> None:
    found = values(extract, line("设备资料购置项目绩效目标表"), table(PAGED))
    owner = "projects[设备资料购置项目]"
    assert found[indicator(owner, "经济成本指标/图书采购折扣率", "target")] == "28%"
    assert found[indicator(owner, "经济成本指标/图书采购折扣率", "weight")] == "10"


def test_codes_of_agencies_before_and_after_the_name() -> None:
    for printed in ("[012]青岚市农业局", "青岚市农业局 105"):
        form = f"项目名称 | 数字乡村 |\n主管部门及代码 | {printed} |\n" + HEADS + ROWS
        found = values(extract, line("项目支出绩效目标表"), table(form))
        assert found[project("数字乡村", "supervising_agency")] == "青岚市农业局"


HEADS = "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 分值 | 全年实际值（B） | 得分 | 核查意见\n"
ROWS = "产出指标 | 数量指标 | 巡查次数 | ≥ | 22 | 次 | 20 | 25 | 20 | 属实\n"


def test_direction_and_measure_stand_beside_the_target() -> None:
    made = extract(
        structured(line("项目支出绩效自评表"), table("项目名称 | 巡查经费\n" + HEADS + ROWS))
    )
    target = next(c for c in made if c.path.endswith(".target"))
    assert (str(target.value), target.raw) == ("22", "≥ 22 次")
    actual = next(c for c in made if c.path.endswith(".actual"))
    assert str(actual.value) == "25"


def test_a_column_that_is_not_understood_is_said() -> None:
    form = structured(line("项目支出绩效自评表"), table("项目名称 | 巡查经费\n" + HEADS + ROWS))
    assert [i.message for i in issues(form)] == [
        "项目支出绩效自评表: column '核查意见' was not understood"
    ]


def test_a_list_with_scores_in_yuan() -> None:
    form = """
序号 | 主管部门 | 项目名称 | 年初预算数 | 全年预算数 | 全年执行数 | 预算执行率（%） | 自评分值
1 | 青岚市水利局 | 河道管护 | 500,000.00 | 480,000.00 | 475,200.00 | 99 | 98.5
"""
    found = values(extract, line("项目支出绩效自评结果汇总表"), line("金额单位：元"), table(form))
    assert found[project("河道管护", "budget")] == "50.000000"
    assert found[project("河道管护", "score")] == "98.5"


def test_weights_of_upper_levels_do_not_stand_for_the_last() -> None:
    form = """
一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 评价标准 | 得分
投入 | 20 | 预算配置 | 20 | 在职人员控制率 | 10 | 以100%为标准 | 10
^ | ^ | ^ | ^ | 三公经费变动率 | 10 | 不增 | 8
合计 | 20 | | 20 | | 20 | | 18
"""
    found = values(extract, line("部门整体支出绩效评价指标评分表"), table(form))
    assert found[indicator("overall", "预算配置/三公经费变动率", "weight")] == "10"
    assert found["performance.overall.score"] == "18"


WIDE_HEAD = """
项目名称 | 新农科专项 | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 指标值 | 分值
^ | 产出指标 | 数量指标 | 建设课程数 | < | 20门 | 5
"""


def test_a_piece_in_fewer_columns_stands_under_its_own_heads_and_is_doubted() -> None:
    next_page = table("""
        | 质量指标 | 学生竞赛获奖数量 | 20人次 | 4
        | ^ | 验收通过率 | 100% | 6
    """, page=2)  # fmt: skip
    made = structured(line("项目绩效目标表"), table(WIDE_HEAD), next_page)
    found = {c.path: c for c in extract(made)}
    prize = indicator("projects[新农科专项]", "质量指标/学生竞赛获奖数量", "target")
    weight = indicator("projects[新农科专项]", "质量指标/验收通过率", "weight")
    assert found[prize].raw == "20人次"
    assert found[weight].raw == "6"
    kept = indicator("projects[新农科专项]", "数量指标/建设课程数", "target")
    assert found[prize].scores.match < 0.6 < found[kept].scores.match


def test_levels_are_no_indicators_where_the_heads_below_them_are_not_known() -> None:
    found = values(extract, line("部门整体支出绩效自评表"), table("""
        一级指标 | 二级捐标 | 三级捐标 | 指标值 | 得分
        产出指标 | 数量指标 | 服务人数 | 70期 | 10
    """))  # fmt: skip
    assert not [path for path in found if "indicators" in path]


def test_a_value_is_no_surer_than_the_names_of_its_path_were_read() -> None:
    made = table(SICHUAN)
    faint = tuple(
        replace(c, text=placed(c.string, CellPlace("表", "A1"), 0.6))
        if "工作对接" in c.string
        else c
        for c in made.cells
    )
    parts = structured(line("项目绩效目标完成情况表"), replace(made, cells=faint))
    read = {c.path: c.scores.read for c in extract(parts)}
    assert read[indicator("projects[口岸中心工作经费]", "数量指标/工作对接", "actual")] == 0.6
    assert read[project("口岸中心工作经费", "executed")] == 1.0


def test_a_piece_that_kept_the_form_s_label_stands_under_its_own_heads() -> None:
    next_page = table("""
        指标 | 产出指标 | 质量指标 | 学生竞赛获奖数量 | 20人次 | 4
        ^ | ^ | ^ | 验收通过率 | 100% | 6
        ^ | 效益指标 | 社会效益指标 | 服务能力 | 显著提升 | 7
    """, page=2)  # fmt: skip
    made = structured(line("项目绩效目标表"), table(WIDE_HEAD), next_page)
    found = {c.path: c for c in extract(made)}
    ability = indicator("projects[新农科专项]", "社会效益指标/服务能力", "target")
    assert found[ability].raw == "显著提升"
    assert found[ability.replace("target", "weight")].raw == "7"
