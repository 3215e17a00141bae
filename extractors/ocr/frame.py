"""The reading frame of a prepared page: its points lie anywhere on the page as stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.layout.glyphs import Frame
from extractors.ocr.prepare.maps import PixelMap
from schemas.geometry import BoundingBox
from schemas.text import PagePlace, PlacedText, Segment

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFrame(Frame):
    """A page that was turned, straightened, flattened or cut out of a spread to be read.

    `size`: of the reading frame, in points. `pixels_per_point` of the prepared picture and of the
    stored one; `to_stored` takes pixels of the former to pixels of the latter. `stored_page`: the
    number of the page in the file, for places; `page_number` counts halves of spreads too.
    """

    size: tuple[float, float]
    pixels_per_point: float
    stored_pixels_per_point: float
    to_stored: PixelMap
    stored_page: int

    @property
    def reading_size(self) -> tuple[float, float]:
        """Width and height of the reading frame."""
        return self.size

    def shown_point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the reading frame, on the page as shown."""
        shown = self._shown(np.array([[x, y]]))[0]
        return float(shown[0]), float(shown[1])

    def shown_box(self, box: BoundingBox) -> BoundingBox:
        """The box round a box of the reading frame, on the page as shown."""
        xs, ys = np.array([[box.left, box.right]]), np.array([[box.top, box.bottom]])
        left, top, right, bottom = self._boxes(xs[:, [0, 1, 1, 0]], ys[:, [0, 0, 1, 1]])[0]
        return BoundingBox(float(left), float(top), float(right), float(bottom))

    def place_run(
        self,
        string: str,
        edges: Sequence[float],
        top: float,
        bottom: float,
        scores: Sequence[float],
    ) -> PlacedText:
        """A string of the reading frame with a place for each character."""
        if not string:
            return PlacedText("")
        sides = np.sort(np.column_stack([edges[:-1], edges[1:]]), axis=1)
        ys = np.tile([top, top, bottom, bottom], (len(string), 1))
        boxes = self._boxes(sides[:, [0, 1, 1, 0]], ys)
        segments = []
        for index, box in enumerate(boxes):
            left, upper, right, lower = (float(v) for v in box)
            place = PagePlace(self.stored_page, upper, lower, (left, right))
            segments.append(Segment(index, index + 1, place, scores[index]))
        return PlacedText(string, tuple(segments))

    def _boxes(self, xs: Array, ys: Array) -> Array:
        """Left, top, right, bottom on the page round quadrangles (n × 4) of the reading frame."""
        shown = self._shown(np.column_stack([xs.ravel(), ys.ravel()])).reshape(-1, 4, 2)
        boxes: Array = np.concatenate([shown.min(axis=1), shown.max(axis=1)], axis=1)
        return boxes

    def _shown(self, points: Array) -> Array:
        stored: Array = self.to_stored.before(points * self.pixels_per_point)
        limits = np.array([self.width, self.height])
        shown: Array = np.clip(stored / self.stored_pixels_per_point, 0.0, limits)
        return shown
