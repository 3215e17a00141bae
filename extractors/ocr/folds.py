"""Creases of folded paper: straight lines from edge to edge at which the light breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.ocr.prepare.ink import Image

Levels = NDArray[np.float32]
Signs = NDArray[np.int8]

#: Pixels to a point at which creases are looked for (4 to the millimetre), side of a stretch.
FINENESS, _STRETCH = 1.42, 32
#: Percentile of a row of a stretch that is the light of its bare paper.
_PAPER = 80
#: Rows that part the two sides of a crease, rows of each side, and how far off the light must be
#: steadier than at the crease.
_GAP, _SIDE, _OFF = 2, 3, 6
#: A change of light counts from so many times the stretch's unevenness, from so many levels, and
#: from so many times what changes a little further off.
_CLEAR, _LEAST, _STEEP = 4.0, 3.0, 2.0
#: Leaning (slope) that is tried on both sides of level, in so many steps.
_MOST_LEAN, _LEANS = 0.014, 15
#: Share of the stretches that must show it, and of so many at each end (beside all print) how many.
_SHOWN, _ENDS, _ENDS_SHOWN = 0.75, 2, 3
#: A dark or bright band without a change of light beyond it is a crease from so many rows on: a
#: streak of the glass is thinner; the light beyond is that of these rows off it.
_BROAD, _BEYOND = 3, (5, 9)
#: Nearer (rows) to the page's edge, or to a clearer crease, there is no other one.
_EDGE, _APART = 32, 12
#: How far on each side of a crease its print is worn (points): about half a millimetre.
_REACH = 1.5


@dataclass(frozen=True, slots=True)
class Fold:
    """A crease in pixels: `at + slope · x` down the page, across it where `upright`.

    `reach`: how far on each side of it print is worn.
    """

    at: float
    slope: float
    upright: bool
    reach: float

    def crosses(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether it touches the box."""
        if self.upright:
            left, top, right, bottom = top, left, bottom, right
        ends = (self.at + self.slope * left, self.at + self.slope * right)
        return min(ends) - self.reach <= bottom and max(ends) + self.reach >= top


def find_folds(light: Image, pixels_per_point: float) -> list[Fold]:
    """Creases of a flat page in grey, its light not evened, that are near to level or upright."""
    factor = min(1.0, FINENESS / pixels_per_point)
    small = cv2.resize(light, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    reach = _REACH * pixels_per_point
    return [
        Fold(row / factor, slope, upright, reach)
        for upright in (False, True)
        for row, slope in _creases(np.ascontiguousarray(small.T if upright else small))
    ]


def _creases(levels: NDArray[np.uint8]) -> list[tuple[float, float]]:
    """(row at the left side, slope) of creases near to level, the clearest first."""
    count = levels.shape[1] // _STRETCH
    if count < 3 * _ENDS or len(levels) < 4 * _EDGE:
        return []
    cut = levels[:, : count * _STRETCH].reshape(len(levels), count, _STRETCH)
    # Print leaves so much of a line bare: this is the light of the paper.
    light = np.asarray(np.percentile(cut, _PAPER, axis=2), np.float32)
    half = count * _STRETCH / 2
    kept: list[tuple[float, float]] = []
    for _, row, slope in sorted(_candidates(_breaks(light)), reverse=True):
        apart = (abs(row - other + (slope - lean) * half) for other, lean in kept)
        if all(gap > _APART for gap in apart):
            kept.append((float(row), slope))
    return [(row, slope) for row, slope in kept if _is_crease(light, row, slope)]


def _is_crease(light: Levels, row: float, slope: float) -> bool:
    """Whether the light differs on both sides of the line, or the line is a broad band."""
    places = np.arange(light.shape[1])
    middle = np.rint(row + slope * _STRETCH * (places + 0.5)).astype(int)
    reach = range(-_BEYOND[1], _BEYOND[1] + 1)
    profile = np.array(
        [np.median(light[np.clip(middle + off, 0, len(light) - 1), places]) for off in reach]
    )
    wide = _BEYOND[1] - _BEYOND[0] + 1
    above, below = float(np.median(profile[:wide])), float(np.median(profile[-wide:]))
    if abs(above - below) >= _LEAST:
        return True
    depth = np.abs(profile - (above + below) / 2)
    return bool((depth >= max(depth.max() / 2, _LEAST)).sum() >= _BROAD)


def _breaks(light: Levels) -> Signs:
    """By row and stretch: 1 where it is suddenly darker below, -1 where lighter, else 0."""
    mean = cv2.boxFilter(light, cv2.CV_32F, (1, _SIDE), borderType=cv2.BORDER_REPLICATE)
    away = (_GAP + _SIDE) // 2
    step = np.roll(mean, away, axis=0) - np.roll(mean, -away, axis=0)
    size = np.abs(step)
    uneven = 1.4826 * np.median(size, axis=0)
    around = np.maximum(np.roll(size, _OFF, axis=0), np.roll(size, -_OFF, axis=0))
    sudden = (size > np.maximum(_CLEAR * uneven, _LEAST)) & (size > _STEEP * around)
    sudden[:_EDGE], sudden[-_EDGE:] = False, False
    return np.asarray(np.sign(step) * sudden, np.int8)


def _candidates(signs: Signs) -> Iterator[tuple[float, int, float]]:
    """(share of the stretches that show it, row at the left side, slope) of each."""
    tall = np.ones((3, 1), np.uint8)
    for sign in (1, -1):
        shown = cv2.dilate((signs == sign).astype(np.uint8), tall)
        for slope in np.linspace(-_MOST_LEAN, _MOST_LEAN, _LEANS):
            level = np.column_stack(
                [
                    np.roll(column, -round(slope * _STRETCH * (place + 0.5)))
                    for place, column in enumerate(shown.T)
                ]
            )
            share = level.mean(axis=1)
            ends = level[:, :_ENDS].sum(axis=1) + level[:, -_ENDS:].sum(axis=1)
            for row in np.flatnonzero((share >= _SHOWN) & (ends >= _ENDS_SHOWN)):
                yield float(share[row]), int(row), float(slope)
