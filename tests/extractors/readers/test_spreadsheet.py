"""Workbooks: cells as printed, one table a printed title, nothing run, nothing blown up."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from extractors.protocols import ReadOptions
from extractors.readers.sheets.printed import printed
from extractors.readers.spreadsheet import read
from schemas.document import Document, MediaType, Paragraph, SourceFile
from schemas.errors import GongkaiError, LimitExceededError, NoPagesError, TruncatedFileError
from schemas.evidence import SheetLocation
from schemas.table import Table
from tests.fuzz import seeds

ROWS: list[list[object]] = [
    ["收入支出决算总表"],
    ["部门：青岚市财政局", None, None, "单位：万元"],
    ["收入", None, "支出", None],
    ["项目", "决算数", "项目", "决算数"],
    ["一、一般公共预算财政拨款收入", 753.15, "一、一般公共服务支出", "39.74"],
    [None],
    ["总计", 753.18, "总计", 753.18],
    ["注：本表反映总收支。"],
]


def workbook(*sheets: Sequence[Sequence[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    return book


def read_book(book: openpyxl.Workbook) -> Document:
    return read_bytes(saved(book))


def read_bytes(data: bytes) -> Document:
    return read(data, SourceFile("a.xlsx", "0" * 64, len(data), MediaType.XLSX), ReadOptions())


def with_part(book: openpyxl.Workbook | bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with something else in one of its parts."""
    data = book if isinstance(book, bytes) else saved(book)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[part]
    return seeds.zipped({**parts, part: parts[part].replace(old, new, 1)})


def shared(book: openpyxl.Workbook) -> bytes:
    """The workbook as Excel saves it: texts in a part of their own, at the end."""
    with zipfile.ZipFile(io.BytesIO(saved(book))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    texts: list[bytes] = []

    def pointer(found: re.Match[bytes]) -> bytes:
        texts.append(found[1])
        return b't="s"><v>%d</v></c>' % (len(texts) - 1)

    inline = rb't="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>'
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(inline, pointer, parts[sheet])
    strings = b"".join(b"<si><t>%b</t></si>" % text for text in texts)
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return seeds.zipped({**parts, "xl/sharedStrings.xml": b"<sst %b>%b</sst>" % (space, strings)})


def reordered(book: openpyxl.Workbook) -> bytes:
    """The workbook with its sheets behind all other parts."""
    with zipfile.ZipFile(io.BytesIO(saved(book))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    order = sorted(parts, key=lambda name: ("worksheets/" in name, name))
    return seeds.zipped({name: parts[name] for name in order})


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def first_table(document: Document) -> Table:
    return next(document.tables())


def sheet_of(book: openpyxl.Workbook) -> Worksheet:
    return book.worksheets[0]


def test_title_unit_table_and_note_are_told_apart() -> None:
    document = read_book(workbook(ROWS))
    kinds = [b.string if isinstance(b, Paragraph) else "table" for b in document.blocks]
    assert kinds == [
        "收入支出决算总表",
        "部门：青岚市财政局",
        "单位：万元",
        "table",
        "注：本表反映总收支。",
    ]


def test_a_blank_row_does_not_cut_the_totals_off() -> None:
    table = first_table(read_book(workbook(ROWS)))
    assert table.strings()[-1] == ["总计", "753.18", "总计", "753.18"]
    assert (table.row_count, table.column_count) == (5, 4)


def test_every_cell_knows_its_sheet_and_range() -> None:
    table = first_table(read_book(workbook(ROWS)))
    cell = table.at(2, 1)
    assert cell is not None
    assert cell.text.locate() == (SheetLocation(sheet="表1", range="B5"),)


def test_merged_cells_span_and_are_one_place() -> None:
    book = workbook(ROWS)
    sheet_of(book).merge_cells("A3:B3")
    cell = first_table(read_book(book)).at(0, 1)
    assert cell is not None
    assert (cell.string, cell.column_span) == ("收入", 2)
    assert cell.text.locate() == (SheetLocation(sheet="表1", range="A3:B3"),)


def test_two_titles_on_a_sheet_make_two_tables() -> None:
    document = read_book(workbook([*ROWS, ["收入决算表"], *ROWS[2:-1]]))
    assert len(list(document.tables())) == 2


def test_a_form_with_a_banner_stays_one_table() -> None:
    rows = [["项目支出绩效自评表"], ["项目名称", "口岸经费"], ["年度目标"], ["预期", "完成"]]
    assert first_table(read_book(workbook(rows))).row_count == 3


def test_prose_of_one_column_is_no_table() -> None:
    document = read_book(workbook([["一、主要职能"], ["1.负责财政收支。\n2.完成其他任务。"]]))
    assert list(document.tables()) == []
    assert [b.string for b in document.paragraphs()][1:] == ["1.负责财政收支。", "2.完成其他任务。"]


def test_error_cells_keep_their_text_and_are_marked() -> None:
    book = workbook(ROWS)
    cell = sheet_of(book)["B5"]
    cell.value = "#DIV/0!"
    cell.data_type = "e"
    found = first_table(read_book(book)).at(2, 1)
    assert found is not None
    assert (found.string, found.error) == ("#DIV/0!", True)


def test_a_hidden_sheet_is_read_and_said() -> None:
    book = workbook(ROWS, ROWS)
    book.worksheets[1].sheet_state = "hidden"
    document = read_book(book)
    assert [page.hidden for page in document.pages] == [False, True]
    assert [issue.code for issue in document.issues] == ["hidden_sheet"]


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    book = workbook(ROWS)
    sheet_of(book).row_dimensions[5].hidden = True
    sheet_of(book).column_dimensions["D"].hidden = True
    document = read_book(book)
    (issue,) = document.issues
    assert (issue.code, issue.location) == (
        "hidden_cells",
        SheetLocation(sheet="表1", range="D2"),
    )
    assert first_table(document).strings()[2][1] == "753.15"


def test_formulas_are_never_evaluated_and_their_saved_values_are_read() -> None:
    book = workbook([*ROWS[:5], ["合计", "=B5+1", "=1/0", '=WEBSERVICE("http://127.0.0.1:9")']])
    document = read_book(book)
    assert [issue.code for issue in document.issues] == ["formula_without_value"]
    assert "3 个公式" in document.issues[0].message
    assert first_table(document).strings()[-1][:2] == ["合计", ""]
    formula = b"<f>B5+1</f><v>"
    data = with_part(book, "xl/worksheets/sheet1.xml", formula, formula + b"8.5")
    document = read_bytes(data)
    assert first_table(document).strings()[-1][:2] == ["合计", "8.5"]
    assert "2 个公式" in document.issues[0].message


def test_a_figure_stored_as_text_is_the_figure_that_is_printed() -> None:
    table = first_table(read_book(workbook(ROWS)))
    assert [table.strings()[2][column] for column in (1, 3)] == ["753.15", "39.74"]


@pytest.mark.parametrize("columns", [256, 16_384])
def test_a_false_used_range_is_harmless(columns: int) -> None:
    """A careless export styles every cell of a sheet to its last row and column."""
    blank = "".join(f'<c r="{get_column_letter(c)}99" s="0"/>' for c in range(1, columns + 1))
    rows = f'<row r="99">{blank}</row><row r="1048576"><c r="A1048576" s="0"/></row></sheetData>'
    book = workbook(ROWS)
    data = with_part(book, "xl/worksheets/sheet1.xml", b"</sheetData>", rows.encode())
    data = with_part(data, "xl/worksheets/sheet1.xml", b"A1:D8", b"A1:XFD1048576")
    table = first_table(read_bytes(data))
    assert (table.row_count, table.column_count) == (5, 4)


def test_a_false_used_range_of_an_old_workbook() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表1")
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            sheet.write(row, column, text)
    for column in range(256):
        sheet.write(65_535, column, "")
    out = io.BytesIO()
    book.save(out)
    table = first_table(read_bytes(out.getvalue()))
    assert (table.row_count, table.column_count) == (5, 4)


def test_names_of_sheets_cut_at_31_characters_stay_what_they_are() -> None:
    book = workbook(ROWS)
    name = "一般公共预算财政拨款“三公”经费及会议费培训费支出决算表（续表）"[:31]
    sheet_of(book).title = name
    document = read_book(book)
    assert document.pages[0].name == name
    cell = first_table(document).at(0, 0)
    assert cell is not None
    assert cell.text.locate() == (SheetLocation(sheet=name, range="A3"),)


def test_a_damaged_sheet_does_not_hide_the_others() -> None:
    data = with_part(
        workbook(ROWS, ROWS), "xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData"
    )
    document = read_bytes(data)
    assert [page.name for page in document.pages] == ["表2"]
    assert [issue.code for issue in document.issues] == ["sheet_unread"]


def test_a_workbook_is_read_up_to_where_it_was_cut() -> None:
    """As Excel orders its parts: what names the sheets first."""
    data = reordered(workbook(ROWS, [["末", "表"], *[[n, n] for n in range(3000)]]))
    document = read_bytes(data[: data.rindex(b"PK\x03\x04") + 4_000])
    assert document.issues[0].code == "truncated_file"
    assert first_table(document).strings()[-1] == ["总计", "753.18", "总计", "753.18"]


def test_figures_without_their_labels_are_not_read() -> None:
    data = shared(workbook(ROWS))
    assert first_table(read_bytes(data)).strings()[-1] == ["总计", "753.18", "总计", "753.18"]
    with pytest.raises(TruncatedFileError, match="texts"):
        read_bytes(data[: data.rindex(b"PK\x03\x04") + 60])


def test_entities_of_a_workbook_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst'
    data = with_part(shared(workbook(ROWS)), "xl/sharedStrings.xml", b"<sst", bomb)
    data = with_part(data, "xl/sharedStrings.xml", b"<t>", b"<t>&b;&b;")
    try:
        found = read_bytes(data).blocks
    except GongkaiError:
        found = ()
    assert "aaaaaaaaaa" not in repr(found)


def test_a_blank_cell_far_out_is_harmless() -> None:
    book = workbook(ROWS)
    sheet_of(book)["XFD1048576"] = " "
    document = read_book(book)
    assert first_table(document).row_count == 5


def test_an_empty_workbook_has_no_pages() -> None:
    with pytest.raises(NoPagesError):
        read_book(workbook([[]]))


def test_a_packed_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>" + b" " * 20_000_000)
    with pytest.raises(LimitExceededError):
        read_bytes(out.getvalue())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (753.18, "753.18"),
        (0.1 + 0.2, "0.3"),
        (42575058.26, "42575058.26"),
        (5.0, "5"),
        (1e-7, "0.0000001"),
        (1.5e12, "1500000000000"),
        (True, "TRUE"),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_figures_are_printed_as_typed(value: object, text: str) -> None:
    assert printed(value) == text


@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_a_clear_error(data: bytes) -> None:
    with pytest.raises(GongkaiError) as caught:
        read_bytes(b"PK\x03\x04" + data)
    assert caught.value.remedy


def test_a_real_workbook_of_sixteen_sheets(reference: Path) -> None:
    data = (reference / "real" / "budget_workbook_template.xls").read_bytes()
    document = read(data, SourceFile("t.xls", "0" * 64, len(data), MediaType.XLS), ReadOptions())
    assert len(document.pages) == 16
    assert sum(table.column_count > 4 for table in document.tables()) >= 8
