"""Word documents: numbers that Word prints, tables with spans, boxes, hostile packages."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from extractors.protocols import ReadOptions
from extractors.readers.docx import read
from extractors.readers.word.numbering import Level, Numbering, chinese
from schemas.document import Document, MediaType, Paragraph, SourceFile
from schemas.errors import EmptyFileError, GongkaiError, TruncatedFileError
from schemas.evidence import ElementLocation


def read_bytes(data: bytes) -> Document:
    return read(data, SourceFile("a.docx", "0" * 64, len(data), MediaType.DOCX), ReadOptions())


def saved(word: "docx.document.Document") -> Document:
    out = io.BytesIO()
    word.save(out)
    return read_bytes(out.getvalue())


def report() -> "docx.document.Document":
    word = docx.Document()
    word.add_heading("一、收入支出决算总体情况说明", 1)
    paragraph = word.add_paragraph("2023年度收、支总计")
    paragraph.add_run("75").bold = True
    paragraph.add_run("3.18万元。")
    table = word.add_table(3, 3)
    for row, texts in enumerate(
        (["项目", "收入", ""], ["", "合计", "拨款"], ["行政运行", "12.30", ""])
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    word.add_paragraph("注：金额单位万元。")
    return word


def test_the_body_comes_in_order_with_runs_joined() -> None:
    blocks = saved(report()).blocks
    assert [b.string if isinstance(b, Paragraph) else "table" for b in blocks] == [
        "一、收入支出决算总体情况说明",
        "2023年度收、支总计753.18万元。",
        "table",
        "注：金额单位万元。",
    ]


def test_spans_in_both_directions_and_the_place_of_a_cell() -> None:
    table = next(saved(report()).tables())
    assert table.strings()[2] == ["行政运行", "12.30", ""]
    head, side = table.at(0, 1), table.at(1, 0)
    assert head is not None
    assert side is not None
    assert (head.column_span, side.row_span) == (2, 2)
    cell = table.at(2, 1)
    assert cell is not None
    (place,) = cell.text.locate()
    assert isinstance(place, ElementLocation)
    assert "tbl" in place.path


def test_a_number_that_only_word_prints_stands_before_its_text() -> None:
    levels = {0: Level(1, "chineseCounting", "%1、"), 1: Level(1, "decimal", "%2.")}
    numbering = Numbering({"5": levels})
    asked = [numbering.label("5", level) for level in (0, 1, 1, 0, 1)]
    assert asked == ["一、", "1.", "2.", "二、", "1."]
    assert numbering.label("6", 0) == ""


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (26, "二十六")])
def test_chinese_counting(number: int, text: str) -> None:
    assert chinese(number) == text


def test_deleted_text_is_gone_and_inserted_text_is_there() -> None:
    word = docx.Document()
    word.element.body.insert(
        0,
        parse_xml(
            f"<w:p {nsdecls('w')}><w:r><w:t>支出</w:t></w:r>"
            "<w:del><w:r><w:delText>75</w:delText></w:r></w:del><w:ins><w:r><w:t>80</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r></w:p>"
        ),
    )
    assert [p.string for p in saved(word).paragraphs()] == ["支出80万元"]


def test_a_table_that_only_frames_its_content_is_seen_through() -> None:
    word = docx.Document()
    frame = word.add_table(1, 1)
    frame.cell(0, 0).text = "二、收入决算情况说明"
    inner = frame.cell(0, 0).add_table(1, 2)
    inner.cell(0, 0).text = "合计"
    inner.cell(0, 1).text = "1.00"
    document = saved(word)
    assert [p.string for p in document.paragraphs()] == ["二、收入决算情况说明"]
    assert [table.strings() for table in document.tables()] == [[["合计", "1.00"]]]


def test_entities_are_not_expanded() -> None:
    out = io.BytesIO()
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY b "boom">]>'
            f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>甲&x;&b;</w:t></w:r></w:p>'
            "</w:body></w:document>",
        )
    texts = [p.string for p in read_bytes(out.getvalue()).paragraphs()]
    assert texts == ["甲"]


def test_an_empty_document_and_a_cut_off_one() -> None:
    with pytest.raises(EmptyFileError):
        saved(docx.Document())
    out = io.BytesIO()
    report().save(out)
    with pytest.raises(TruncatedFileError):
        read_bytes(out.getvalue()[:2000])


@given(st.binary(max_size=300))
def test_any_bytes_give_a_clear_error(data: bytes) -> None:
    with pytest.raises(GongkaiError) as caught:
        read_bytes(b"PK\x03\x04" + data)
    assert caught.value.remedy
