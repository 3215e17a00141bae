"""A laid-out report as a workbook: a sheet a statement, the narrative on one or left out."""

from dataclasses import dataclass
from pathlib import Path

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from samples.layout.blocks import Block, Cell, Cover, Heading, Laid, Paragraph, Table
from samples.render.sheet import Sheet, figure, prose, sheet, sheet_names

LINE = Side("thin")
THIN = Border(LINE, LINE, LINE, LINE)
WIDTH = 9.0


@dataclass(frozen=True)
class Book:
    """Sheets and the blocks that they print; `numeric` stores amounts as numbers, else as text."""

    sheets: tuple[Sheet, ...]
    printed: tuple[Block, ...]
    numeric: bool


def book(laid: Laid, *, narrative: bool, numeric: bool, cover: bool = True) -> Book:
    """What the workbook holds: the statements, with the cover and the narrative if wanted."""
    tables = [b for b in laid.blocks if isinstance(b, Table)]
    front = [b for b in laid.blocks if isinstance(b, Cover) and cover]
    text = [b for b in laid.blocks if isinstance(b, Heading | Paragraph) and narrative]
    sheets = [prose(front, "封面")] if front else []
    sheets += [sheet(t, n) for t, n in zip(tables, sheet_names(tables), strict=True)]
    sheets += [prose(text, "情况说明")] if text else []
    return Book(tuple(sheets), (*front, *tables, *text), numeric)


def save_xlsx(made: Book, path: Path) -> None:
    """Write it as xlsx."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for one in made.sheets:
        _fill(workbook.create_sheet(one.name), one, numeric=made.numeric)
    workbook.save(path)


def _fill(page: Worksheet, one: Sheet, *, numeric: bool) -> None:
    for n, width in enumerate(one.widths, 1):
        page.column_dimensions[get_column_letter(n)].width = width * WIDTH
    for cell in one.cells:
        at = page.cell(cell.row + 1, cell.col + 1)
        amount = figure(cell) if numeric else None
        at.value = amount if amount is not None else cell.text or None
        if amount is not None:
            at.number_format = "#,##0.00"
        at.alignment = Alignment(horizontal=cell.align, vertical="center", wrap_text=True)
        at.font = Font(name="宋体", bold=cell.bold)
        at.border = THIN
        if cell.rowspan > 1 or cell.colspan > 1:
            page.merge_cells(None, *_corners(cell))


def _corners(cell: Cell) -> tuple[int, int, int, int]:
    return cell.row + 1, cell.col + 1, cell.row + cell.rowspan, cell.col + cell.colspan


def save_xls(made: Book, path: Path) -> None:
    """Write it as xls."""
    workbook = xlwt.Workbook(encoding="utf-8")
    styles = {
        amount: xlwt.easyxf("align: wrap on", num_format_str="#,##0.00" if amount else "General")
        for amount in (False, True)
    }
    for one in made.sheets:
        page = workbook.add_sheet(one.name, cell_overwrite_ok=True)
        for cell in one.cells:
            _write(page, cell, figure(cell) if made.numeric else None, styles)
    workbook.save(str(path))


def _write(page: object, cell: Cell, amount: object, styles: dict[bool, object]) -> None:
    style = styles[amount is not None]
    value = amount if amount is not None else cell.text
    if cell.rowspan > 1 or cell.colspan > 1:
        last = cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1
        page.write_merge(cell.row, last[0], cell.col, last[1], value, style)  # type: ignore[attr-defined]
    elif cell.text:
        page.write(cell.row, cell.col, value, style)  # type: ignore[attr-defined]
