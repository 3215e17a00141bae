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


def sample_lines(grey: Image, ink: Mask, height: float) -> list[Image]:
    """Pictures of up to six lines that run across, the longest first."""
    rulings = ruling_mask(ink, height) | ruling_mask(np.ascontiguousarray(ink.T), height).T
    print_only = (ink & ~rulings).astype(np.uint8)
    gap = max(3, round(1.2 * height))
    smeared = cv2.morphologyEx(print_only, cv2.MORPH_CLOSE, np.ones((3, gap), np.uint8))
    stats = cv2.connectedComponentsWithStats(smeared)[2][1:]
    likely = [
        tuple(int(v) for v in row[:4])
        for row in stats
        if 0.6 * height <= row[3] <= _HIGHEST * height and row[2] >= _SHORTEST * height
    ]
    likely.sort(key=lambda box: -box[2])
    margin = round(0.25 * height)
    return [_cut(grey, box, margin, round(_LONGEST * height)) for box in likely[:_MOST]]


def _cut(grey: Image, box: tuple[int, ...], margin: int, longest: int) -> Image:
    left, top, width, height = box
    rows = slice(max(0, top - margin), top + height + margin)
    columns = slice(max(0, left - margin), left + min(width, longest) + margin)
    return np.asarray(cv2.cvtColor(grey[rows, columns], cv2.COLOR_GRAY2BGR), dtype=np.uint8)
