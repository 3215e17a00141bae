"""Flattened tables with one cell a line, whose rows are led by the names of levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors.readers.text_layout.numbering import level_of
from extractors.readers.text_tables import words
from extractors.readers.text_tables.flat_heads import FlatHead
from extractors.readers.text_tables.flat_table import (
    FlatTable,
    head_row,
    placed_row,
    total_cells,
)
from extractors.readers.text_tables.fragments import Fragment, by_line, word_of
from extractors.readers.text_tables.rows import RawRow

_LEVELS = ["level1", "level2", "level3"]
_ASIDE = frozenset({"group", "method", "reason"})
_POINTS = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_LONGEST_TABLE, _FEWEST_ROWS, _LONGEST_NAME = 6000, 3, 40
#: What such a grid is worth beside one with a column of relations.
_WORTH = 0.95

_Line = list[Fragment]
_Row = list[tuple[str, _Line]]


def read_led(pieces: Sequence[Fragment], head: FlatHead, page: int) -> FlatTable | None:
    """The table below a head of three levels and some values; None if its lines do not fit."""
    values = [role for role in head.roles if role not in _ASIDE and role not in _LEVELS]
    if not values or [role for role in head.roles if role in _LEVELS] != _LEVELS:
        return None
    lines = by_line(pieces[head.last : head.last + _LONGEST_TABLE])
    rows, last = _rows(lines, values, has_reason="reason" in head.roles)
    if len(rows) < _FEWEST_ROWS:
        return None
    columns = {role: i for i, (role, _) in enumerate(head.columns)}
    printed: list[RawRow] = [head_row(head, page)]
    printed += [placed_row(row, columns, page) for row in rows]
    end = head.last + sum(map(len, lines[:last]))
    total = total_cells(pieces, end, head)
    if total:
        printed.append(placed_row(total, columns, page))
        end += sum(len(parts) for _, parts in total)
    return FlatTable(printed, head.first, end, _WORTH)


def _rows(
    lines: Sequence[_Line], values: Sequence[str], *, has_reason: bool
) -> tuple[list[_Row], int]:
    """Rows one behind the other, up to the first that does not fit, and where they end."""
    rows: list[_Row] = []
    position = 0
    while position < len(lines):
        levels = _levels(lines, position)
        if not levels and not (rows and "score" in values):
            break
        start = position + len(levels)
        row = _row(lines[start : start + 1 + len(values)], values)
        if row is None:
            break
        end = start + 1 + len(values)
        reason = _reason(lines, end, row, values) if has_reason else []
        if not (reason or _may_follow(lines, end, scored="score" in values)):
            break
        rows.append([*levels, *row, ("reason", reason)])
        position = end + bool(reason)
    return rows, position


def _levels(lines: Sequence[_Line], position: int) -> _Row:
    """Names of the first and second level that begin a row."""
    names = [word_of(line) for line in lines[position : position + 2]]
    if len(names) == 2 and words.is_level1(names[0]) and words.is_level2(names[1]):
        return [("level1", lines[position]), ("level2", lines[position + 1])]
    if names and words.is_level2(names[0]):
        return [("level2", lines[position])]
    return []


def _row(lines: Sequence[_Line], values: Sequence[str]) -> _Row | None:
    if len(lines) < 1 + len(values) or len(word_of(lines[0])) > _LONGEST_NAME:
        return None
    if words.is_number(word_of(lines[0])) or _ends(lines[0]):
        return None
    for role, line in zip(values, lines[1:], strict=True):
        if role in {"weight", "score"} and not _POINTS.fullmatch(word_of(line)):
            return None
        if words.is_level2(word_of(line)):
            return None
    return [("level3", lines[0]), *zip(values, lines[1:], strict=True)]


def _reason(lines: Sequence[_Line], position: int, row: _Row, values: Sequence[str]) -> _Line:
    """One line before the next row, level or total, where a reason has its column."""
    if position + 1 >= len(lines) or _begins(lines, position):
        return []
    size = 1 + len(values)
    shifted = (
        _loses(row)
        and _row(lines[position : position + size], values) is None
        and _row(lines[position + 1 : position + 1 + size], values) is not None
    )
    return lines[position] if shifted or _begins(lines, position + 1) else []


def _loses(row: _Row) -> bool:
    """Whether the score falls short of the weight."""
    cells = dict(row)
    if "weight" not in cells or "score" not in cells:
        return False
    return Decimal(word_of(cells["score"])) < Decimal(word_of(cells["weight"]))


def _may_follow(lines: Sequence[_Line], position: int, *, scored: bool) -> bool:
    """Whether a row can end here: at the next level or total, at the end, or after its score."""
    if position >= len(lines) or _begins(lines, position) or _ends(lines[position]):
        return True
    apart = (lines[position][0].blanks or 0) > 1
    return scored or apart or level_of(lines[position][0].string) is not None


def _begins(lines: Sequence[_Line], position: int) -> bool:
    return bool(_levels(lines, position)) or words.is_total(word_of(lines[position]))


def _ends(line: _Line) -> bool:
    name = word_of(line)
    return words.is_total(name) or words.ends_indicators(name)
