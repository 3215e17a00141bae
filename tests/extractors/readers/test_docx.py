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
from schemas.document import Document, MediaType, Paragraph, Role, SourceFile
from schemas.errors import EmptyFileError, GongkaiError, TruncatedFileError
from schemas.evidence import ElementLocation
from tests.fuzz import seeds


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


def test_tables_in_cells_are_tables_of_their_own() -> None:
    word = docx.Document()
    table = word.add_table(2, 2)
    for row, texts in enumerate((["项目", "明细"], ["合计", "见下"])):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    inner = table.cell(1, 1).add_table(2, 2)
    for row, texts in enumerate((["科目", "金额"], ["行政运行", "12.30"])):
        for column, text in enumerate(texts):
            inner.cell(row, column).text = text
    found = [table.strings() for table in saved(word).tables()]
    assert found == [
        [["项目", "明细"], ["合计", "见下"]],
        [["科目", "金额"], ["行政运行", "12.30"]],
    ]


def test_headers_and_footers_are_read_and_are_no_body() -> None:
    word = report()
    word.sections[0].header.paragraphs[0].text = "青岚市财政局2023年度部门决算"
    word.sections[0].footer.paragraphs[0].text = "第1页"
    document = saved(word)
    aside = {b.string: b.role for b in document.blocks if isinstance(b, Paragraph)}
    assert aside["青岚市财政局2023年度部门决算"] is Role.PAGE_HEADER
    assert aside["第1页"] is Role.PAGE_FOOTER
    assert "第1页" not in [p.string for p in document.paragraphs()]


def test_a_document_is_read_up_to_where_it_was_cut() -> None:
    word = docx.Document()
    word.add_paragraph("2023年度收、支总计753.18万元。")
    for number in range(4000):
        word.add_paragraph(f"第{number}段，{number * number}。")
    out = io.BytesIO()
    word.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    main = parts.pop("word/document.xml")
    data = seeds.zipped({**parts, "word/document.xml": main})
    document = read_bytes(data[: data.rindex(b"PK\x03\x04") + 6000])
    assert next(document.paragraphs()).string == "2023年度收、支总计753.18万元。"
    assert document.issues[0].code == "truncated_file"
    assert 10 < len(list(document.paragraphs())) < 4000


def test_a_billion_laughs_and_endless_nesting_end() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    told = "<w:p><w:r><w:t>甲&l9;</w:t></w:r></w:p>"
    body = f"<w:document {space}><w:body>{told}</w:body></w:document>"
    data = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>{body}'
    texts = [p.string for p in read_bytes(seeds.zipped({"word/document.xml": data})).paragraphs()]
    assert max(map(len, texts)) < 100
    deep = "<w:sdt><w:sdtContent>" * 300
    data = f"<w:document {space}><w:body>{deep}<w:p/></w:body></w:document>"
    with pytest.raises(GongkaiError):
        read_bytes(seeds.zipped({"word/document.xml": data}))


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
