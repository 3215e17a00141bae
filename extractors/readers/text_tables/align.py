"""Columns of indicator rows set right: after a page break the leftmost, merged ones are lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.text_tables import words
from extractors.readers.text_tables.rows import RawRow

_SHIFTS = (0, 1, -1, 2, -2)
#: How much better than the print another layout of a row must be; each change of shift costs one.
_MARGIN, _CHANGE = 0.9, 0.7
_MOSTLY, _SELDOM = 0.8, 0.15
_FEWEST_HEADS = 2


@dataclass(frozen=True, slots=True)
class Head:
    """The row `row` that heads indicators, and the columns of its roles (`level1`, `target` …)."""

    row: int
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Column:
    """How often a column of the data is filled, and how often by a number, a tick, a level."""

    filled: float
    number: float
    tick: float
    level2: float


def find_head(rows: Sequence[RawRow]) -> Head | None:
    """The row with 二级指标 or 三级指标 and another known head beside it; None if there is none."""
    for index, row in enumerate(rows):
        roles: dict[str, int] = {}
        for column, text in row.cells:
            role = words.head_role(text.string)
            if role is not None:
                roles.setdefault(role, column)
        if len(roles) >= _FEWEST_HEADS and roles.keys() & {"level2", "level3"}:
            return Head(index, roles)
    return None


def aligned(rows: Sequence[RawRow], head: Head) -> tuple[list[RawRow], int]:
    """The rows with those below the head set right, and how many were moved."""
    width = _width(rows, head)
    profile = _profile(rows[head.row + 1 :], width)
    result, moved = list(rows), 0
    for index in range(head.row + 1, len(rows)):
        columns = _best(rows[index], head, profile, width)
        if columns is not None:
            result[index] = rows[index].moved(columns)
            moved += 1
    return result, moved


def _width(rows: Sequence[RawRow], head: Head) -> int:
    last = max(row.cells[-1][0] for row in rows[head.row :])
    return max(last + 1, rows[head.row].width)


def _profile(rows: Sequence[RawRow], width: int) -> list[_Column]:
    body = [row for row in rows if len(row.cells) > 1 and not words.is_total(row.strings[0])]
    wide = [row for row in body if row.width >= width] or body
    size = max(len(wide), 1)
    columns = []
    for column in range(width):
        cells = [text.string for row in wide if (text := row.at(column)) is not None]
        count = max(len(cells), 1)
        columns.append(
            _Column(
                len(cells) / size,
                sum(map(words.is_number, cells)) / count,
                sum(map(words.is_tick, cells)) / count,
                sum(map(words.is_level2, cells)) / count,
            )
        )
    return columns


def _best(
    row: RawRow, head: Head, profile: Sequence[_Column], width: int
) -> tuple[int, ...] | None:
    """Columns for the row's cells that fit the head far better than the print; None if none do."""
    printed = tuple(column for column, _ in row.cells)
    if len(printed) < 2 or words.is_total(row.strings[0]):
        return None
    kinds = [_Kind.of(text) for text in row.strings]
    found, best = None, _fit(printed, kinds, head, profile) + _MARGIN
    for columns, cost in _layouts(printed, width):
        score = _fit(columns, kinds, head, profile) - cost
        if score > best:
            found, best = columns, score
    return found


def _layouts(printed: tuple[int, ...], width: int) -> list[tuple[tuple[int, ...], float]]:
    """Ways to shift parts of a row, each with its cost.

    The first cells by one step and the rest by another, or some cells in the middle by one step.
    """
    size = len(printed)
    layouts = []
    for cut in range(1, size + 1):
        for start in _SHIFTS:
            for rest in _SHIFTS if cut < size else (start,):
                shifts = [start] * cut + [rest] * (size - cut)
                layouts.append((shifts, _CHANGE * ((start != 0) + (rest != start))))
        for end in range(cut + 1, size):
            for step in (-1, 1):
                shifts = [0] * cut + [step] * (end - cut) + [0] * (size - end)
                layouts.append((shifts, 2 * _CHANGE))
    moved = ((tuple(map(sum, zip(printed, s, strict=True))), cost) for s, cost in layouts)
    return [(columns, cost) for columns, cost in moved if _is_layout(columns, width)]


def _is_layout(columns: tuple[int, ...], width: int) -> bool:
    rising = all(a < b for a, b in pairwise(columns))
    return rising and columns[0] >= 0 and columns[-1] < width


@dataclass(frozen=True, slots=True)
class _Kind:
    level1: bool
    level2: bool
    number: bool
    tick: bool

    @classmethod
    def of(cls, text: str) -> _Kind:
        return cls(
            words.is_level1(text),
            words.is_level2(text),
            words.is_number(text),
            words.is_tick(text),
        )


def _fit(
    columns: tuple[int, ...], kinds: Sequence[_Kind], head: Head, profile: Sequence[_Column]
) -> float:
    score = sum(
        _cell_fit(column, kind, head, profile) for column, kind in zip(columns, kinds, strict=True)
    )
    level2 = head.columns.get("level2", 0)
    empty = set(range(level2, len(profile))) - set(columns)
    return score - 0.6 * sum(1 for column in empty if profile[column].filled >= _MOSTLY)


def _cell_fit(column: int, kind: _Kind, head: Head, profile: Sequence[_Column]) -> float:
    level1, level2 = head.columns.get("level1"), head.columns.get("level2")
    if (column == level2 and kind.level2) or (column == level1 and kind.level1):
        return 2.0
    if column == level2:
        return -1.2 if kind.number or kind.tick or profile[column].level2 >= _MOSTLY else 0.0
    if column == level1:
        return -1.0 if kind.level2 or kind.number else 0.0
    if kind.level2 or (kind.level1 and column < (level2 or 0)):
        return -0.5 if column == head.columns.get("level3") else -2.0
    return _usual_fit(kind, profile[column])


def _usual_fit(kind: _Kind, usual: _Column) -> float:
    """How a cell fits what its column mostly holds."""
    if kind.tick or usual.tick >= _MOSTLY:
        return 0.5 if kind.tick and usual.tick >= _MOSTLY else -1.0
    if kind.number and usual.number >= _MOSTLY:
        return 0.5
    if kind.number != (usual.number >= _MOSTLY) and not _SELDOM < usual.number < _MOSTLY:
        return -0.8 if usual.filled else 0.0
    return 0.0
