"""Indicator tables with a row a line, parted by single spaces: 产出指标 数量指标 网点数量 22个."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.text_tables import words
from extractors.readers.text_tables.flat_heads import FlatHead
from extractors.readers.text_tables.flat_table import FlatTable
from extractors.readers.text_tables.fragments import Fragment, by_line, together, word_of
from extractors.readers.text_tables.rows import RawRow
from extractors.text.normalise import fold

_MOST_PIECES, _LONGEST_ROW, _FEWEST_ROWS = 4, 16, 2
_ENDS = "。；："
#: Share of rows whose two levels stand on one line: else it is a form with a cell a line.
_LINED = 0.5
#: What can be a target: a figure with its measure word, a date, a relation.
_VALUE = re.compile(r"[≥≤><=＝≧≦]?\s*[-+]?\d[\d,.]*\s*\S{0,6}|\d{4}年.*")
_LIST_NUMBER = re.compile(r"(?:\(?[一二三四五六七八九十\d]{1,2}[)、.])\D")


def read_lines(pieces: Sequence[Fragment], head: FlatHead, page: int) -> FlatTable | None:
    """The rows below a head whose last column is the target; None if they do not fit."""
    if head.roles[-1] != "target" or len(head.roles) != 4:
        return None
    starts = _starts(pieces, head.last)
    lined = sum(1 for start in starts if pieces[start + 1].line == pieces[start].line)
    if len(starts) < _FEWEST_ROWS or lined < _LINED * len(starts):
        return None
    rows = [_row(pieces, a, b, page) for a, b in pairwise(starts)]
    end = _end(pieces, starts[-1])
    rows.append(_row(pieces, starts[-1], end, page))
    first = RawRow(tuple((i, text) for i, (_, text) in enumerate(head.columns)), 4, page)
    share = sum(1 for row in rows if len(row.cells) == 4) / len(rows)
    return FlatTable([first, *rows], head.first, end, share)


def _starts(pieces: Sequence[Fragment], first: int) -> list[int]:
    """Where rows begin: at the names of a first and a second level, not far behind the last row."""
    found: list[int] = []
    index = first
    while index < len(pieces) and index - (found[-1] if found else first) <= _LONGEST_ROW:
        levels = _levels(pieces, index) if pieces[index].begins_line else None
        if levels:
            found.append(index)
        index = levels[1] if levels else index + 1
    return found


def _levels(pieces: Sequence[Fragment], index: int) -> tuple[int, int] | None:
    """Where the names of the two levels end, if they begin at `index`."""
    first = _size(pieces, index, level=1)
    second = _size(pieces, index + first, level=2) if first else 0
    return (index + first, index + first + second) if second else None


def _size(pieces: Sequence[Fragment], index: int, *, level: int) -> int:
    is_level = words.is_level1 if level == 1 else words.is_level2
    for size in range(min(_MOST_PIECES, len(pieces) - index), 0, -1):
        if is_level(word_of(pieces[index : index + size])):
            return size
    return 0


def _row(pieces: Sequence[Fragment], start: int, end: int, page: int) -> RawRow:
    levels = _levels(pieces, start)
    first, second = levels if levels else (start, start)
    name, value = _value(pieces[second:end])
    parts = [pieces[start:first], pieces[first:second], name, value]
    cells = tuple((i, together(part)) for i, part in enumerate(parts) if part)
    return RawRow(cells, 4, page)


def _value(
    parts: Sequence[Fragment],
) -> tuple[Sequence[Fragment], Sequence[Fragment]]:
    """Name and target: the target is the last line or the last piece of it, if it can be one."""
    lines = by_line(parts)
    whole = lines[-1] if len(lines) > 1 else lines[-1][-1:] if parts else []
    for value in (whole, lines[-1][-1:] if parts else []):
        text = fold(" ".join(part.string for part in value))
        if value and len(value) < len(parts) and _VALUE.fullmatch(text):
            return parts[: len(parts) - len(value)], value
    return parts, []


def _end(pieces: Sequence[Fragment], start: int) -> int:
    """Behind the last row: up to its target, or to the next sentence or heading."""
    levels = _levels(pieces, start)
    floor = levels[1] if levels else start
    for index in range(floor, min(start + _LONGEST_ROW, len(pieces))):
        part = pieces[index]
        begins = part.begins_line and index > floor
        if begins and (_LIST_NUMBER.match(fold(part.string)) or part.string[-1] in _ENDS):
            return index
        ends_line = index + 1 == len(pieces) or pieces[index + 1].begins_line
        if ends_line and index > floor and _VALUE.fullmatch(fold(part.string)):
            return index + 1
    return min(floor + 1, len(pieces))
