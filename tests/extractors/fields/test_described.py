"""Pages of a budget that describe one project each."""

from extractors.fields.performance import extract
from tests.extractors.fields.forms_helper import values
from tests.extractors.tables.building import line

PAGE = """{title}
一、项目概述
推动企业创新。
二、立项依据
《实施意见》。
三、实施主体
青岚市普陀区商务委员会
四、实施方案
按程序落实。
五、实施周期
2025.1.1-2025.12.31
六、年度预算安排
{budget}
七、绩效目标
{goal}"""


def told(title: str, budget: str, goal: str = "完善体系。") -> dict[str, str]:
    text = PAGE.format(title=title, budget=budget, goal=goal)
    return values(extract, *map(line, text.splitlines()))


def test_the_sum_is_the_budget_and_its_parts_are_not() -> None:
    found = told(
        "科技创新专项经费情况说明",
        "2025年度项目总预算1720.00万，其中认定1700.00万，评审20.00万。",
        "详见单位的项目绩效目标表",
    )
    assert found == {
        "performance.projects[科技创新专项].budget": "1720.00",
        "performance.projects[科技创新专项].implementing_agency": "青岚市普陀区商务委员会",
    }


def test_a_lone_amount_is_the_budget() -> None:
    found = told("人民调解项目经费情况说明", "795万元")
    assert found["performance.projects[人民调解项目].budget"] == "795"
    assert found["performance.projects[人民调解项目].objective"] == "完善体系。"


def test_parts_without_a_sum_and_pages_without_a_name_give_none() -> None:
    assert not any(
        p.endswith("budget")
        for p in told("绿化专项经费情况说明", "第一季度15万元，第二季度15万元。")
    )
    assert told("项目经费情况说明", "795万元") == {}


def test_a_heading_of_the_narrative_describes_no_project() -> None:
    lines = ["“三公”经费情况说明", "一、总体情况", "2025年预算10万元。", "二、具体情况", "持平。"]
    assert values(extract, *map(line, lines)) == {}
