"""Uneven light and tinted paper made white; what lies beyond the paper's edge made white too."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

#: The background is estimated on a picture this many times smaller.
_SMALLER = 4
#: Side of the window (share of the picture's shorter side) that always holds some bare paper.
_WINDOW = 0.018
#: Paper is made this bright.
_PAPER = 250.0
#: Background darker than this share of the usual one is no paper: a scanner's black margin.
_BEYOND = 0.35


def flattened(image: Image) -> Image:
    """The picture (BGR) with its background made even and white."""
    background = _background(image)
    level = background.max(axis=2)
    beyond = level < _BEYOND * float(np.percentile(level, 75))
    height, width = image.shape[:2]
    large = cv2.resize(background, (width, height), interpolation=cv2.INTER_LINEAR)
    even = np.clip(image.astype(np.float32) * (_PAPER / np.maximum(large, 1.0)), 0, 255)
    result: Image = even.astype(np.uint8)
    if beyond.any():
        mask = cv2.resize(beyond.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
        result[mask > 0] = 255
    return result


def _background(image: Image) -> NDArray[np.float32]:
    """Brightness of the bare paper everywhere, by channel, on the smaller picture."""
    small = cv2.resize(image, None, fx=1 / _SMALLER, fy=1 / _SMALLER, interpolation=cv2.INTER_AREA)
    side = max(5, int(_WINDOW * min(small.shape[:2])) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    closed = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, kernel)
    smooth = cv2.GaussianBlur(closed, (0, 0), side / 2)
    return np.asarray(smooth, dtype=np.float32)
