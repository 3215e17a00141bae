"""Where a pixel of a prepared picture stood in the picture before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
#: x, y of points: n × 2.
Points = NDArray[np.float64]
_Layer = TypeVar("_Layer", bound=NDArray[Any])
_WHITE = (255, 255, 255)
#: Pixels between the knots of the net on which a map is worked out.
_NET = 16


class PixelMap(Protocol):
    """Takes points of the picture after a step to the picture before it."""

    def before(self, points: Points) -> Points:
        """The points (n × 2) in the picture before the step."""
        ...


@dataclass(frozen=True, slots=True)
class Affine:
    """`before = after · matrix[:, :2] + matrix[:, 2]` (2 × 3)."""

    matrix: tuple[tuple[float, float, float], tuple[float, float, float]]

    def before(self, points: Points) -> Points:
        """The points in the picture before."""
        matrix = np.asarray(self.matrix)
        moved: Points = points @ matrix[:, :2].T + matrix[:, 2]
        return moved


#: The map of what stays where it is.
_STILL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps in the order in which they were done."""

    steps: tuple[PixelMap, ...]

    def before(self, points: Points) -> Points:
        """The points in the picture before the first step."""
        for step in reversed(self.steps):
            points = step.before(points)
        return points


def joined(steps: Sequence[PixelMap]) -> PixelMap:
    """The steps as one map: turning, shifting and enlarging together are a single one."""
    if not all(isinstance(step, Affine) for step in steps):
        return Chain(tuple(steps))
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    start, across, down = Chain(tuple(steps)).before(corners)
    a, d = (float(v) for v in across - start)
    b, e = (float(v) for v in down - start)
    return Affine(((a, b, float(start[0])), (d, e, float(start[1]))))


def shift(left: float, top: float) -> Affine:
    """The map of a crop that began at (`left`, `top`)."""
    return Affine(((1.0, 0.0, left), (0.0, 1.0, top)))


def scale(factor: float) -> Affine:
    """The map of a picture made `factor` times as large."""
    return Affine(((1 / factor, 0.0, 0.0), (0.0, 1 / factor, 0.0)))


def turn_back(turn: int, width: float, height: float) -> Affine:
    """The map of a picture (`width` × `height`) turned anticlockwise by 90, 180 or 270 degrees."""
    if turn == 90:
        return Affine(((0.0, -1.0, width), (1.0, 0.0, 0.0)))
    if turn == 180:
        return Affine(((-1.0, 0.0, width), (0.0, -1.0, height)))
    if turn == 270:
        return Affine(((0.0, 1.0, 0.0), (-1.0, 0.0, height)))
    return shift(0.0, 0.0)


def turned(image: _Layer, turn: int) -> _Layer:
    """The layer turned anticlockwise by a multiple of 90 degrees."""
    return cast("_Layer", np.ascontiguousarray(np.rot90(image, turn // 90)))


def rotation(degrees: float, width: int, height: int) -> Affine:
    """The map of a picture turned anticlockwise about its middle, its size kept."""
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    a, b, c, d, e, f = (float(v) for v in cv2.invertAffineTransform(matrix).ravel())
    return Affine(((a, b, c), (d, e, f)))


def redrawn(
    image: Image,
    steps: PixelMap,
    size: tuple[int, int] | None = None,
    between: int = cv2.INTER_CUBIC,
) -> Image:
    """The picture drawn anew through a map; `size` is (width, height) of the result.

    `between`: OpenCV's way to tell what lies between pixels.
    """
    width, height = size or (image.shape[1], image.shape[0])
    if isinstance(steps, Affine):
        return _moved(image, steps, (width, height), between)
    where = _everywhere(steps, width, height)
    drawn = cv2.remap(
        image,
        where[..., 0],
        where[..., 1],
        between,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=_WHITE,
    )
    return np.asarray(drawn, dtype=np.uint8)


def _moved(image: Image, step: Affine, size: tuple[int, int], between: int) -> Image:
    if np.allclose(step.matrix, _STILL) and size == (image.shape[1], image.shape[0]):
        return image
    drawn = cv2.warpAffine(
        image,
        np.asarray(step.matrix),
        size,
        flags=between | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=_WHITE,
    )
    return np.asarray(drawn, dtype=np.uint8)


def _everywhere(steps: PixelMap, width: int, height: int) -> NDArray[np.float32]:
    """Where each pixel comes from: worked out on a coarse net, evened out between its knots."""
    xs, ys = np.meshgrid(
        np.arange(0, width + 2 * _NET, _NET, dtype=np.float64),
        np.arange(0, height + 2 * _NET, _NET, dtype=np.float64),
    )
    found = steps.before(np.column_stack([xs.ravel(), ys.ravel()]))
    knots = found.astype(np.float32).reshape(*xs.shape, 2)
    shrink = np.array([[1 / _NET, 0, 0], [0, 1 / _NET, 0]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(knots, shrink, (width, height), flags=flags))
