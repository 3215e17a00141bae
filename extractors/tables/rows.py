"""Rows of two parts of a table: repeated heads, rows cut by a page break, parts put together."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.text.normalise import compact
from extractors.text.numbers import parse_number
from schemas.table import Cell, Table
from schemas.text import PagePlace, join

#: Head rows that a continuation may repeat.
_MOST_HEAD_ROWS = 8
_NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十\d]+[)）、.]|其中|合计|总计|小计|[①-⑳]")
#: Cells of a row that a page break may cut: the others end above it.
_MOST_CUT_CELLS = 2
#: Room (in line heights) at the end of a line that goes on below.
_ROOM = 2.0
#: Share of the rows above whose first column is filled: then an empty one marks a cut row.
_USUALLY = 0.7
_OPENING, _CLOSING = "(（“《", ")）”》"


def repeated_rows(first: Table, second: Table) -> int:
    """How many rows the second table repeats from the first one's top.

    Spans count as little as white space: a row is the sequence of its texts. A row of figures ends
    the comparison unless it is the row of column numbers below a repeated head.
    """
    count = 0
    for row in range(min(first.row_count, second.row_count, _MOST_HEAD_ROWS)):
        texts = row_texts(first, row)
        if texts != row_texts(second, row):
            break
        if row == 0 and not any(text and parse_number(text) is None for text in texts):
            break
        count = row + 1
    return _without_blank_end(second, count)


def row_texts(table: Table, row: int) -> list[str]:
    """Texts of the row's cells without white space, each once, blanks left out."""
    return [text for cell in table.row(row) if (text := compact(cell.string))]


def without_rows(table: Table, count: int) -> Table:
    """The table without its first `count` rows."""
    cells = []
    for cell in table.cells:
        first, last = max(cell.row, count), cell.row + cell.row_span
        if last > count:
            cells.append(replace(cell, row=first - count, row_span=last - first))
    return replace(table, cells=tuple(cells), row_count=table.row_count - count)


def put_below(first: Table, second: Table) -> Table:
    """One table of both, whose columns agree; a row that the break cut is one again."""
    cut = is_cut_row(first, second)
    shift = first.row_count - (1 if cut else 0)
    cells = list(first.cells)
    for cell in second.cells:
        if cut and cell.row == 0:
            _continue_cell(cells, cell, first.row_count - 1)
        elif not cut and _is_rest_of_span(first, cell):
            _lengthen(cells, cell, first.row_count)
        else:
            cells.append(cell.moved(shift))
    return replace(
        first,
        cells=tuple(cells),
        row_count=shift + second.row_count,
        page_numbers=tuple(dict.fromkeys([*first.page_numbers, *second.page_numbers])),
        score=min(first.score, second.score),
    )


def is_cut_row(first: Table, second: Table) -> bool:
    """Whether the second table's first row is the rest of the first table's last row."""
    rest = [cell for cell in second.row(0) if compact(cell.string)]
    last = first.row_count - 1
    if not rest or any(cell.row_span > 1 for cell in rest):
        return False
    if len(rest) > _MOST_CUT_CELLS or len(rest) >= len(row_texts(first, last)):
        return False
    for cell in rest:
        above = first.at(last, cell.column)
        if above is None or not compact(above.string) or above.row_span > 1:
            return False
        if parse_number(cell.string) or _NUMBERED.match(compact(cell.string)):
            return False
        if not _is_full(above):
            return False
    return _first_column_missing(first, second) or all(
        _is_open(first.at(last, cell.column), cell) for cell in rest
    )


def _is_rest_of_span(first: Table, cell: Cell) -> bool:
    """Whether a blank cell at the top goes on with a cell over several rows that the break cut."""
    above = first.at(first.row_count - 1, cell.column)
    if cell.row or compact(cell.string) or above is None or not compact(above.string):
        return False
    same_columns = (above.column, above.column_span) == (cell.column, cell.column_span)
    return same_columns and above.row_span > 1 and cell.row_span > 1


def _lengthen(cells: list[Cell], rest: Cell, row_count: int) -> None:
    for index, cell in enumerate(cells):
        if cell.column == rest.column and cell.row + cell.row_span == row_count:
            cells[index] = replace(cell, row_span=cell.row_span + rest.row_span)


def _is_full(cell: Cell) -> bool:
    """Whether the last line of the cell leaves no room for two more characters."""
    place = cell.text.segments[-1].place if cell.text.segments else None
    if not isinstance(place, PagePlace) or cell.box is None:
        return True
    line = place.box()
    return cell.box.right - line.right < _ROOM * line.height


def _first_column_missing(first: Table, second: Table) -> bool:
    start, above = second.at(0, 0), first.at(first.row_count - 1, 0)
    if start is None or above is None or compact(start.string) or not compact(above.string):
        return False
    if start.row_span > 1 or above.row_span > 1:
        return False
    filled = sum(1 for row in range(first.row_count) if _text_at(first, row, 0))
    return filled >= _USUALLY * first.row_count


def _text_at(table: Table, row: int, column: int) -> str:
    cell = table.at(row, column)
    return "" if cell is None else compact(cell.string)


def _is_open(above: Cell | None, rest: Cell) -> bool:
    """Whether a bracket that opens above closes in the rest."""
    if above is None:
        return False
    text, more = compact(above.string), compact(rest.string)
    missing = sum(text.count(c) for c in _OPENING) > sum(text.count(c) for c in _CLOSING)
    return missing and any(c in more for c in _CLOSING)


def _continue_cell(cells: list[Cell], rest: Cell, row: int) -> None:
    for index, cell in enumerate(cells):
        if cell.row == row and cell.column == rest.column and compact(rest.string):
            cells[index] = replace(cell, text=join([cell.text, rest.text], "\n"))


def _without_blank_end(table: Table, count: int) -> int:
    """The rows counted, but no blank ones at the end: those belong to the body."""
    while count and not row_texts(table, count - 1):
        count -= 1
    return count
