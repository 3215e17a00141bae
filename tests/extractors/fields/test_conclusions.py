"""Conclusions of evaluations: score and grade in words, problems and measures."""

import pytest

from extractors.fields.performance import extract
from extractors.fields.performance.labels import stated_grade, stated_score
from tests.extractors.fields.forms_helper import best, section, structured, under, words
from tests.extractors.tables.building import line


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("进行了自评，最终得分 87 分（满分 90 分）。", "87"),
        ("我单位部门整体支出绩效自评得分 83.89 分（满分为 100 分）。", "83.89"),
        ("2020年度我部门整体支出绩效自评为84分。", "84"),
        ("综合评价得分为95.5分，评价等级为“优”。", "95.5"),
        ("满分100分，未自评。", None),
        ("比上年提高5分。", None),
    ],
)
def test_scores_in_sentences(text: str, score: str | None) -> None:
    found = stated_score(words(text))
    assert (found.string if found else None) == score


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("综合得分95分，评价等级为“优”。", "优"),
        ("自评等次：良", "良"),
        ("评定为“优秀”等次。", "优秀"),
        ("自评结果良好，全年运转正常。", None),
        ("优化支出结构。", None),
    ],
)
def test_grades_in_sentences(text: str, grade: str | None) -> None:
    found = stated_grade(words(text))
    assert (found.string if found else None) == grade


def test_conclusion_problems_and_measures_of_the_agency() -> None:
    report = section("2023年部门整体支出绩效自评报告", topic="performance_report")
    report.children = [
        section("评价结论", line("绩效自评得分 92 分，等级为良。"), topic="performance.conclusion"),
        section("存在问题", line("预算执行偏慢。"), topic="performance.problems"),
        section("改进措施", line("加强监控。"), topic="performance.measures"),
    ]
    for child in report.children:
        child.parent = report
    found = best(extract(structured(outline=under(report))))
    assert found == {
        "performance.overall.score": "92",
        "performance.overall.grade": "良",
        "text.performance.conclusion": "绩效自评得分92分，等级为良。",
        "text.performance.problems": "预算执行偏慢。",
        "text.performance.measures": "加强监控。",
    }


def test_a_single_projects_report_is_not_the_agencys() -> None:
    report = section("招商引资项目绩效评价报告", topic="performance_report")
    child = section("评价结论", line("自评得分 70 分。"), topic="performance.conclusion")
    child.parent = report
    report.children = [child]
    assert extract(structured(outline=under(report))) == []
