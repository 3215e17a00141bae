"""Printed nils: dashes alike in size and place bear each other out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.ocr.glyphs import ReadPiece
from extractors.ocr.numerals import is_dash
from extractors.tables.ruled import Grid

#: Multiples of the height of text: how much length and height in the cell may differ, and the
#: distance to its right side or its middle; what is higher is no dash.
_LENGTH, _LEVEL, _ASIDE, _FLAT = 0.3, 0.2, 0.35, 0.45
#: So many others of the table must be alike; what a dash is then trusted at least.
_OTHERS, _BORNE_OUT = 4, 0.9


@dataclass(frozen=True, slots=True)
class _Dash:
    """A dash in its cell, in multiples of the height of text."""

    length: float
    level: float
    right: float
    middle: float

    def is_like(self, other: _Dash) -> bool:
        return (
            abs(self.length - other.length) <= _LENGTH
            and abs(self.level - other.level) <= _LEVEL
            and min(abs(self.right - other.right), abs(self.middle - other.middle)) <= _ASIDE
        )


def dashes_borne_out(
    read: Sequence[ReadPiece], grids: Sequence[Grid], height: float
) -> list[ReadPiece]:
    """The pieces, dashes trusted more of which a table has several alike; `grids` in pixels.

    A recogniser is unsure of a lone stroke, and a detector of text passes many over; what is left
    of rulings, folds and dirt does not come in one length at one place of many cells.
    """
    by_grid: dict[int, list[tuple[int, _Dash]]] = defaultdict(list)
    for place, r in enumerate(read):
        dash = _dash(r, grids, height)
        if dash is not None and r.piece.grid is not None:
            by_grid[r.piece.grid].append((place, dash))
    sure = {
        place
        for dashes in by_grid.values()
        for place, dash in dashes
        if sum(dash.is_like(other) for _, other in dashes) > _OTHERS
    }
    return [_trusted(r) if place in sure else r for place, r in enumerate(read)]


def _dash(read: ReadPiece, grids: Sequence[Grid], height: float) -> _Dash | None:
    piece = read.piece
    tall = piece.bottom - piece.top
    if piece.grid is None or piece.cell is None or not is_dash(read.text) or tall > _FLAT * height:
        return None
    box = grids[piece.grid].cell_box(piece.cell)
    return _Dash(
        length=(piece.right - piece.left) / height,
        level=(piece.top + piece.bottom - box.top - box.bottom) / 2 / height,
        right=(box.right - piece.right) / height,
        middle=(piece.left + piece.right - box.left - box.right) / 2 / height,
    )


def _trusted(read: ReadPiece) -> ReadPiece:
    return replace(read, scores=tuple(max(score, _BORNE_OUT) for score in read.scores))
