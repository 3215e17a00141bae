"""Placed rows to a `Table`: spans where the print shows them, and how far the grid is trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.readers.text_tables import words
from extractors.readers.text_tables.align import Head, aligned, find_head
from extractors.readers.text_tables.rows import RawRow
from extractors.text.numbers import is_error
from schemas.table import Cell, Table
from schemas.text import PlacedText

_LONGEST_LABEL = 24
_MOST_HEADS = 4
_TRUST, _LEAST = 0.96, 0.3


@dataclass(frozen=True, slots=True)
class _Spot:
    row: int
    column: int
    text: PlacedText
    columns: int = 1
    rows: int = 1


def to_table(rows: Sequence[RawRow], engine: str, *, exact: bool = False) -> Table:
    """The table that the rows make; `rows` are not empty.

    `exact`: the columns are a spreadsheet's own, no page break has taken any of them away.
    """
    head = find_head(rows)
    moved = 0
    placed = list(rows)
    if head is not None:
        placed, moved = (placed, 0) if exact else aligned(rows, head)
        placed = _snapped(placed, head.row)
    width = max(row.cells[-1][0] + 1 for row in placed)
    spots = [_Spot(r, c, text) for r, row in enumerate(placed) for c, text in row.cells]
    spots = _spread(spots, placed, head, width)
    cells = tuple(
        Cell(s.row, s.column, s.text, s.rows, s.columns, error=is_error(s.text.string))
        for s in spots
    )
    pages = tuple(sorted({row.page for row in rows}))
    return Table(len(placed), width, cells, pages, engine, _trust(placed, moved, head))


def _trust(rows: Sequence[RawRow], moved: int, head: Head | None) -> float:
    """Less where rows had to be moved, or are of several widths without a known head."""
    widths = [row.width for row in rows if len(row.cells) > 1] or [1]
    usual = max(set(widths), key=widths.count)
    odd = sum(1 for width in widths if width != usual) / len(widths)
    share = moved / len(rows)
    penalty = 0.3 * share + (0.1 if head is not None else 0.35) * odd
    return round(max(_LEAST, _TRUST - penalty), 3)


def _snapped(rows: list[RawRow], head: int) -> list[RawRow]:
    """Answers of a form put under their heads: 预期目标 | 实际完成目标 above two long texts."""
    for index in range(min(head, len(rows)) - 1):
        upper, lower = rows[index], rows[index + 1]
        heads = [c for c, text in upper.cells if c > 0 and len(text) <= _LONGEST_LABEL]
        answers = [c for c, _ in lower.cells if c > 0]
        if (
            len(heads) != len(answers)
            or len(heads) < 2
            or len(heads) != len(upper.cells) - (upper.first == 0)
        ):
            continue
        if any(words.is_number(text) for text in lower.strings):
            continue
        ends = [*heads[1:], max(upper.width, lower.width)]
        if all(a <= c < b for a, c, b in zip(heads, answers, ends, strict=True)):
            rows[index + 1] = lower.moved([*([0] if lower.first == 0 else []), *heads])
    return rows


def _spread(
    spots: list[_Spot], rows: Sequence[RawRow], head: Head | None, width: int
) -> list[_Spot]:
    top = _head_rows(rows, head)
    wide = [_widened(spot, rows, head, top, width) for spot in spots]
    taken = {(s.row, c) for s in wide for c in range(s.column, s.column + s.columns)}
    return [_lengthened(spot, rows, head, top, taken) for spot in wide]


def _head_rows(rows: Sequence[RawRow], head: Head | None) -> range:
    """Rows of heads.

    The known one, one above it and one below that have heads alone; else the first rows up to one
    that is a group's title or holds a figure.
    """
    if head is None:
        last = 0
        while last < min(len(rows), _MOST_HEADS) and len(rows[last].cells) > 1:
            if not _only_labels(rows[last]):
                break
            last += 1
        return range(last if last < len(rows) else 1)
    first, last = head.row, head.row + 1
    if first and _only_labels(rows[first - 1]) and len(rows[first - 1].cells) > 3:
        first -= 1
    while last < len(rows) and all(words.head_role(t) for t in rows[last].strings):
        last += 1
    return range(first, last)


def _only_labels(row: RawRow) -> bool:
    return all(len(text) <= _LONGEST_LABEL and not words.is_number(text) for text in row.strings)


def _widened(
    spot: _Spot, rows: Sequence[RawRow], head: Head | None, heads: range, width: int
) -> _Spot:
    """Over the empty columns to its right, where these can be nothing but a merged cell's."""
    row = rows[spot.row]
    end = next((c for c, _ in row.cells if c > spot.column), width)
    if end == spot.column + 1:
        return spot
    if len(row.cells) == 1 and spot.column == 0:
        group = len(spot.text) > 3 and not words.is_number(spot.text.string)
        return replace(spot, columns=width) if group else spot
    if spot.row in heads:
        below = rows[spot.row + 1 : heads.stop]
        while end > spot.column + 1 and not any(r.at(end - 1) is not None for r in below):
            end -= 1
        return replace(spot, columns=end - spot.column)
    above = head is not None and spot.row < heads.start
    if above and not any(words.is_number(text) for text in row.strings):
        return replace(spot, columns=end - spot.column)
    return spot


def _lengthened(
    spot: _Spot,
    rows: Sequence[RawRow],
    head: Head | None,
    heads: range,
    taken: set[tuple[int, int]],
) -> _Spot:
    """Down over rows that are empty there: heads, 产出指标 before several 数量指标."""
    if spot.row in heads:
        end = spot.row + 1
        while end in heads and _is_free(spot, end, taken):
            end += 1
        return replace(spot, rows=end - spot.row)
    if head is None or spot.row <= head.row or spot.columns > 1:
        return spot
    last = head.columns.get("level3", head.columns.get("level2", 0))
    if spot.column > last or words.is_number(spot.text.string) or len(rows[spot.row].cells) == 1:
        return spot
    end = spot.row + 1
    while end < len(rows) and rows[end].first > spot.column and (end, spot.column) not in taken:
        end += 1
    return replace(spot, rows=end - spot.row)


def _is_free(spot: _Spot, row: int, taken: set[tuple[int, int]]) -> bool:
    return all((row, c) not in taken for c in range(spot.column, spot.column + spot.columns))
