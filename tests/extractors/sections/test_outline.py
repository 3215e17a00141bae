"""The outline follows the numbers, whatever their dots, gaps and restarts."""

from __future__ import annotations

import pytest

from extractors.sections.headings import Rank, find_heading
from extractors.sections.identify import assign_topics
from extractors.sections.outline import build_outline, numbering_gaps
from schemas.document import Paragraph, Role
from schemas.text import SpanPlace, placed
from tests.extractors.fields.narration import paragraphs


def tree(root):
    return [(s.level, s.number, s.title.string) for s in root.walk() if s.parent is not None]


def outlined(*lines):
    root = build_outline(paragraphs(list(lines)))
    assign_topics(root)
    return root


@pytest.mark.parametrize(
    ("text", "rank", "ordinal", "title"),
    [
        ("第一部分 部门概况", Rank.PART, 1, "部门概况"),
        ("第二部分　2023年度部门决算情况说明", Rank.PART, 2, "2023年度部门决算情况说明"),
        ("一、收入支出决算总体情况说明", Rank.CHAPTER, 1, "收入支出决算总体情况说明"),
        ("十一．其他重要事项", Rank.CHAPTER, 11, "其他重要事项"),
        (
            "（三）国有资产占有使用情况。截至2023年底，共有车辆1辆。",
            Rank.ITEM,
            3,
            "国有资产占有使用情况",
        ),
        ("(二) 支出决算结构情况", Rank.ITEM, 2, "支出决算结构情况"),
        ("1.公务接待费支出2.83万元，完成预算100%。", Rank.NUMBER, 1, "公务接待费支出"),
        ("1﹒因公出国（境）经费支出 0 万元", Rank.NUMBER, 1, "因公出国（境）经费支出"),
        ("12、完成其他任务", Rank.NUMBER, 12, "完成其他任务"),
        ("3．商业服务业等支出（类）：支出决算为1万元。", Rank.NUMBER, 3, "商业服务业等支出（类）"),
        ("1.2023年重点工作完成情况。", Rank.NUMBER, 1, "2023年重点工作完成情况"),
        ("（1）口岸中心工作经费项目", Rank.SUB_NUMBER, 1, "口岸中心工作经费项目"),
        ("①货物采购", Rank.CIRCLED, 1, "货物采购"),
        ("**五、财政拨款收支情况**", Rank.CHAPTER, 5, "财政拨款收支情况"),
        ("## 六、“三公”经费", Rank.CHAPTER, 6, "“三公”经费"),
        ("附件1 项目支出绩效自评表", Rank.ANNEX, 1, "项目支出绩效自评表"),
        ("附件：", Rank.ANNEX, None, ""),
    ],
)
def test_numbers_of_every_kind(text, rank, ordinal, title):
    found = find_heading(placed(text, SpanPlace(0, len(text))))
    assert found is not None
    assert (found.rank, found.ordinal) == (rank, ordinal)
    assert text[found.title_start : found.title_end] == title


@pytest.mark.parametrize(
    "text",
    [
        "1.2万元用于办公。",
        "2023年度本年收入合计753.18万元。",
        "一般公共服务支出39.74万元",
        "附件1、附件2见网站。",
        "12.5%的项目已完成。",
        "二是加强管理。",
    ],
)
def test_what_only_looks_like_a_number(text):
    assert find_heading(placed(text, SpanPlace(0, len(text)))) is None


def test_levels_nest_by_their_kind_of_number():
    root = outlined(
        "第二部分 决算情况说明",
        "七、“三公”经费情况",
        "（一）总体情况",
        "1.因公出国（境）费",
        "八、政府性基金",
    )
    assert [level for level, _, _ in tree(root)] == [1, 2, 3, 4, 2]
    assert root.children[0].children[0].children[0].children[0].trail() == (
        "第二部分决算情况说明 / 七、“三公”经费情况 / （一）总体情况 / 1.因公出国（境）费"
    )


def test_a_heading_that_runs_on_keeps_its_paragraph():
    root = outlined("1.公务接待费支出2.83万元，完成预算100%。", "其中：国内接待2.83万元。")
    assert [b.string for b in root.children[0].blocks] == [
        "1.公务接待费支出2.83万元，完成预算100%。",
        "其中：国内接待2.83万元。",
    ]


def test_contents_open_no_sections():
    root = outlined(
        "目 录",
        "第一部分 部门概况.....3",
        "一、主要职责.....3",
        "第二部分 部门决算情况说明\t10",
        "一、收入支出决算总表",
        "第一部分 部门概况",
        "一、主要职责",
        "（一）负责财政工作。",
    )
    assert [title for _, _, title in tree(root)] == ["部门概况", "主要职责", "负责财政工作"]


def test_furniture_is_left_out():
    line = placed("一、页眉", SpanPlace(0, 4))
    root = build_outline([Paragraph(line, 1, role=Role.PAGE_HEADER)])
    assert root.children == []
    assert root.blocks == []


def test_numbers_start_again_in_an_annex_and_in_its_reports():
    root = outlined(
        "第一部分 附件",
        "附件1",
        "一、部门概况",
        "附件2",
        "甲工作经费项目2020年绩效评价报告",
        "一、项目概况",
        "乙工作经费项目2020年绩效评价报告",
        "一、项目概况",
        "第二部分 附表",
    )
    part, last = root.children
    assert [c.number or c.title.string[:1] for c in part.children] == ["附件1", "附件2"]
    assert [c.title.string[:1] for c in part.children[1].children] == ["甲", "乙"]
    assert last.title.string == "附表"
    assert numbering_gaps(root) == []


def test_skipped_and_repeated_numbers_are_told():
    root = outlined("一、甲事", "二、乙事", "四、丁事", "四、戊事", "五、己事")
    gaps = [
        (g.section.title.string, g.expected, g.printed, g.repeated) for g in numbering_gaps(root)
    ]
    assert gaps == [("丁事", 3, 4, False), ("戊事", 5, 4, True)]


def test_headings_without_numbers_count_where_they_are_known():
    root = outlined(
        "名词解释", "财政拨款收入：指拨款。", "一个普通的短行", "“三公”经费支出决算情况说明"
    )
    assert [title for _, _, title in tree(root)] == ["名词解释", "“三公”经费支出决算情况说明"]


def test_captions_and_heads_of_tables_are_no_headings():
    root = outlined("(图 5: 一般公共预算财政拨款支出决算变动情况)", "绩效", "支出预算")
    assert tree(root) == []


def test_titles_of_pages_that_begin_with_the_name_of_a_body():
    root = outlined(
        "上海市青岚区司法局主要职能",
        "一、贯彻执行方针政策。",
        "二、完成其他任务。",
        "上海市青岚区司法局机构设置",
        "包括本部以及下属1家预算单位。",
        "2026年部门预算编制说明",
    )
    tops = [(s.level, s.topic) for s in root.children]
    assert tops == [(1, "functions"), (1, "establishment"), (1, "narrative")]
