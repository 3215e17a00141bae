"""Do lines of text run across or up and down? By which neighbour each character has."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.ocr.prepare.ink import Mask, character_parts, parts_of

#: Fewer characters than this say nothing.
_FEWEST = 20
_MOST = 4000
#: Of so many of them at most the neighbours are looked for.
_ASKED = 600


def runs_across(ink: Mask) -> float | None:
    """How surely lines run across (1) or up and down (0); None where there is too little text.

    Characters stand nearer to the next one of their line than to the next line.
    """
    boxes = character_parts(parts_of(_joined_strokes(ink)))
    if len(boxes) < _FEWEST:
        return None
    if len(boxes) > _MOST:
        boxes = boxes[:: len(boxes) // _MOST + 1]
    asked = range(0, len(boxes), len(boxes) // _ASKED + 1)
    left, top = boxes[:, 0].astype(float), boxes[:, 1].astype(float)
    right, bottom = left + boxes[:, 2], top + boxes[:, 3]
    across = down = 0.0
    for index in asked:
        gap_x = np.maximum(np.maximum(left - right[index], left[index] - right), 0)
        gap_y = np.maximum(np.maximum(top - bottom[index], top[index] - bottom), 0)
        over_x = np.minimum(right, right[index]) - np.maximum(left, left[index])
        over_y = np.minimum(bottom, bottom[index]) - np.maximum(top, top[index])
        beside = (over_y > 0.5 * boxes[index, 3]) & (gap_x > 0)
        below = (over_x > 0.5 * boxes[index, 2]) & (gap_y > 0)
        nearest_x = float(gap_x[beside].min(initial=np.inf))
        nearest_y = float(gap_y[below].min(initial=np.inf))
        if nearest_x < nearest_y:
            across += 1
        elif nearest_y < nearest_x:
            down += 1
    total = across + down
    return across / total if total else None


def _joined_strokes(ink: Mask) -> Mask:
    """Strokes of one character joined; long rulings taken off."""
    image = ink.astype(np.uint8)
    for shape in ((60, 1), (1, 60)):
        lines = cv2.morphologyEx(image, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        image = np.where(lines > 0, 0, image).astype(np.uint8)
    joined: Mask = cv2.morphologyEx(image, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)) > 0
    return joined
