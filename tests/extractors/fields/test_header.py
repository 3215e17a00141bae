"""Kind, title, agency, year, date and region, from covers and from bodies without one."""

import pytest

from extractors.fields.header import extract, issues
from extractors.fields.region import region_of
from tests.extractors.fields.forms_helper import structured, values
from tests.extractors.tables.building import line


def cover(*lines: str) -> dict[str, str]:
    return values(extract, *(line(text) for text in lines))


def test_cover_of_three_lines() -> None:
    found = cover(
        "2020 年度", "泸州市口岸与物流办公室", "部门决算", "目 录", "公开时间：2021 年 9 月 24 日"
    )
    assert found == {
        "report.title": "2020年度泸州市口岸与物流办公室部门决算",
        "report.agency": "泸州市口岸与物流办公室",
        "report.kind": "departmental_final_accounts",
        "report.fiscal_year": "2020",
        "report.published_on": "2021-09-24",
        "report.region": "四川省泸州市",
    }


@pytest.mark.parametrize(
    ("lines", "agency", "year", "kind"),
    [
        (["青岚市澄江区财政局2024年度部门决算"], "青岚市澄江区财政局", "2024", "final_accounts"),
        (["2023年度青岚市民政局部门决算公开说明"], "青岚市民政局", "2023", "final_accounts"),
        (["青岚市教育局2025年部门预算"], "青岚市教育局", "2025", "budget"),
        (
            ["上海市普陀区2025年区级部门预算", "预算主管部门：上海市普陀区商务委员会"],
            "上海市普陀区商务委员会",
            "2025",
            "budget",
        ),
        (["附件：青岚市财政局2022年度部门决算公开"], "青岚市财政局", "2022", "final_accounts"),
        (["青岚市财政局关于2022年度部门决算的说明"], "青岚市财政局", "2022", "final_accounts"),
        (
            ["首页 > 预决算公开", "青岚市财政局2022年度部门决算", "发布时间：2023-09-20"],
            "青岚市财政局",
            "2022",
            "final_accounts",
        ),
        (["青岚市图书馆", "2022年度单位决算"], "青岚市图书馆", "2022", "final_accounts"),
        (["西南大学", "2023 年度部门决算"], "西南大学", "2023", "final_accounts"),
        (
            ["青岚市城市管理局", "2022年度部门整体支出绩效自评报告"],
            "青岚市城市管理局",
            "2022",
            "self_evaluation",
        ),
    ],
)
def test_titles_of_many_offices(lines: list[str], agency: str, year: str, kind: str) -> None:
    found = cover(*lines, "目录", "一、收入支出决算总体情况说明")
    assert found["report.agency"] == agency
    assert found["report.fiscal_year"] == year
    assert found["report.kind"].endswith(kind)


def test_label_on_the_cover_wins_over_the_title() -> None:
    found = cover("上海市普陀区2025年区级部门预算", "预算主管部门：上海市普陀区商务委员会", "目录")
    assert found["report.title"] == "上海市普陀区2025年区级部门预算"
    assert found["report.region"] == "上海市普陀区"


def test_without_a_cover_the_body_tells() -> None:
    found = cover(
        "第一部分 单位概况",
        "青岚市达川区口岸发展中心是区政府办举办的正科级其他事业单位，内设五个股室。",
        "青岚市达川区口岸发展中心无下属二级单位。",
        "第二部分 2023年度单位决算情况说明",
        "2021年度项目支出绩效自评表",
    )
    assert found["report.agency"] == "青岚市达川区口岸发展中心"
    assert found["report.fiscal_year"] == "2023"
    assert found["report.kind"] == "departmental_final_accounts"


def test_title_that_goes_on_in_the_next_line() -> None:
    found = cover("岳阳市20 21 年度部门（单位）整体支出", "绩效评价自评报告", "岳阳市财政局（制）")
    assert found["report.title"] == "岳阳市2021年度部门（单位）整体支出绩效评价自评报告"
    assert found["report.kind"] == "performance_self_evaluation"
    assert found["report.fiscal_year"] == "2021"


def test_another_kind_of_report_is_told_apart() -> None:
    blocks = (line("洪泽区人民政府"), line("2023年政府信息公开工作年度报告"))
    assert values(extract, *blocks)["report.kind"] == "other"
    (issue,) = issues(structured(*blocks))
    assert issue.code == "other_kind_of_report"
    assert "政府信息公开工作年度报告" in issue.message


def test_unknown_kind_is_said_not_guessed() -> None:
    blocks = (line("关于召开会议的通知"),)
    assert "report.kind" not in values(extract, *blocks)
    assert [i.code for i in issues(structured(*blocks))] == ["kind_not_identified"]


def test_a_year_on_any_page_is_no_fiscal_year() -> None:
    assert "report.fiscal_year" not in cover("2020年土地利用现状", "2020年各区面积")


def test_title_without_the_site() -> None:
    found = cover("西南大学2023年度决算公开-信息公开")
    assert found["report.title"] == "西南大学2023年度决算公开"


def test_day_of_publication_after_other_words() -> None:
    found = cover("青岚市财政局2022年度部门决算", "来源：财政局 发布时间：2023-09-20 10:30")
    assert found["report.published_on"] == "2023-09-20"


def test_template_names_are_no_agency() -> None:
    found = cover("上海市XX局", "2024年度部门决算", "目录")
    assert "report.agency" not in found


def test_surer_places_carry_higher_scores() -> None:
    on_cover = extract(structured(line("青岚市财政局2024年度部门决算")))
    in_body = extract(structured(line("第一部分 青岚市财政局部门概况")))
    sure = next(c for c in on_cover if c.path == "report.agency").scores.match
    unsure = next(c for c in in_body if c.path == "report.agency").scores.match
    assert sure > unsure


@pytest.mark.parametrize(
    ("agency", "region"),
    [
        ("泸州市口岸与物流办公室", "四川省泸州市"),
        ("达州市达川区口岸与物流发展中心", "四川省达州市达川区"),
        ("赣州市南康区人民政府口岸管理办公室", "江西省赣州市南康区"),
        ("上海市普陀区财政局", "上海市普陀区"),
        ("上海市市场监督管理局", "上海市"),
        ("四川省财政厅", "四川省"),
        ("泸州市城市管理局", "四川省泸州市"),
        ("洪泽区人民政府", "江苏省淮安市洪泽区"),
        ("青岚市澄江区教育局", "青岚市澄江区"),
        ("中共泸州市委宣传部", "四川省泸州市"),
        ("共青团上海市普陀区委员会", "上海市普陀区"),
        ("西南大学", None),
        ("教育部", None),
    ],
)
def test_region_from_the_name(agency: str, region: str | None) -> None:
    found = region_of(agency)
    assert (found[0] if found else None) == region


def test_a_district_of_many_cities_is_placed_by_the_text() -> None:
    assert region_of("鼓楼区财政局") == ("鼓楼区", 0.6)
    found = region_of("鼓楼区财政局", "根据南京市委、南京市政府要求，江苏省财政厅批复")
    assert found is not None
    assert found[0] == "江苏省南京市鼓楼区"


def test_a_broken_line_of_text_with_an_amount_is_no_title() -> None:
    found = cover(
        "青岚市财政局", "2022年度部门决算情况说明", "2022年度政府性基金预算财政拨款年初结转174.31万"
    )
    assert found["report.kind"] == "departmental_final_accounts"
    assert found["report.title"] == "青岚市财政局2022年度部门决算情况说明"
