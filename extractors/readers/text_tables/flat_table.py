"""What the readings of flattened tables hand on: rows under their head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.text_tables import words
from extractors.readers.text_tables.flat_heads import FlatHead
from extractors.readers.text_tables.fragments import Fragment, together
from extractors.readers.text_tables.rows import RawRow
from schemas.text import PlacedText


@dataclass(frozen=True, slots=True)
class FlatTable:
    """Rows under their head, the fragments `[first, last)` that they took, and the share read."""

    rows: list[RawRow]
    first: int
    last: int
    share: float


def head_row(head: FlatHead, page: int) -> RawRow:
    """The heads in printed order, one a column."""
    cells = tuple((i, text) for i, (_, text) in enumerate(head.columns))
    return RawRow(cells, len(cells), page)


def placed_row(
    cells: Sequence[tuple[str, list[Fragment]]], columns: dict[str, int], page: int
) -> RawRow:
    """A row of cells by role; those without fragments or without a column are left out."""
    placed: dict[int, PlacedText] = {
        columns[role]: together(parts) for role, parts in cells if parts and role in columns
    }
    return RawRow(tuple(sorted(placed.items())), len(columns), page)


def total_cells(
    pieces: Sequence[Fragment], start: int, head: FlatHead
) -> list[tuple[str, list[Fragment]]]:
    """合计 with the weight and the score behind it."""
    if start >= len(pieces) or not words.is_total(pieces[start].string):
        return []
    roles = [role for role in head.roles if role in {"weight", "score"}]
    numbers = list(pieces[start + 1 : start + 1 + len(roles)])
    if not roles or not all(words.is_number(n.string) for n in numbers):
        return [("level1", [pieces[start]])]
    cells = [(role, [n]) for role, n in zip(roles, numbers, strict=False)]
    return [("level1", [pieces[start]]), *cells]
