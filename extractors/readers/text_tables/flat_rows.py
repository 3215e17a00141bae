"""Flattened tables with a column of relations (＝, ≥, 定性), by which their rows are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from extractors.readers.text_tables import words
from extractors.readers.text_tables.flat_figures import TEXT_ROLES, Figures, read_figures
from extractors.readers.text_tables.flat_heads import FlatHead
from extractors.readers.text_tables.flat_labels import (
    Label,
    completes_level,
    name_width,
    read_label,
)
from extractors.readers.text_tables.flat_table import FlatTable, head_row, placed_row, total_cells
from extractors.readers.text_tables.fragments import Fragment
from extractors.readers.text_tables.rows import RawRow

#: Fragments between two relations beyond which the table has ended.
_FURTHEST = 40
#: Rows whose figures could be read, of all rows, below which the form is left as it is.
_ENOUGH = 0.7


@dataclass(slots=True)
class _Row:
    figures: Figures
    label: Label
    reason: list[Fragment] = field(default_factory=list)


def read_related(pieces: Sequence[Fragment], head: FlatHead, page: int) -> FlatTable | None:
    """The table below a head that has a column of relations; None if its rows do not fit."""
    anchors = _anchors(pieces, head.last)
    roles = [r for r in head.roles[head.roles.index("relation") + 1 :] if r not in TEXT_ROLES]
    figures = [
        read_figures(pieces, a, roles, b)
        for a, b in zip(anchors, [*anchors[1:], len(pieces)], strict=False)
    ]
    read = [(a, f) for a, f in zip(anchors, figures, strict=True) if f is not None]
    if len(read) < 2 or len(read) < _ENOUGH * len(anchors):
        return None
    rows, last = _rows(pieces, head, read)
    total = total_cells(pieces, last, head)
    columns = {role: i for i, (role, _) in enumerate(head.columns)}
    printed = [head_row(head, page), *(_printed(row, columns, page) for row in rows)]
    if total:
        printed.append(placed_row(total, columns, page))
        last += len(total)
    return FlatTable(printed, head.first, last, len(read) / len(anchors))


def _anchors(pieces: Sequence[Fragment], start: int) -> list[int]:
    """Relations from `start` on, up to the first gap that no name could fill."""
    found: list[int] = []
    last = start
    for index in range(start, len(pieces)):
        if index - last > _FURTHEST:
            break
        if words.is_relation(pieces[index].string):
            found.append(index)
            last = index
    return found


def _rows(
    pieces: Sequence[Fragment], head: FlatHead, read: Sequence[tuple[int, Figures]]
) -> tuple[list[_Row], int]:
    """Rows with their names, and the index behind the last."""
    relations, figures = [a for a, _ in read], [f for _, f in read]
    starts = [head.last, *(f.end for f in figures)]
    between = [list(pieces[a:b]) for a, b in zip(starts, relations, strict=False)]
    width = name_width(between)
    rows: list[_Row] = []
    for found, parts in zip(figures, between, strict=True):
        taken = _end_of_level(rows[-1].label, parts) if rows else 0
        label = read_label(parts[taken:], width if rows else 0)
        if rows:
            _give_back(rows[-1], label, has_reason="reason" in head.roles)
        rows.append(_Row(found, label))
    rest = _after_last(pieces, figures[-1].end)
    if rest:
        tail = Label(before=rest)
        _give_back(rows[-1], tail, has_reason="reason" in head.roles)
    return rows, figures[-1].end + len(rest)


def _after_last(pieces: Sequence[Fragment], start: int) -> list[Fragment]:
    """Fragments up to the total or the next label of the form; none if neither is near."""
    for index in range(start, min(start + _FURTHEST // 2, len(pieces))):
        string = pieces[index].string
        if words.is_total(string) or words.ends_indicators(string):
            return list(pieces[start:index])
    return []


def _give_back(row: _Row, label: Label, *, has_reason: bool) -> None:
    """Fragments in front of a label go to the row above: rest of its name, or its reason."""
    rest = label.before
    if not rest:
        return
    beside = rest[0].line == row.figures.cells[0][1][0].line
    if has_reason and (_loses(row.figures) or beside or not _page_breaks(rest)):
        row.reason = rest
    else:
        row.label.name = [*row.label.name, *rest]


def _end_of_level(label: Label, parts: Sequence[Fragment]) -> int:
    """Take the end of a level's name that a page break cut: 质量指 车辆租赁 | 标 合格率.

    Returns how many fragments, all of one line, went to the row above.
    """
    first = label.name[:1]
    size = completes_level(first, parts) if len(label.name) > 1 and not label.level2 else 0
    if not size:
        return 0
    line = next((i for i, part in enumerate(parts) if part.line != parts[0].line), len(parts))
    taken = max(size, line)
    label.level2 = [*first, *parts[:size]]
    label.name = [*label.name[1:], *parts[size:taken]]
    return taken


def _page_breaks(parts: Sequence[Fragment]) -> bool:
    """Whether the first fragment goes on after a page: nothing parts it from the row above."""
    return bool(parts) and parts[0].blanks == 0


def _loses(figures: Figures) -> bool:
    """Whether the score falls short of the weight, so that a reason is due."""
    weight, score = figures.number("weight"), figures.number("score")
    if weight is None or score is None:
        return False
    try:
        return Decimal(score) < Decimal(weight)
    except InvalidOperation:
        return False


def _printed(row: _Row, columns: dict[str, int], page: int) -> RawRow:
    label = row.label
    cells: list[tuple[str, list[Fragment]]] = [
        ("level1", label.level1),
        ("level2", label.level2),
        ("level3", label.name),
        *((role, list(parts)) for role, parts in row.figures.cells),
        ("reason", row.reason),
    ]
    return placed_row(cells, columns, page)
