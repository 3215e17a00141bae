"""A piece of a page to read, and whether two pieces are one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.tables.ruled import GridCell

#: Pieces that share more of the smaller one than this are one piece.
_TWICE = 0.2


class Piece(NamedTuple):
    """A box in pixels with the text of one line, in one cell if the grid has one there.

    `missed`: no text was found there, only ink; `hidden`: only with a seal that lies over it.
    `rows`: top and bottom of the picture to read, which may be higher than the ink. `tall`: usual
    height of the ink along the line, less than its whole height where the line leans. `flush`: a
    dash that touches the right side of its cell.
    """

    left: int
    top: int
    right: int
    bottom: int
    cell: GridCell | None = None
    grid: int | None = None
    missed: bool = False
    hidden: bool = False
    rows: tuple[int, int] | None = None
    tall: int | None = None
    flush: bool = False


def once(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces of one cell that lie half over one another made one: boxes of a detector overlap."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: p.left - p.right):
        index = next((i for i, other in enumerate(kept) if _is_same_line(piece, other)), None)
        if index is None:
            kept.append(piece)
        else:
            kept[index] = _joined(kept[index], piece)
    return kept


def _is_same_line(piece: Piece, wider: Piece) -> bool:
    if piece.cell is None or (piece.grid, piece.cell) != (wider.grid, wider.cell):
        return False
    width = min(piece.right, wider.right) - max(piece.left, wider.left)
    tall = min(piece.bottom, wider.bottom) - max(piece.top, wider.top)
    least = min(piece.bottom - piece.top, wider.bottom - wider.top)
    return 2 * width > piece.right - piece.left and 2 * tall > least


def _joined(wider: Piece, piece: Piece) -> Piece:
    return wider._replace(left=min(wider.left, piece.left), right=max(wider.right, piece.right))


def overlap(piece: Piece, seen: Piece) -> bool:
    """Whether a line under a seal, or strokes left of a ruling, lie over what was seen without."""
    width = min(piece.right, seen.right) - max(piece.left, seen.left)
    tall = min(piece.bottom, seen.bottom) - max(piece.top, seen.top)
    least = min(
        (piece.right - piece.left) * (piece.bottom - piece.top),
        (seen.right - seen.left) * (seen.bottom - seen.top),
    )
    return width > 0 and tall > 0 and width * tall > _TWICE * least
