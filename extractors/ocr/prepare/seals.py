"""Round seals in grey: where they are, so that what lies under them is doubted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.ocr.prepare.ink import Image, Mask

#: Radius of official seals (points): 38 to 58 mm across.
_RADIUS = (48.0, 86.0)
#: Resolution (pixels a point) at which rings are looked for.
_RESOLUTION = 1.0
#: On coarser pictures (pixels a point) no ring can be told; pages of more points are no letters.
_COARSEST, _LARGEST = 1.0, 12_000_000
#: How far off the circle (points) its ink may lie, and the share of the ring that must be inked.
_REACH = 2.5
_RING = 0.82
#: The same share beyond what dense print inks by chance, as circles beside it (multiples of its
#: radius) tell.
_BEYOND_CHANCE, _BESIDE = 0.8, (0.87, 1.13)

#: Darkness of print (percentile of the page's ink); a seal must be lighter by so much to be taken
#: off; print is what is darker than this share of the way to the seal.
_PRINT, _LIGHTER, _KEPT = 12.0, 30.0, 0.85

#: A pixel darker than the first that is lighter than the second once seals are taken off was a
#: seal's alone; edges of print, which lighten too, are thinner than this (pixels).
_INKED, _GONE, _THIN = 215, 235, 2
#: A coloured stamp (points): its shortest side at least, its longest at most; gaps between its
#: strokes; how far the mask of coloured ink reaches beyond the ink.
_STAMP, _STROKES_APART, _HALO = (34.0, 190.0), 12.0, 1.2


@dataclass(frozen=True, slots=True)
class Seal:
    """A ring: middle and radius in pixels."""

    x: float
    y: float
    radius: float

    def covers(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether it touches the box."""
        x = min(max(self.x, left), right)
        y = min(max(self.y, top), bottom)
        return (x - self.x) ** 2 + (y - self.y) ** 2 <= (1.04 * self.radius) ** 2


def find_seals(grey: Image, ink: Mask, pixels_per_point: float) -> list[Seal]:
    """Rings of the size of a seal."""
    factor = _RESOLUTION / pixels_per_point
    if pixels_per_point < _COARSEST or grey.size * factor**2 > _LARGEST:
        return []
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    circles: NDArray[np.float32] | None = cv2.HoughCircles(  # type: ignore[assignment] # None, too
        small,
        cv2.HOUGH_GRADIENT,
        dp=1.5,
        minDist=_RADIUS[0],
        param1=120,
        param2=55,
        minRadius=round(_RADIUS[0] * _RESOLUTION),
        maxRadius=round(_RADIUS[1] * _RESOLUTION),
    )
    if circles is None:
        return []
    seals = [Seal(*(float(v) / factor for v in circle)) for circle in circles[0][:20]]
    return [seal for seal in seals if _is_ring(seal, ink, _REACH * pixels_per_point)]


def _is_ring(seal: Seal, ink: Mask, reach: float) -> bool:
    """Whether ink follows the circle as no chance lines of print do."""
    inked = _inked(seal, ink, reach)
    if inked < _RING:
        return False
    beside = [_inked(replace(seal, radius=seal.radius * by), ink, reach) for by in _BESIDE]
    chance = min(sum(beside) / len(beside), _RING)
    return (inked - chance) / (1 - chance) >= _BEYOND_CHANCE


def without_seals(grey: Image, ink: Mask, seals: Sequence[Seal]) -> Image:
    """The picture with the ink of seals lightened, where it is lighter than print."""
    if not seals:
        return grey
    black = float(np.percentile(grey[ink], _PRINT)) if ink.any() else 0.0
    result = grey.copy()
    for seal in seals:
        ring, disc = (_drawn(grey.shape, seal, filled) for filled in (False, True))
        own = grey[ring & ink]
        shade = float(np.median(own)) if len(own) else 0.0
        if shade - black < _LIGHTER:
            continue
        lightest = black + _KEPT * (shade - black)
        lifted = (grey.astype(np.float32) - black) / max(1.0, lightest - black) * 250
        result[disc] = np.clip(lifted, 0, 250).astype(np.uint8)[disc]
    return result


def seal_strokes(sealed: Image, grey: Image, seals: Sequence[Seal]) -> Mask:
    """Where grey seals have ink: all over those that are as dark as print.

    `sealed`: the page with its seals, `grey`: without those that could be taken off.
    """
    gone = ((sealed < _INKED) & (grey >= _GONE)).astype(np.uint8)
    strokes: Mask = cv2.morphologyEx(gone, cv2.MORPH_OPEN, np.ones((_THIN, _THIN), np.uint8)) > 0
    for seal in seals:
        disc = _drawn(grey.shape, seal, filled=True)
        if np.array_equal(sealed[disc], grey[disc]):
            strokes |= disc
        else:
            strokes |= _drawn(grey.shape, seal, filled=False)
    return strokes


def stamp_strokes(coloured: Mask, pixels_per_point: float) -> Mask:
    """Where coloured stamps have ink; coloured lines, words and grounds of cells are left out."""
    stamps = np.zeros(coloured.shape, dtype=bool)
    if not coloured.any():
        return stamps
    thinner = _square(2 * _HALO * pixels_per_point)
    ink = cv2.erode(coloured.astype(np.uint8), thinner)
    factor = 1 / pixels_per_point
    small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    whole = cv2.morphologyEx(small, cv2.MORPH_CLOSE, _square(_STROKES_APART))
    for left, top, width, tall, _ in cv2.connectedComponentsWithStats(whole)[2][1:].tolist():
        if min(width, tall) >= _STAMP[0] and max(width, tall) <= _STAMP[1]:
            first, last = (left * pixels_per_point, (left + width) * pixels_per_point)
            rows = slice(round(top * pixels_per_point), round((top + tall) * pixels_per_point))
            window = (rows, slice(round(first), round(last)))
            stamps[window] = ink[window] > 0
    return stamps


def _square(side: float) -> NDArray[np.uint8]:
    return np.ones((max(1, round(side)),) * 2, np.uint8)


def _drawn(shape: tuple[int, ...], seal: Seal, filled: bool) -> Mask:  # noqa: FBT001
    canvas = np.zeros(shape[:2], np.uint8)
    middle, radius = (round(seal.x), round(seal.y)), round(seal.radius)
    if filled:
        cv2.circle(canvas, middle, round(1.07 * radius), (1,), -1)
    else:
        cv2.circle(canvas, middle, radius, (1,), max(3, round(0.04 * radius)))
    mask: Mask = canvas > 0
    return mask


def _inked(seal: Seal, ink: Mask, reach: float) -> float:
    """Share of the ring's directions in which ink lies within `reach` of it."""
    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    hits = np.zeros(len(angles), dtype=bool)
    for radius in np.arange(seal.radius - reach, seal.radius + reach, 1.0):
        x = np.rint(seal.x + radius * np.cos(angles)).astype(int)
        y = np.rint(seal.y + radius * np.sin(angles)).astype(int)
        inside = (x >= 0) & (y >= 0) & (x < ink.shape[1]) & (y < ink.shape[0])
        hits[inside] |= ink[y[inside], x[inside]]
    return float(hits.mean())
