"""Round seals in grey: where they are, so that what lies under them is doubted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

#: Darkness of print (percentile of the page's ink); a seal must be lighter by so much to be taken
#: off; print is what is darker than this share of the way to the seal.
_PRINT, _LIGHTER, _KEPT = 12.0, 30.0, 0.85


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
    return [seal for seal in seals if _inked(seal, ink, _REACH * pixels_per_point) >= _RING]


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
