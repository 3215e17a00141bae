"""Titles of many offices are named as one topic."""

from __future__ import annotations

import pytest

from extractors.sections.identify import assign_topics
from extractors.sections.outline import build_outline
from extractors.text.normalise import compact
from schemas.vocabulary.sections import match_topic
from tests.extractors.fields.narration import paragraphs

TITLES = [
    ("收入支出决算总体情况说明", "totals"),
    ("2023年度收入支出决算总体情况", "totals"),
    ("关于2024年收支预算情况的总体说明", "totals"),
    ("收支预算情况说明", "totals"),
    ("高等学校收支决算总表说明", "totals"),
    ("收入决算情况说明", "revenue"),
    ("部门收入预算情况说明", "revenue"),
    ("支出决算情况说明", "expenditure"),
    ("本年支出构成情况", "expenditure"),
    ("财政拨款收入支出决算总体情况说明", "fiscal_appropriation"),
    ("财政拨款收支预算总体情况", "fiscal_appropriation"),
    ("财政拨款支出决算情况说明", "fiscal_appropriation.expenditure"),
    ("一般公共预算财政拨款支出决算情况说明", "general_public_budget"),
    ("一般公共预算财政拨款支出决算总体情况", "general_public_budget.overall"),
    ("一般公共预算财政拨款支出决算结构情况", "general_public_budget.structure"),
    ("一般公共预算财政拨款支出决算具体情况", "general_public_budget.detail"),
    ("一般公共预算当年拨款规模变化情况", "general_public_budget.overall"),
    ("一般公共预算财政拨款基本支出决算情况说明", "basic"),
    ("财政拨款“三公”经费支出决算情况说明", "three_public"),
    ("“三公”经费财政拨款支出决算总体情况说明", "three_public.overall"),
    ("“三公”经费财政拨款支出决算具体情况说明", "three_public.detail"),
    ("政府性基金预算财政拨款收入支出决算情况说明", "government_fund"),
    ("国有资本经营预算财政拨款支出决算情况说明", "state_capital"),
    ("机关运行经费支出说明", "agency_operating"),
    ("关于政府采购支出说明", "procurement"),
    ("国有资产占用情况说明", "assets"),
    ("国有资产占有使用情况", "assets"),
    ("预算绩效管理工作开展情况", "performance"),
    ("关于2023年度预算绩效情况的说明", "performance"),
    ("其他重要事项的情况说明", "other_matters"),
    ("名词解释", "glossary"),
    ("专业名词解释", "glossary"),
    ("主要职责", "functions"),
    ("部门职责", "functions"),
    ("机构设置情况", "establishment"),
    ("部门决算单位构成", "establishment"),
    ("人员情况", "staff"),
    ("收入支出决算总表", "statements"),
    ("2022年度单位决算表", "statements"),
    ("部门概况", "overview"),
    ("2023年度部门决算情况说明", "narrative"),
]


@pytest.mark.parametrize(("title", "topic"), TITLES)
def test_title_is_named(title, topic):
    match = match_topic(compact(title))
    assert match is not None
    assert match.topic.id == topic
    assert match.score >= 0.45


def test_a_title_that_only_mentions_a_topic_scores_low():
    match = match_topic("负责全区政府采购制度建设和监督检查以及代理机构考核培训")
    assert match is None or match.score < 0.45


def test_sections_below_a_closed_topic_have_none():
    root = build_outline(paragraphs(["第三部分 名词解释", "一、“三公”经费：指某项费用。"]))
    assign_topics(root)
    assert [s.topic for s in root.walk()] == [None, "glossary", None]


def test_the_topic_above_decides_what_a_short_title_means():
    lines = [
        "五、一般公共预算财政拨款支出决算情况说明",
        "（一）总体情况",
        "七、“三公”经费",
        "（一）总体情况",
    ]
    root = build_outline(paragraphs(lines))
    assign_topics(root)
    assert [s.topic for s in root.walk() if s.level == 3] == [
        "general_public_budget.overall",
        "three_public.overall",
    ]
