"""What holds of any text: it is read or refused, and every character stands where it says."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.document import Paragraph
from schemas.errors import GongkaiError
from schemas.text import SpanPlace
from tests.extractors.readers.plain_helper import misplaced, read_bytes, read_text, texts

PIECES = st.sampled_from(
    [
        "\t", "\t\t", "\n", "\n\n", "\r\n", "\f", " ", "  ", "|", "- 3 -", "# ", "**", "<p>", "……",
        "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重",
        "得分",
        "产出指标", "数量", "指标", "质量指标", "满意度指标", "≥", "＝", "定性", "100", "%",
        "12", "5", "万元",
        "项目名称", "合计", "总分", "目录", "第一部分 概况", "一、收入决算表", "1.网点数量",
        "√", "说明。",
        "分值", "指标解释", "实际完成值", "（10分）", "其中：", "2020年度收支总计6",
        "46.23万元，增长", "，", "。",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=80).map("".join)


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    try:
        document = read_bytes(data)
    except GongkaiError:
        return
    assert misplaced(document) == []


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_mixture_of_forms_is_read_with_every_character_in_its_place(text):
    try:
        document = read_text(text)
    except GongkaiError:
        return
    assert misplaced(document) == []
    assert all(place.string == place.string.strip() for place in texts(document))
    assert all(b.string for b in document.blocks if isinstance(b, Paragraph))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_character_is_handed_on_twice(text):
    try:
        document = read_text(text)
    except GongkaiError:
        return
    spans = sorted(
        (segment.place.start, segment.place.start + segment.place.length)
        for placed in texts(document)
        for segment in placed.segments
        if isinstance(segment.place, SpanPlace)
    )
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
