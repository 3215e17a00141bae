"""Lines of print outside tables that the detector of text passed over: under a seal, faint, odd."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from extractors.ocr.prepare.ink import Mask
from extractors.tables.ruled import Grid
from schemas.geometry import BoundingBox

#: Multiples of the height of text: gaps that are bridged, the shortest line, how high one is.
_GAP, _SHORTEST, _LOWEST, _HIGHEST = 1.8, 6.0, 0.6, 1.9
#: What is darker than this share of its box is no print; paper left round known pieces (multiple).
_FULL, _ROUND = 0.6, 0.2
#: Shares of a line's height by which its box reaches past the ink's.
_MORE = 0.1

Box = tuple[int, int, int, int]


def uncovered_lines(
    ink: Mask, height: float, known: Iterable[BoundingBox], grids: Sequence[Grid]
) -> list[Box]:
    """Boxes (left, top, right, bottom) of ink like lines of text that no known box covers."""
    rest = ink.copy()
    inside = [grid.box for grid in grids]
    margin = round(_ROUND * height)
    for box in (*known, *inside):
        rows = slice(max(0, round(box.top) - margin), round(box.bottom) + margin)
        rest[rows, max(0, round(box.left) - margin) : round(box.right) + margin] = False
    return [box for box in _bands(rest, height) if _is_print(rest, box)]


def _bands(ink: Mask, height: float) -> list[Box]:
    """Long low stretches of ink, its gaps bridged; what stands up from them is left out."""
    gap, long = max(3, round(_GAP * height)), max(8, round(_SHORTEST * height / 2))
    closed = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    bands = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    whole = cv2.morphologyEx(bands, cv2.MORPH_CLOSE, np.ones((3, gap), np.uint8))
    stats = cv2.connectedComponentsWithStats(whole)[2][1:].tolist()
    more = round(_MORE * height)
    return [
        (x, max(0, y - more), x + width, y + tall + more)
        for x, y, width, tall, _ in stats
        if width >= _SHORTEST * height and _LOWEST * height <= tall <= _HIGHEST * height
    ]


def _is_print(ink: Mask, box: Box) -> bool:
    left, top, right, bottom = box
    return float(ink[top:bottom, left:right].mean()) < _FULL
