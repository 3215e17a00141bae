"""Flattened tables with a cell a line: names, target, actual value, weight and score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.readers.text_tables import words
from extractors.readers.text_tables.flat_heads import FlatHead
from extractors.readers.text_tables.flat_labels import Label, read_label
from extractors.readers.text_tables.flat_table import (
    FlatTable,
    head_row,
    placed_row,
    total_cells,
)
from extractors.readers.text_tables.fragments import Fragment, by_line, word_of

_ORDER = ["target", "actual", "weight", "score"]
_POINTS = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_LONGEST_TABLE = 6000
_LONGEST_ROW, _FEWEST_ROWS, _LONGEST_VALUE = 24, 2, 30
#: Share of rows with a target that can be one, below which the form is left as it is; what the
#: figures of such a form are worth beside one with a column of relations.
_ENOUGH, _WORTH = 0.8, 0.85

_Line = list[Fragment]


@dataclass(slots=True)
class _Row:
    label: Label
    cells: dict[str, _Line]
    reason: list[Fragment] = field(default_factory=list)

    def loses(self) -> bool:
        """Whether the score falls short of the weight."""
        return Decimal(word_of(self.cells["score"])) < Decimal(word_of(self.cells["weight"]))


def read_values(pieces: Sequence[Fragment], head: FlatHead, page: int) -> FlatTable | None:
    """The table below a head with target, actual, weight and score in that order, or None."""
    roles = [role for role in head.roles if role in _ORDER]
    if roles != _ORDER or "level3" not in head.roles:
        return None
    lines = by_line(pieces[head.last : head.last + _LONGEST_TABLE])
    rows, last = _rows(lines)
    sound = sum(1 for row in rows if _is_value(row.cells["target"]))
    if len(rows) < _FEWEST_ROWS or sound < _ENOUGH * len(rows):
        return None
    columns = {role: i for i, (role, _) in enumerate(head.columns)}
    printed = [head_row(head, page)]
    printed += [placed_row(_cells(row), columns, page) for row in rows]
    end = head.last + sum(map(len, lines[:last]))
    total = total_cells(pieces, end, head)
    if total:
        printed.append(placed_row(total, columns, page))
        end += sum(len(parts) for _, parts in total)
    return FlatTable(printed, head.first, end, _WORTH * sound / len(rows))


def _rows(lines: Sequence[_Line]) -> tuple[list[_Row], int]:
    """Rows one behind the other, and the index of the line behind the last."""
    rows: list[_Row] = []
    start = 0
    while True:
        end = _points_end(lines, start)
        if end is None or end - start < len(_ORDER) + 1:
            return rows, start
        values = lines[end - len(_ORDER) : end]
        before = [part for line in lines[start : end - len(_ORDER)] for part in line]
        if words.is_total(lines[end - 3][0].string) or not before:
            return rows, start
        label = read_label(before, 0)
        row = _Row(label, dict(zip(_ORDER, values, strict=True)))
        if rows:
            _take_reason(rows[-1], label)
        rows.append(row)
        start = end


def _points_end(lines: Sequence[_Line], start: int) -> int | None:
    """Behind the next weight and score: the last two lines of a run of figures."""
    for index in range(start, min(start + _LONGEST_ROW, len(lines) - 1)):
        weight, score = lines[index], lines[index + 1]
        behind = lines[index + 2] if index + 2 < len(lines) else []
        if _is_points(weight) and _is_points(score) and not (behind and _is_points(behind)):
            return index + 2
    return None


def _is_points(line: _Line) -> bool:
    return len(line) == 1 and _POINTS.fullmatch(line[0].string) is not None


def _is_value(line: _Line) -> bool:
    text = word_of(line)
    return len(text) <= _LONGEST_VALUE and not words.is_level2(text)


def _take_reason(row: _Row, label: Label) -> None:
    """What stands before a level, or before the last line, explains the points lost above."""
    if label.before:
        row.reason = label.before
    elif row.loses() and not label.level2 and len(by_line(label.name)) > 1:
        lines = by_line(label.name)
        row.reason = [part for line in lines[:-1] for part in line]
        label.name = lines[-1]


def _cells(row: _Row) -> list[tuple[str, list[Fragment]]]:
    label = row.label
    return [
        ("level1", label.level1),
        ("level2", label.level2),
        ("level3", label.name),
        *row.cells.items(),
        ("reason", row.reason),
    ]
