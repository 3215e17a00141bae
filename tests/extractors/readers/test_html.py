"""Web pages: encodings, main content, text over fonts, tables with spans."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.protocols import ReadOptions
from extractors.readers.html import read
from extractors.readers.markup.decoding import decode
from schemas.document import Document, MediaType, Paragraph, Role, SourceFile
from schemas.errors import EmptyFileError, GongkaiError
from schemas.evidence import ElementLocation

PAGE = """<html><head><meta charset="{charset}"><title>青岚市财政局2023年度部门决算-青岚市</title>
</head><body><div id="nav"><a href="/">首页</a><a href="/x">信息公开</a></div>
<h2>青岚市财政局2023年度部门决算</h2>
<div class="main"><div class="TRS"><p>一、收入支出决算总体情况说明</p>
<p><span>2023年度收、支总计<font>75</font><font>3.18</font>万元，</span><span>增长<b>5.1</b>4%。</span></p>
<table><tr><th rowspan="2">项目</th><th colspan="2">本年收入</th></tr>
<tr><td>合计</td><td>财政拨款</td></tr>
<tr><td>行政<br>运行</td><td>12.30</td><td></td></tr></table>单位：万元<br>公开时间：2024-09-01</div></div>
<script>var x = "1";</script><div class="foot"><a href="#">版权所有</a></div></body></html>"""


def read_page(data: bytes) -> Document:
    return read(data, SourceFile("a.html", "0" * 64, len(data), MediaType.HTML), ReadOptions())


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gbk", "utf-8")],
)
def test_a_page_is_decoded_by_its_bytes(declared: str, encoding: str) -> None:
    page = PAGE.replace("{charset}", declared)
    assert decode(page.encode(encoding)) == page


def test_a_page_gives_its_title_paragraphs_and_table() -> None:
    blocks = read_page(PAGE.encode()).blocks
    strings = [b.string if isinstance(b, Paragraph) else "table" for b in blocks]
    assert strings == [
        "青岚市财政局2023年度部门决算",
        "一、收入支出决算总体情况说明",
        "2023年度收、支总计753.18万元，增长5.14%。",
        "table",
        "单位：万元",
        "公开时间：2024-09-01",
    ]
    first = blocks[0]
    assert isinstance(first, Paragraph)
    assert first.role is Role.HEADING


def test_spans_make_a_grid_and_cells_know_their_element() -> None:
    table = next(read_page(PAGE.encode()).tables())
    assert table.strings() == [
        ["项目", "本年收入", ""],
        ["", "合计", "财政拨款"],
        ["行政\n运行", "12.30", ""],
    ]
    cell = table.at(2, 1)
    assert cell is not None
    (place,) = cell.text.locate()
    assert isinstance(place, ElementLocation)
    assert place.path.endswith("tr[3]/td[2]")


def test_spans_that_ask_for_too_much_are_cut() -> None:
    page = "<table><tr><td rowspan=900 colspan=99999>甲</td></tr><tr><td>乙</td><td>1</td></tr>"
    table = next(read_page(page.encode()).tables())
    assert table.row_count == 2
    assert table.column_count <= 400


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]><p>甲&b;乙</p>'
    text = "".join(p.string for p in read_page(bomb.encode()).paragraphs())
    assert "boom" not in text


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(EmptyFileError):
        read_page(b"<html><body><script>1</script></body></html>")


@given(st.text(alphabet="<>/=\"' abtdr甲乙0123456789&;", max_size=300))
def test_any_markup_gives_a_document_or_a_clear_error(markup: str) -> None:
    try:
        document = read_page(markup.encode())
    except GongkaiError:
        return
    assert document.blocks


def test_a_number_split_over_tags_is_one(reference: Path) -> None:
    data = (reference / "real" / "mof_detail_page_excerpt.htm").read_bytes()
    texts = [p.string for p in read_page(data).paragraphs()]
    assert texts[0] == "2026年7月地方政府债券发行和债务余额情况"
    assert any("平均发行利率1.97%" in text for text in texts)
