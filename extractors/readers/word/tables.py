"""Word tables as grids: horizontal spans by `gridSpan`, vertical ones by `vMerge`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from extractors.readers.word.package import W, whole_number
from extractors.readers.word.runs import text_of
from schemas.table import Cell, Table
from schemas.text import ElementPlace, placed

_SCORE = 0.97
_MAX_COLUMNS = 400


def grid(table: etree._Element, path: str, engine: str, page_number: int) -> Table | None:
    """The table's cells; None where nothing stands in it."""
    cells: list[Cell] = []
    open_cells: dict[int, int] = {}
    rows = list(_children(table, "tr"))
    for row, node in enumerate(rows):
        for column, width, cell in _row(node):
            if column + width > _MAX_COLUMNS:
                break
            above = open_cells.get(column)
            if _continues(cell) and above is not None and cells[above].column_span == width:
                cells[above] = replace(cells[above], row_span=row - cells[above].row + 1)
                continue
            place = ElementPlace(f"{path}/tr[{row + 1}]/tc[{column + 1}]")
            open_cells[column] = len(cells)
            cells.append(Cell(row, column, placed(_cell_text(cell), place).strip(), 1, width))
    if not any(cell.string for cell in cells):
        return None
    columns = max(cell.column + cell.column_span for cell in cells)
    return Table(len(rows), columns, tuple(cells), (page_number,), engine, _SCORE)


def nested(table: etree._Element) -> Iterator[etree._Element]:
    """Tables that stand in a cell of this one."""
    for row in _children(table, "tr"):
        for cell in _children(row, "tc"):
            yield from _children(cell, "tbl")


def is_frame(table: etree._Element) -> bool:
    """Whether the table only frames what stands in its one cell."""
    return sum(1 for row in _children(table, "tr") for _ in _children(row, "tc")) == 1


def frame_content(table: etree._Element) -> etree._Element:
    """The one cell of a frame."""
    return next(cell for row in _children(table, "tr") for cell in _children(row, "tc"))


def _row(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in _children(row, "tc"):
        width = max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
        yield column, width, cell
        column += width


def _children(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of the name, those inside content controls too."""
    for child in node:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from _children(child, name)


def _continues(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") != "restart"


def _number(node: etree._Element | None, default: int) -> int:
    return default if node is None else whole_number(node.get(f"{W}val"), default)


def _cell_text(cell: etree._Element) -> str:
    """Paragraphs of the cell, a line each; tables nested in it are tables of their own."""
    return "\n".join(text_of(paragraph) for paragraph in _paragraphs(cell))


def _paragraphs(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if child.tag == f"{W}p":
            yield child
        elif child.tag != f"{W}tbl":
            yield from _paragraphs(child)
