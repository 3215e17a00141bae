"""Rows of cells without columns to a grid: which cells run over several columns or rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.text.normalise import compact
from extractors.text.numbers import is_error
from schemas.table import Cell, Table
from schemas.text import PlacedText

_TRUST, _LESS = 0.9, 0.15
_OF_WHICH = "其中"


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell's first column and how many it covers."""

    column: int
    columns: int


def merged_table(rows: Sequence[Sequence[PlacedText]], page: int, engine: str) -> Table:
    """The grid of rows whose merged cells were printed once each; `rows` are not empty."""
    width = max(map(len, rows))
    slots = _slots(rows, width)
    cells = _cells(rows, slots)
    uneven = sum(1 for row in rows if len(row) != width) / len(rows)
    score = round(_TRUST - _LESS * uneven, 3)
    return Table(len(rows), width, tuple(cells), (page,), engine, score)


def _slots(rows: Sequence[Sequence[PlacedText]], width: int) -> list[list[_Slot]]:
    """Columns of every cell, found from the last row up: a head covers what stands below it."""
    result: list[list[_Slot]] = []
    for index in range(len(rows) - 1, -1, -1):
        row = [cell.string for cell in rows[index]]
        below = [cell.string for cell in rows[index + 1]] if index + 1 < len(rows) else []
        if len(row) < width and len(below) >= len(row) and "" in below:
            result.append(_above(tuple(row), tuple(below), result[-1]))
        else:
            result.append(_stretched(len(row), width))
    return result[::-1]


def _stretched(count: int, width: int) -> list[_Slot]:
    """One column each, the last to the margin."""
    slots = [_Slot(column, 1) for column in range(count - 1)]
    return [*slots, _Slot(count - 1, width - count + 1)]


def _above(row: tuple[str, ...], below: tuple[str, ...], slots: Sequence[_Slot]) -> list[_Slot]:
    """Columns of a row of heads: each covers a run of the cells below it."""
    found: list[_Slot] = []
    start = 0
    for size in _best_split(row, below):
        run = slots[start : start + size]
        found.append(_Slot(run[0].column, sum(slot.columns for slot in run)))
        start += size
    return found


def _best_split(row: tuple[str, ...], below: tuple[str, ...]) -> tuple[int, ...]:
    @cache
    def best(first: int, start: int) -> tuple[float, tuple[int, ...]]:
        left = len(row) - first - 1
        if left == 0:
            size = len(below) - start
            return _covers(row[first], below[start:]), (size,)
        options = []
        for size in range(len(below) - start - left, 0, -1):
            score, sizes = best(first + 1, start + size)
            own = _covers(row[first], below[start : start + size])
            options.append((own + score, (size, *sizes)))
        return max(options, key=lambda option: option[0])

    return best(0, 0)[1]


def _covers(head: str, below: Sequence[str]) -> float:
    """How well a head stands over a run of cells; an empty one below is the head going on."""
    if len(below) == 1 and not below[0]:
        return 1.0
    if not all(below) or not head:
        return -2.0 * len(below)
    name = compact(head)
    shared = sum(1 for text in below if set(name) & set(compact(text))) / len(below)
    group = 0.4 if len(below) > 1 and name.startswith(_OF_WHICH) else 0.0
    return shared + group - (0.5 if len(below) == 1 else 0.0)


def _cells(rows: Sequence[Sequence[PlacedText]], slots: Sequence[Sequence[_Slot]]) -> list[Cell]:
    """Cells with text; an empty one in front of a row or under a head lengthens the one above."""
    cells: list[Cell] = []
    open_cells: dict[_Slot, int] = {}
    for index, (row, places) in enumerate(zip(rows, slots, strict=True)):
        leading = True
        for text, slot in zip(row, places, strict=True):
            leading = leading and not text
            above = open_cells.get(slot)
            if text:
                _close(open_cells, slot)
                open_cells[slot] = len(cells)
                cells.append(_cell(index, slot, text))
            elif above is not None and (leading or _is_head(rows, index)):
                cells[above] = _longer(cells[above])
            else:
                _close(open_cells, slot)
    return cells


def _is_head(rows: Sequence[Sequence[PlacedText]], index: int) -> bool:
    """Whether the row above was narrower: its cells stand over several of this row's."""
    return index > 0 and len(rows[index - 1]) < len(rows[index])


def _close(open_cells: dict[_Slot, int], slot: _Slot) -> None:
    """Forget the cells above that share a column with the slot: they have ended."""
    last = slot.column + slot.columns
    for other in [s for s in open_cells if s.column < last and slot.column < s.column + s.columns]:
        del open_cells[other]


def _cell(row: int, slot: _Slot, text: PlacedText) -> Cell:
    return Cell(row, slot.column, text, column_span=slot.columns, error=is_error(text.string))


def _longer(cell: Cell) -> Cell:
    return Cell(
        cell.row, cell.column, cell.text, cell.row_span + 1, cell.column_span, error=cell.error
    )
