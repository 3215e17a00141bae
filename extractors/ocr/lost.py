"""What a page shows and nothing holds: cells that were not read, rows of figures in no table."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.layout.lines import Line
from extractors.ocr.glyphs import ReadPiece
from extractors.ocr.prepare.ink import Mask
from extractors.tables.bands import chunks_of
from extractors.tables.ruled import Grid
from schemas.geometry import BoundingBox

#: Parts of ink of these heights, and as wide as this (multiples of the height of text), can be
#: characters; so many of them in a cell are.
_HIGH, _WIDE, _CHARACTERS = (0.45, 1.6), 0.08, 2
#: Left out along a cell's sides (multiple of the height of text): remnants of its rulings.
_INSET = 0.15
#: So many lines of so many amounts look like a table.
_ROWS, _AMOUNTS = 3, 2


def unread_cells(
    grids: Sequence[Grid], read: Sequence[ReadPiece], ink: Mask, height: float
) -> list[BoundingBox]:
    """Cells (boxes in pixels, as `grids`) with characters in which nothing was read.

    `ink`: without rulings and the strokes of seals.
    """
    filled = {(r.piece.grid, r.piece.cell) for r in read}
    return [
        box
        for index, grid in enumerate(grids)
        for cell in grid.cells
        if (index, cell) not in filled and _has_characters(box := grid.cell_box(cell), ink, height)
    ]


def _has_characters(box: BoundingBox, ink: Mask, height: float) -> bool:
    inset = max(2, round(_INSET * height))
    rows = slice(round(box.top) + inset, max(0, round(box.bottom) - inset))
    window = ink[rows, round(box.left) + inset : max(0, round(box.right) - inset)]
    if window.size == 0 or not window.any():
        return False
    parts = cv2.connectedComponentsWithStats(window.astype(np.uint8))[2][1:]
    low, high = _HIGH
    alike = (parts[:, 3] >= low * height) & (parts[:, 3] <= high * height)
    return int((alike & (parts[:, 2] >= _WIDE * height)).sum()) >= _CHARACTERS


def loose_rows(lines: Sequence[Line]) -> list[Line]:
    """Lines outside tables that look like the rows of one; none where there are too few."""
    rows = [line for line in lines if sum(c.is_amount for c in chunks_of(line)) >= _AMOUNTS]
    return rows if len(rows) >= _ROWS else []
