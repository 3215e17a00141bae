"""A few lines of text cut out of a page, to try which way it is up."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.ocr.prepare.curves import ruling_mask
from extractors.ocr.prepare.ink import Image, Mask

#: Lines tried, and how long they are (multiples of the height of text).
_MOST = 6
_SHORTEST, _LONGEST = 3.0, 22.0
_HIGHEST = 2.2
#: Height of text (pixels) that lines are still told apart at, and what is ink then (of 255).
_LOW, _INKED = 12.0, 64


def sample_lines(grey: Image, ink: Mask, height: float) -> list[Image]:
    """Pictures of up to six lines that run across, the longest first."""
    likely = [
        box
        for box in _boxes(ink, height)
        if 0.6 * height <= box[3] <= _HIGHEST * height and box[2] >= _SHORTEST * height
    ]
    likely.sort(key=lambda box: -box[2])
    margin = round(0.25 * height)
    return [_cut(grey, box, margin, round(_LONGEST * height)) for box in likely[:_MOST]]


def _boxes(ink: Mask, height: float) -> list[tuple[int, ...]]:
    """Left, top, width and height of stretches of print, looked for on a smaller picture."""
    factor = max(1, int(height / _LOW))
    share = 1 / factor
    fewer = cv2.resize(
        np.where(ink, np.uint8(255), np.uint8(0)),
        None,
        fx=share,
        fy=share,
        interpolation=cv2.INTER_AREA,
    )
    small, low = np.asarray(fewer > _INKED, dtype=bool), height / factor
    rulings = ruling_mask(small, low) | ruling_mask(small.T, low).T
    print_only = (small & ~rulings).astype(np.uint8)
    gap = max(3, round(1.2 * low))
    smeared = cv2.morphologyEx(print_only, cv2.MORPH_CLOSE, np.ones((3, gap), np.uint8))
    stats = cv2.connectedComponentsWithStats(smeared)[2][1:].tolist()
    return [tuple(int(v) * factor for v in row[:4]) for row in stats]


def _cut(grey: Image, box: tuple[int, ...], margin: int, longest: int) -> Image:
    left, top, width, height = box
    rows = slice(max(0, top - margin), top + height + margin)
    columns = slice(max(0, left - margin), left + min(width, longest) + margin)
    return np.asarray(cv2.cvtColor(grey[rows, columns], cv2.COLOR_GRAY2BGR), dtype=np.uint8)
