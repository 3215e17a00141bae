"""Points as PyMuPDF gives them (the page not rotated) → the reading frame."""

from __future__ import annotations

import pymupdf

from extractors.layout.glyphs import Frame

Box = tuple[float, float, float, float]


class Transform:
    """Undoes what a page's rotation and sideways text do to coordinates."""

    def __init__(self, page: pymupdf.Page, frame: Frame) -> None:
        matrix = page.rotation_matrix
        self._matrix = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        self._rotated = bool(page.rotation)
        self._frame = frame
        self.identity = not self._rotated and frame.turn == 0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One point."""
        if self._rotated:
            a, b, c, d, e, f = self._matrix
            x, y = a * x + c * y + e, b * x + d * y + f
        return self._frame.reading_point(x, y)

    def box(self, box: Box) -> Box:
        """A box, with its corners in order again."""
        if self.identity:
            return box
        x0, y0 = self.point(box[0], box[1])
        x1, y1 = self.point(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
