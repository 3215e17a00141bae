"""A sheet cut into what a reader sees on it: titles, tables, notes, one table a printed title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from extractors.readers.sheets.grid import SheetGrid
from extractors.text.normalise import compact
from extractors.text.numbers import parse_number
from schemas.vocabulary.sheets import sheet_cues

#: Blank rows that a table may hold (lines left empty above its totals); more of them end it.
_MOST_BLANK_ROWS = 40
#: A lone text of a table's row is a label; longer ones are prose.
_LONGEST_LABEL = 24


class RowKind(Enum):
    """What a row looks like by itself."""

    BLANK = auto()
    TITLE = auto()
    META = auto()
    TEXT = auto()
    CELLS = auto()


@dataclass(slots=True)
class Region:
    """Rows that belong together: lines of text, or a table with the rows of its head and body."""

    is_table: bool
    rows: list[int] = field(default_factory=list)


def regions(grid: SheetGrid) -> list[Region]:
    """Cut the sheet from top to bottom."""
    columns = _columns_by_row(grid)
    kinds = {row: _kind(grid, row, found) for row, found in columns.items()}
    found = list(_cut(kinds))
    for region in found:
        if region.is_table and max(len(columns[row]) for row in region.rows) == 1:
            region.is_table = False
    return found


def _columns_by_row(grid: SheetGrid) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, column in sorted(grid.cells):
        found.setdefault(row, []).append(column)
    return found


def _kind(grid: SheetGrid, row: int, columns: list[int]) -> RowKind:
    texts = [compact(grid.cells[row, column]) for column in columns]
    if len(texts) == 1:
        return _kind_of_one(texts[0])
    cues = sheet_cues()
    if all(cues.is_meta(text) for text in texts):
        return RowKind.META
    return RowKind.CELLS


def _kind_of_one(text: str) -> RowKind:
    cues = sheet_cues()
    if parse_number(text) is not None:
        return RowKind.CELLS
    if cues.is_title(text):
        return RowKind.TITLE
    if cues.is_meta(text):
        return RowKind.META
    is_prose = cues.is_note(text) or len(text) > _LONGEST_LABEL
    return RowKind.TEXT if is_prose else RowKind.CELLS


def _cut(kinds: dict[int, RowKind]) -> Iterator[Region]:
    """Titles and notes end a table, and so do more blank rows than one may hold."""
    current: Region | None = None
    last = -1
    for row, kind in kinds.items():
        is_table = kind is RowKind.CELLS or (kind is RowKind.TEXT and _inside(current, kinds, row))
        gap = row - last - 1
        if current is None or current.is_table != is_table or gap > _MOST_BLANK_ROWS:
            if current is not None:
                yield current
            current = Region(is_table)
        current.rows.append(row)
        last = row
    if current is not None:
        yield current


def _inside(current: Region | None, kinds: dict[int, RowKind], row: int) -> bool:
    """A row merged across a table (a banner) has the table above and below it."""
    after = kinds.get(row + 1, RowKind.BLANK)
    return current is not None and current.is_table and after is RowKind.CELLS
