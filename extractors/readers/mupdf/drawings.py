"""A page's vector drawings → ruling lines in the reading frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pymupdf

from extractors.layout.glyphs import Frame
from extractors.readers.mupdf.transform import Transform
from extractors.readers.strokes import Segment, box_segments, rulings_of
from extractors.tables.ruled import Ruling

#: Paint lighter than this is not seen on paper.
_WHITE = 0.97
#: Pages with more drawings than this are maps or charts: their lines are no tables.
_MOST_ITEMS = 40_000


def read_rulings(page: pymupdf.Page, frame: Frame) -> tuple[list[Ruling], list[Ruling]]:
    """Horizontal and vertical lines of a PyMuPDF page."""
    to_frame = Transform(page, frame)
    return rulings_of(to_frame.box(segment) for segment in _segments(page))


def _segments(page: pymupdf.Page) -> Iterator[Segment]:
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
        if filled and not stroked:
            yield from _thin_polygons(drawing["items"])


def _is_seen(colour: tuple[float, ...] | None) -> bool:
    return colour is not None and min(colour, default=0.0) < _WHITE


def _item_segments(item: tuple[Any, ...], *, stroked: bool) -> Iterator[Segment]:
    if item[0] == "l" and stroked:
        yield *item[1], *item[2]
    elif item[0] == "re":
        yield from box_segments(*item[1], stroked=stroked)
    elif item[0] == "qu":
        xs, ys = [p[0] for p in item[1]], [p[1] for p in item[1]]
        yield from box_segments(min(xs), min(ys), max(xs), max(ys), stroked=stroked)


def _thin_polygons(items: Sequence[tuple[Any, ...]]) -> Iterator[Segment]:
    """Lines drawn as filled polygons, as some printers of web pages do."""
    outline: list[tuple[float, float]] = []
    for item in [*items, ("end",)]:
        joined = item[0] == "l" and outline and _near(outline[-1], item[1])
        if outline and not joined:
            xs, ys = [x for x, _ in outline], [y for _, y in outline]
            yield from box_segments(min(xs), min(ys), max(xs), max(ys), stroked=False)
            outline = []
        if item[0] == "l":
            outline += [item[2]] if joined else [item[1], item[2]]


def _near(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) < 0.1 and abs(a[1] - b[1]) < 0.1
