"""Coloured ink (red seals, blue signatures) taken off by colour, and where it was."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.ocr.prepare.light import brightest_of

Image = NDArray[np.uint8]
Mask = NDArray[np.bool_]

#: Difference between the channels from which ink counts as coloured.
_COLOURED = 38
#: Dark red and blue still let through so little of their own channel that it must be stretched.
_BLACK, _LIGHT = 70.0, 185.0
#: Percentile of the brightness of coloured ink that counts as its shade; pixels round it that are
#: tinted by its edge.
_SHADE, _HALO = 25.0, 11


def without_colour(image: Image) -> tuple[Image, Mask]:
    """(grey picture without coloured ink, where coloured ink was); a grey one is given back.

    In its own channel coloured ink is nearly as bright as paper; black print below it is not.
    """
    if image.ndim == 2:
        return image, np.zeros(image.shape, dtype=bool)
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    blue, green, red = cv2.split(cv2.GaussianBlur(image, (3, 3), 0))
    spread = cv2.max(cv2.max(blue, green), red) - cv2.min(cv2.min(blue, green), red)
    coloured = (spread > _COLOURED).astype(np.uint8)
    if not coloured.any():
        return grey, np.zeros(grey.shape, dtype=bool)
    opened = cv2.morphologyEx(coloured, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    halo = cv2.dilate(opened, np.ones((_HALO, _HALO), np.uint8)) > 0
    brightest = brightest_of(image)
    shade = float(np.percentile(brightest[opened > 0], _SHADE)) if opened.any() else _LIGHT
    light = min(max(0.9 * shade, _BLACK + 30), _LIGHT)
    stretched = np.clip((brightest[halo] - _BLACK) / (light - _BLACK) * 250 + 20, 0, 250)
    grey[halo] = np.maximum(stretched, grey[halo])
    return grey, halo


def in_grey(image: Image) -> Image:
    """The picture with one channel where all three are alike, else as it is."""
    near = image[::64]
    if (near[..., 0] != near[..., 1]).any() or (near[..., 0] != near[..., 2]).any():
        return image
    first = cv2.extractChannel(image, 0)
    alike = all(np.array_equal(first, cv2.extractChannel(image, i)) for i in (1, 2))
    return np.asarray(first, dtype=np.uint8) if alike else image
