"""A page's vector drawings → ruling lines in the reading frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractors.layout.glyphs import Frame
from extractors.tables.ruled import Ruling

#: A rectangle no thicker than this is a line (points).
_THIN = 3.0
#: A line may lean by this much.
_STRAIGHT = 1.5
#: Paint lighter than this is not seen on paper.
_WHITE = 0.97
#: Pages with more drawings than this are maps or charts: their lines are no tables.
_MOST_ITEMS = 40_000

Segment = tuple[float, float, float, float]


def read_rulings(page: Any, frame: Frame) -> tuple[list[Ruling], list[Ruling]]:
    """Horizontal and vertical lines of a PyMuPDF page."""
    horizontal: list[Ruling] = []
    vertical: list[Ruling] = []
    for segment in _segments(page):
        x0, y0, x1, y1 = _in_frame(segment, page, frame)
        if abs(y1 - y0) <= min(_STRAIGHT, abs(x1 - x0)):
            horizontal.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _STRAIGHT:
            vertical.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return horizontal, vertical


def _in_frame(segment: Segment, page: Any, frame: Frame) -> Segment:
    x0, y0, x1, y1 = segment
    if page.rotation:
        a, b, c, d, e, f = page.rotation_matrix
        x0, y0, x1, y1 = (
            a * x0 + c * y0 + e,
            b * x0 + d * y0 + f,
            a * x1 + c * y1 + e,
            b * x1 + d * y1 + f,
        )
    return *frame.reading_point(x0, y0), *frame.reading_point(x1, y1)


def _segments(page: Any) -> Iterator[Segment]:
    count = 0
    for drawing in page.get_cdrawings():
        count += len(drawing["items"])
        if count > _MOST_ITEMS:
            return
        stroked = "s" in drawing["type"] and _is_seen(drawing.get("color"))
        filled = "f" in drawing["type"] and _is_seen(drawing.get("fill"))
        if stroked or filled:
            for item in drawing["items"]:
                yield from _item_segments(item, stroked=stroked)


def _is_seen(colour: tuple[float, ...] | None) -> bool:
    return colour is not None and min(colour, default=0.0) < _WHITE


def _item_segments(item: tuple[Any, ...], *, stroked: bool) -> Iterator[Segment]:
    if item[0] == "l" and stroked:
        yield *item[1], *item[2]
    elif item[0] == "re":
        yield from _box_segments(*item[1], stroked=stroked)
    elif item[0] == "qu":
        xs, ys = [p[0] for p in item[1]], [p[1] for p in item[1]]
        yield from _box_segments(min(xs), min(ys), max(xs), max(ys), stroked=stroked)


def _box_segments(
    x0: float, y0: float, x1: float, y1: float, *, stroked: bool
) -> Iterator[Segment]:
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    if y1 - y0 <= _THIN and x1 - x0 >= y1 - y0:
        yield x0, y, x1, y
    elif x1 - x0 <= _THIN:
        yield x, y0, x, y1
    elif stroked:
        yield from ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
