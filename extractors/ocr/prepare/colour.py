"""Coloured ink (red seals, blue signatures) taken off by colour, and where it was."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

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
    """(grey picture without coloured ink, where coloured ink was).

    In its own channel coloured ink is nearly as bright as paper; black print below it is not.
    """
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    blue, green, red = cv2.split(cv2.GaussianBlur(image, (3, 3), 0))
    spread = cv2.max(cv2.max(blue, green), red) - cv2.min(cv2.min(blue, green), red)
    coloured = (spread > _COLOURED).astype(np.uint8)
    if not coloured.any():
        return grey, np.zeros(grey.shape, dtype=bool)
    opened = cv2.morphologyEx(coloured, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    halo = cv2.dilate(opened, np.ones((_HALO, _HALO), np.uint8)) > 0
    brightest = image.max(axis=2).astype(np.float32)
    shade = float(np.percentile(brightest[opened > 0], _SHADE)) if opened.any() else _LIGHT
    light = min(max(0.9 * shade, _BLACK + 30), _LIGHT)
    stretched = np.clip((brightest - _BLACK) / (light - _BLACK) * 250 + 20, 0, 250)
    result: Image = np.where(halo, np.maximum(stretched, grey), grey).astype(np.uint8)
    return result, halo
