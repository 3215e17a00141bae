"""Long printed lines and lines of text as curves: what tells how a page is bent."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.ocr.prepare.ink import Mask

#: Lengths as multiples of the height of text: a piece of a ruling, a line of text worth tracing.
_PIECE, _TEXT_LINE = 2.4, 8.0
#: Gaps in a ruling are bridged up to this multiple.
_BRIDGE = 1.5
#: Points are taken this far apart (pixels).
_STEP = 12
_FEWEST_POINTS = 5
#: A ruling is no thicker than this share of the height of text.
_THICKEST = 0.5


@dataclass(frozen=True, slots=True)
class Curve:
    """Points along one line: `along` grows with the line's direction, `across` is its place."""

    along: NDArray[np.float64]
    across: NDArray[np.float64]

    @property
    def length(self) -> float:
        """Pixels from end to end."""
        return float(self.along[-1] - self.along[0])


def ruling_mask(ink: Mask, height: float) -> Mask:
    """Ink of lines that run from left to right, a lean of two degrees allowed."""
    length = max(12, round(_PIECE * height))
    image = ink.astype(np.uint8)
    thick = cv2.dilate(image, np.ones((3, 1), np.uint8))
    # Turned, for columns are opened in half the time that rows take.
    turned = cv2.morphologyEx(cv2.transpose(thick), cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    # What is as tall as text is a black bar or a picture, no line.
    bars = cv2.morphologyEx(
        image, cv2.MORPH_OPEN, np.ones((max(4, round(_THICKEST * height)),) * 2)
    )
    grown = cv2.dilate(bars, np.ones((5, 5), np.uint8))
    mask: Mask = (cv2.transpose(turned) > 0) & (grown == 0)
    return mask


def ruling_curves(mask: Mask, height: float) -> list[Curve]:
    """Rulings from left to right out of their `ruling_mask`."""
    bridge = np.ones((3, max(3, round(_BRIDGE * height))), np.uint8)
    joined = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, bridge) > 0
    return _curves(joined, mask, 2 * _PIECE * height, height)


def text_curves(print_only: Mask, height: float) -> list[Curve]:
    """Middles of lines of text; `print_only`: ink without rulings."""
    image = print_only.astype(np.uint8)
    gap = max(3, round(1.6 * height))
    smeared = cv2.morphologyEx(image, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    whole = cv2.morphologyEx(smeared, cv2.MORPH_OPEN, np.ones((3, gap), np.uint8))
    return _curves(whole > 0, print_only, _TEXT_LINE * height, 2 * height)


def _curves(regions: Mask, ink: Mask, shortest: float, thickest: float) -> list[Curve]:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(regions.astype(np.uint8))
    found = []
    for label in range(1, count):
        left, top, width, height = (int(v) for v in stats[label, :4])
        if width < shortest or height > thickest + 0.12 * width:
            continue
        window = (slice(top, top + height), slice(left, left + width))
        curve = _traced((labels[window] == label) & ink[window], left, top)
        if curve is not None:
            found.append(curve)
    return found


def _traced(piece: Mask, left: int, top: int) -> Curve | None:
    counts = piece.sum(axis=0)
    sums = (piece * np.arange(piece.shape[0])[:, None]).sum(axis=0)
    along, across = [], []
    for start in range(0, piece.shape[1], _STEP):
        weight = int(counts[start : start + _STEP].sum())
        if weight:
            along.append(left + start + (min(_STEP, piece.shape[1] - start) - 1) / 2)
            across.append(top + float(sums[start : start + _STEP].sum()) / weight)
    if len(along) < _FEWEST_POINTS:
        return None
    return Curve(np.asarray(along), np.asarray(across))
