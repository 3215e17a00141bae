"""Workbooks: cells as printed, one table a printed title, nothing run, nothing blown up."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from extractors.protocols import ReadOptions
from extractors.readers.sheets.printed import printed
from extractors.readers.spreadsheet import read
from schemas.document import Document, MediaType, Paragraph, SourceFile
from schemas.errors import GongkaiError, LimitExceededError, NoPagesError
from schemas.evidence import SheetLocation
from schemas.table import Table

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
    out = io.BytesIO()
    book.save(out)
    return read_bytes(out.getvalue())


def read_bytes(data: bytes) -> Document:
    return read(data, SourceFile("a.xlsx", "0" * 64, len(data), MediaType.XLSX), ReadOptions())


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
