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
#: Darker than this is no paper; regions beside it are broader than this (pixels), with a halo.
_DARK, _BROAD, _HALO = 110, 7, 7
#: Spots broader than this (multiple of the height of text) are no print.
_BLOT = 0.9


def flattened(image: Image) -> Image:
    """The picture (BGR or grey) with its background made even and white."""
    background = _background(image)
    level = background if background.ndim == 2 else background.max(axis=2)
    beyond = level < _BEYOND * float(np.percentile(level, 75))
    height, width = image.shape[:2]
    even = cv2.resize(background, (width, height), interpolation=cv2.INTER_LINEAR)
    # In place: pictures of a page are tens of megabytes as floats.
    np.maximum(even, 1.0, out=even)
    np.divide(_PAPER, even, out=even)
    np.multiply(image, even, out=even)
    np.minimum(even, 255.0, out=even)
    result: Image = even.astype(np.uint8)
    if beyond.any():
        mask = cv2.resize(beyond.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
        result[mask > 0] = 255
    result[_dark_border(result)] = 255
    return result


def brightest_of(image: Image) -> NDArray[np.uint8]:
    """The largest of each pixel's three channels, or its only one."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.max(cv2.max(image[..., 0], image[..., 1]), image[..., 2]), np.uint8)


def without_blots(grey: Image, height: float) -> Image:
    """The page with broad black spots (punched holes, ink) painted over; `height`: of text."""
    side = max(5, round(_BLOT * height))
    if not _may_have_blots(grey, side):
        return grey
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    spots = cv2.morphologyEx((grey < _DARK).astype(np.uint8), cv2.MORPH_OPEN, kernel)
    if not spots.any():
        return grey
    around = cv2.dilate(spots, np.ones((_HALO, _HALO), np.uint8)) > 0
    return np.where(around, np.uint8(_PAPER), grey)


def _may_have_blots(grey: Image, side: int) -> bool:
    """Whether a dark square fits in that a disc of that breadth holds: the disc itself is slow."""
    inner = int(side / 2**0.5) - 1
    step = max(1, inner // 4)
    dark = (grey[::step, ::step] < _DARK).astype(np.uint8)
    square = np.ones((max(1, inner // step),) * 2, np.uint8)
    return bool(cv2.erode(dark, square).any())


def _dark_border(image: Image) -> NDArray[np.bool_]:
    """Broad dark regions that touch the picture's edge: what lies beside the paper."""
    level = brightest_of(image)
    dark = (level < _DARK).astype(np.uint8)
    framed = np.pad(dark, 1, constant_values=1)
    broad = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((_BROAD, _BROAD), np.uint8))
    broad[[0, -1], :] = broad[:, [0, -1]] = 1
    labels = cv2.connectedComponents(broad)[1]
    grown = cv2.dilate((labels == labels[0, 0]).astype(np.uint8), np.ones((_HALO, _HALO), np.uint8))
    border: NDArray[np.bool_] = grown[1:-1, 1:-1] > 0
    return border


def _background(image: Image) -> NDArray[np.float32]:
    """Brightness of the bare paper everywhere, by channel, on the smaller picture."""
    small = cv2.resize(image, None, fx=1 / _SMALLER, fy=1 / _SMALLER, interpolation=cv2.INTER_AREA)
    side = max(5, int(_WINDOW * min(small.shape[:2])) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    closed = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, kernel)
    smooth = cv2.GaussianBlur(closed, (0, 0), side / 2)
    return np.asarray(smooth, dtype=np.float32)
