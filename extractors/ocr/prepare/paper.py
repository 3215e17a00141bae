"""A sheet of paper on a darker ground: its four sides, and the map that makes it a rectangle."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.ocr.prepare.ink import Image, Mask
from extractors.ocr.prepare.maps import Points

Array = NDArray[np.float64]
#: y for x of the upper and lower side, x for y of the others: value at the start, at the end, bow.
Side = tuple[float, float, float]

#: Sides are looked for on a picture whose longer side has this many pixels.
_SMALL = 480
#: Breadth of the strips compared on both sides of an edge, steps of the search (small pixels).
_STRIP, _FINE_STRIP, _STEP = 6, 3, 2
#: Steps of the finer search round the best: start, end, bow (small pixels); curves tried at once.
_FINER, _AT_ONCE = (np.arange(-4.0, 5.0), np.arange(-4.0, 5.0), np.arange(-4.0, 5.0)), 4000
#: How far in a side may lie and how far it may lean (shares), how far it may bow (small pixels).
_FAR_IN, _LEAN, _BOWS = 0.3, 0.12, np.arange(-12.0, 13.0, 3.0)
#: Part of its length on which a side is judged: its ends lie beyond the corners.
_FIRST, _LAST = 0.14, 0.86
#: How much brighter (logarithm) paper is than the ground, at most counted, on so much of a side.
_BRIGHTER, _MOST, _SHARE = 0.12, 1.2, 0.85
#: Sides that must be seen: the others may lie beyond the picture.
_ENOUGH = 3
#: Cut off at every side (share of the sheet): the edge's own shadow.
_INSET = 0.006


@dataclass(frozen=True, slots=True)
class Sheet:
    """The map of a sheet cut out and made a rectangle of `size` (width, height).

    `matrix` takes the rectangle's corners to the picture; `bows` say how far its left, upper, right
    and lower sides are bowed, in pixels of the rectangle.
    """

    matrix: tuple[float, ...]
    bows: tuple[float, float, float, float]
    size: tuple[int, int]

    def before(self, points: Points) -> Points:
        """The points in the picture."""
        s, t = points[:, 0] / self.size[0], points[:, 1] / self.size[1]
        left, upper, right, lower = self.bows
        x = points[:, 0] + ((1 - s) * left + s * right) * 4 * t * (1 - t)
        y = points[:, 1] + ((1 - t) * upper + t * lower) * 4 * s * (1 - s)
        moved = np.column_stack([x, y, np.ones_like(x)]) @ np.asarray(self.matrix).reshape(3, 3).T
        found: Points = moved[:, :2] / moved[:, 2:]
        return found

    def mask(self, shape: tuple[int, ...]) -> Mask:
        """Where a picture of that shape shows the sheet."""
        ends = np.linspace(0.0, 1.0, 40)
        width, height = self.size
        top = np.column_stack([ends * width, np.zeros(40)])
        right = np.column_stack([np.full(40, width), ends * height])
        bottom = np.column_stack([ends[::-1] * width, np.full(40, height)])
        left = np.column_stack([np.zeros(40), ends[::-1] * height])
        outline = np.rint(self.before(np.vstack([top, right, bottom, left]))).astype(np.int32)
        canvas = np.zeros(shape[:2], np.uint8)
        cv2.fillPoly(canvas, [outline], (1,))
        mask: Mask = canvas > 0
        return mask


def find_sheet(image: Image) -> Sheet | None:
    """The sheet of paper in a picture (BGR); None where the picture shows nothing but paper."""
    factor = _SMALL / max(image.shape[:2])
    if factor >= 1:
        return None
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    light = np.log(small.astype(np.float32).mean(axis=2) + 8.0)
    views = (light, light.T, light[:, ::-1], light.T[:, ::-1])
    sides = [_side(np.ascontiguousarray(view)) for view in views]
    if sum(side is not None for side in sides) < _ENOUGH:
        return None
    height, width = light.shape
    left, upper, right, lower = (side or (0.0, 0.0, 0.0) for side in sides)
    right, lower = _mirrored(right, width), _mirrored(lower, height)
    return _sheet((left, upper, right, lower), (width, height), factor)


def _mirrored(side: Side, length: int) -> Side:
    return length - side[0], length - side[1], -side[2]


def _side(light: NDArray[np.float32]) -> Side | None:
    """The left side of what is bright, or None where no edge runs there."""
    reach = np.arange(0.0, _FAR_IN * light.shape[1], _STEP)
    if not _may_have_edge(light, round(reach[-1] + _BOWS[-1])):
        return None
    starts, ends, bows = (a.ravel() for a in np.meshgrid(reach, reach, _BOWS))
    near = np.abs(starts - ends) <= _LEAN * len(light)
    rough = _best(light, np.column_stack([starts, ends, bows])[near], _STRIP)
    if rough is None or not _is_ground_before(light, rough):
        return None
    around = np.array(rough) + np.stack(np.meshgrid(*_FINER), axis=-1).reshape(-1, 3)
    return _best(light, around, _FINE_STRIP) or rough


def _is_ground_before(light: NDArray[np.float32], side: Side) -> bool:
    """Whether all that lies before the side is darker than paper: before a ruling lies paper."""
    rows = _rows(light)
    places = [round(_at(side, y / len(light))) for y in rows]
    ground = [light[y, : max(0, x - _FINE_STRIP)] for y, x in zip(rows, places, strict=True)]
    paper = [light[y, max(0, x) + _STRIP :] for y, x in zip(rows, places, strict=True)]
    outside = np.concatenate(ground)
    if not len(outside):
        return True
    return float(np.median(np.concatenate(paper)) - np.median(outside)) > _BRIGHTER


def _may_have_edge(light: NDArray[np.float32], reach: int) -> bool:
    """Whether enough rows have any step to what is bright within reach: the search is long."""
    contrast = _contrast(light, _STRIP)[_rows(light), : reach + 1]
    return bool((contrast.max(axis=1) > _BRIGHTER).mean() >= _SHARE)


def _rows(light: NDArray[np.float32]) -> NDArray[np.int64]:
    """Rows on which a side is judged."""
    return np.arange(round(_FIRST * len(light)), round(_LAST * len(light)), 4)


def _best(light: NDArray[np.float32], curves: Array, strip: int) -> Side | None:
    """Of the curves (starts, ends, bows) that with the clearest step from dark to bright."""
    contrast = np.clip(_contrast(light, strip), -_MOST, _MOST)
    rows = _rows(light)
    t = rows / len(light)
    best, found = 0.0, None
    for part in np.array_split(curves, max(1, len(curves) // _AT_ONCE)):
        a, b, c = (part[:, i, None] for i in range(3))
        x = np.rint(a + (b - a) * t + c * 4 * t * (1 - t)).astype(int)
        inside = (x >= 0) & (x < light.shape[1])
        here = np.where(inside, contrast[rows, np.clip(x, 0, light.shape[1] - 1)], 0.0)
        worth = here.mean(axis=1)
        worth[(here > _BRIGHTER).mean(axis=1) < _SHARE] = 0.0
        place = int(worth.argmax())
        if worth[place] > best:
            best = float(worth[place])
            found = (float(a[place, 0]), float(b[place, 0]), float(c[place, 0]))
    return found


def _contrast(light: NDArray[np.float32], strip: int) -> Array:
    """How much brighter it is right of each place than left of it."""
    columns = light.shape[1]
    sums = np.pad(light.astype(np.float64).cumsum(axis=1), ((0, 0), (1, 0)))
    x = np.arange(columns)
    first, last = np.maximum(x - strip, 0), np.minimum(x + strip, columns)
    before = (sums[:, x] - sums[:, first]) / np.maximum(x - first, 1)
    after = (sums[:, last] - sums[:, x]) / np.maximum(last - x, 1)
    found: Array = after - before
    found[:, :2] = found[:, -2:] = 0.0
    return found


def _sheet(sides: tuple[Side, Side, Side, Side], size: tuple[int, int], factor: float) -> Sheet:
    """`sides` (left, upper, right, lower) on the small picture of that size."""
    left, upper, right, lower = sides
    corners = np.array(
        [
            _corner(vertical, horizontal, size)
            for vertical, horizontal in (
                (left, upper),
                (right, upper),
                (right, lower),
                (left, lower),
            )
        ]
    )
    lengths = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T) / factor
    wide, tall = float(lengths[[0, 2]].mean()), float(lengths[[1, 3]].mean())
    inset = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * _INSET
    flat = np.array([[0.0, 0.0], [wide, 0.0], [wide, tall], [0.0, tall]])
    there = (flat - inset * [wide, tall]).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(there, (corners / factor).astype(np.float32))
    spans = [(corners[i], corners[j]) for i, j in ((0, 3), (0, 1), (1, 2), (3, 2))]
    bows = tuple(
        side[2] * (float(end[axis] - start[axis]) / size[axis]) ** 2 / factor
        for side, (start, end), axis in zip(sides, spans, (1, 0, 1, 0), strict=True)
    )
    numbers = tuple(float(v) for v in matrix.ravel())
    return Sheet(numbers, (bows[0], bows[1], bows[2], bows[3]), (round(wide), round(tall)))


def _corner(vertical: Side, horizontal: Side, size: tuple[int, int]) -> tuple[float, float]:
    """Where two sides meet."""
    x, y = vertical[0], horizontal[0]
    for _ in range(8):
        x, y = _at(vertical, y / size[1]), _at(horizontal, x / size[0])
    return x, y


def _at(side: Side, t: float) -> float:
    start, end, bow = side
    return start + (end - start) * t + bow * 4 * t * (1 - t)
