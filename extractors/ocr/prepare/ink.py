"""What is printed: dark pixels of an even page, their connected parts, the usual size of text."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Shades = NDArray[np.float32]

#: Grain is smoothed by this (pixels), darkness is measured against a window of this side.
_SMOOTH, _AROUND = 0.9, 61
#: Least difference of ink from its surroundings (of 255), least pixels of a part that is no speck.
_LEAST, _SPECK = 14.0, 5
_FEWEST_PARTS = 12
#: Parts of these sizes (pixels) can be characters at 72 to 600 dpi.
_LOWEST, _HIGHEST = 6, 140


@dataclass(frozen=True, slots=True)
class Parts:
    """Connected parts of ink: left, top, width, height, area of each (n × 5)."""

    boxes: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.boxes)


def ink_of(grey: Image) -> Mask:
    """Pixels darker than what is round them, by more than the paper's grain; specks left out."""
    return ink_and_height(grey)[0]


def ink_and_height(grey: Image) -> tuple[Mask, float | None]:
    """(`ink_of` the picture, `text_height` of that ink), found together."""
    smooth = cv2.GaussianBlur(grey, (5, 5), _SMOOTH)
    around = cv2.boxFilter(smooth, cv2.CV_32F, (_AROUND, _AROUND))
    difference = np.asarray(around - smooth, dtype=np.float32)
    dark = (difference > _contrast(difference)).astype(np.uint8)
    parts = cv2.connectedComponentsWithStats(dark, connectivity=8)
    keep = parts[2][:, cv2.CC_STAT_AREA] >= _SPECK
    keep[0] = False
    kept: Mask = keep[parts[1]]
    return kept, _usual_height(Parts(parts[2][keep].astype(np.int32)))


def _contrast(difference: Shades) -> float:
    """How much darker ink is at least: well above the grain, well below the darkest print."""
    sample = difference[::4, ::4]
    grain = 1.4826 * float(np.median(np.abs(sample - np.median(sample))))
    darkest = float(np.percentile(sample, 99.7))
    return float(np.clip(3.2 * grain, _LEAST, max(_LEAST, 0.25 * darkest)))


def parts_of(ink: Mask) -> Parts:
    """Connected parts, the background left out."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    return Parts(stats[1:].astype(np.int32))


def character_parts(parts: Parts) -> NDArray[np.int32]:
    """Boxes of parts that can be characters or large pieces of them."""
    boxes = parts.boxes
    width, height, area = boxes[:, 2], boxes[:, 3], boxes[:, 4]
    likely = (
        (np.maximum(width, height) >= _LOWEST)
        & (np.maximum(width, height) <= _HIGHEST)
        & (area >= 8)
        & (area <= 0.85 * width * height + 20)
    )
    found: NDArray[np.int32] = boxes[likely]
    return found


def text_height(ink: Mask) -> float | None:
    """Usual height of a character in pixels; None where there is too little to tell."""
    return _usual_height(parts_of(ink))


def _usual_height(parts: Parts) -> float | None:
    boxes = character_parts(parts)
    if len(boxes) < _FEWEST_PARTS:
        return None
    sides = np.maximum(boxes[:, 2], boxes[:, 3])
    # Dots and stroke pieces are many and small: the upper half tells of whole characters.
    return float(np.percentile(sides, 70))
