"""Titles and notes that stand as rows inside a table, as in sheets pasted into a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.text.normalise import compact
from schemas.document import Block, Paragraph, Role
from schemas.table import Cell, Table
from schemas.vocabulary.sheets import sheet_cues

#: Rows under the title that may hold the statement's number, the agency and the unit.
_MOST_META = 3
#: Rows of a table that is one still when its title and notes are taken off.
_FEWEST_ROWS = 2


def parted(table: Table, page_number: int) -> Iterator[Block]:
    """The table between its title and its notes, these as paragraphs; else the table as it is."""
    rows = _rows(table)
    first, last = _above(table, rows), _below(table, rows)
    if last - first < _FEWEST_ROWS or last - first == table.row_count:
        yield table
        return
    for row in range(first):
        yield from _paragraphs(rows[row], page_number, Role.HEADING if row == 0 else Role.BODY)
    cells = tuple(replace(c, row=c.row - first) for c in table.cells if first <= c.row < last)
    yield replace(table, row_count=last - first, cells=cells)
    for row in range(last, table.row_count):
        yield from _paragraphs(rows[row], page_number, Role.NOTE)


def _rows(table: Table) -> list[list[Cell]]:
    """Cells that print something, by the row in which they begin."""
    rows: list[list[Cell]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        if cell.string.strip():
            rows[cell.row].append(cell)
    return rows


def _above(table: Table, rows: list[list[Cell]]) -> int:
    """Number of rows that are the title and what stands under it."""
    cues = sheet_cues()
    if not rows or not _is_banner(table, rows[0]):
        return 0
    if not cues.is_title(compact(rows[0][0].string)):
        return 0
    at = 1
    while at < len(rows) and at <= _MOST_META and rows[at] and _is_meta(rows[at]):
        at += 1
    return at


def _is_meta(row: list[Cell]) -> bool:
    flat = all(cell.row_span == 1 for cell in row)
    return flat and all(sheet_cues().is_meta(compact(cell.string)) for cell in row)


def _below(table: Table, rows: list[list[Cell]]) -> int:
    """The first row of the notes at the end; the number of rows where there are none."""
    at = len(rows)
    while at and _is_banner(table, rows[at - 1]):
        if not sheet_cues().is_note(compact(rows[at - 1][0].string)):
            break
        at -= 1
    return at


def _is_banner(table: Table, row: list[Cell]) -> bool:
    """Whether one cell runs over the whole width."""
    whole = len(row) == 1 and row[0].column_span >= table.column_count
    return whole and row[0].row_span == 1 and table.column_count > 1


def _paragraphs(row: list[Cell], page_number: int, role: Role) -> Iterator[Block]:
    for cell in row:
        yield Paragraph(cell.text.strip(), page_number, role)
