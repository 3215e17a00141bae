"""HTML tables as grids: row and column spans, layout tables seen through."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from extractors.readers.markup.runs import cell_text
from schemas.table import Cell, Table

#: What a careless `colspan="1000"` may ask for.
_MAX_SPAN = 200
_MAX_COLUMNS = 400
_SCORE = 0.97


def is_layout(table: HtmlElement) -> bool:
    """Whether the table only arranges the page: it holds tables, or one column of prose."""
    if table.find(".//table") is not None:
        return True
    return max((len(cells) for cells in _rows(table)), default=0) < 2


def grid(table: HtmlElement, page_number: int, engine: str) -> Table | None:
    """The table's cells; None where nothing stands in it."""
    cells = list(_cells(table))
    if not any(cell.string for cell in cells):
        return None
    rows = max(cell.row + cell.row_span for cell in cells)
    columns = max(cell.column + cell.column_span for cell in cells)
    return Table(rows, columns, tuple(cells), (page_number,), engine, _SCORE)


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    rows = [row for row in table.iter("tr") if _owner(row) is table]
    return [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]


def _owner(row: HtmlElement) -> HtmlElement | None:
    return next(row.iterancestors("table"), None)


def _cells(table: HtmlElement) -> Iterator[Cell]:
    rows = _rows(table)
    taken: set[tuple[int, int]] = set()
    for row, elements in enumerate(rows):
        column = 0
        for element in elements:
            while (row, column) in taken:
                column += 1
            height = min(_span(element, "rowspan"), len(rows) - row)
            width = _free_width(taken, row, column, _span(element, "colspan"))
            if column + width > _MAX_COLUMNS:
                break
            area = {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
            if area & taken:
                area, height = {(row, c) for c in range(column, column + width)}, 1
            taken |= area
            yield Cell(row, column, cell_text(element), height, width)
            column += width


def _free_width(taken: set[tuple[int, int]], row: int, column: int, wanted: int) -> int:
    width = 1
    while width < wanted and (row, column + width) not in taken:
        width += 1
    return width


def _span(element: HtmlElement, name: str) -> int:
    digits = (element.get(name) or "1").strip()
    return min(_MAX_SPAN, max(1, int(digits))) if digits.isdecimal() else 1
