"""Path objects of an OFD page → pieces of lines (GB/T 33190-2016, 9.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from extractors.layout.glyphs import Frame
from extractors.readers.fixed.geometry import Placement, numbers
from extractors.readers.strokes import Segment, box_segments

#: Numbers that follow each operator of `AbbreviatedData`; its last two are where the pen ends.
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
#: Components from here on are not seen on paper.
_WHITE = 247
#: Pages with more pieces than this are maps or charts: their lines are no tables.
_MOST = 40_000

Point = tuple[float, float]


def read_segments(layers: Sequence[etree._Element], frame: Frame) -> Iterator[Segment]:
    """Pieces of lines in the reading frame."""
    count = 0
    for layer in layers:
        for path in layer.iter("{*}PathObject"):
            for segment in _segments(path, frame):
                count += 1
                if count > _MOST:
                    return
                yield segment


def _segments(path: etree._Element, frame: Frame) -> Iterator[Segment]:
    stroked = path.get("Stroke", "true") != "false" and _is_seen(path, "StrokeColor")
    filled = path.get("Fill", "false") == "true" and _is_seen(path, "FillColor")
    if not stroked and not filled:
        return
    placement = Placement.of(path)
    for outline in outlines(path.findtext("{*}AbbreviatedData")):
        points = [frame.reading_point(*placement.point(*point)) for point in outline]
        if stroked:
            yield from ((*a, *b) for a, b in pairwise(points))
        else:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            yield from box_segments(min(xs), min(ys), max(xs), max(ys), stroked=False)


def _is_seen(path: etree._Element, name: str) -> bool:
    colour = path.find(f"{{*}}{name}")
    values = [] if colour is None else numbers(colour.get("Value"))
    return not values or min(values) < _WHITE


def outlines(text: str | None) -> list[list[Point]]:
    """Runs of straight lines; a curve ends one and begins the next."""
    found: list[list[Point]] = []
    words = (text or "").split()
    at = 0
    while at < len(words):
        operator = words[at]
        at += 1
        if operator == "C" and found:
            found[-1].append(found[-1][0])
        count = _OPERANDS.get(operator, 0)
        operands = numbers(" ".join(words[at : at + count]))
        if count and len(operands) == count:
            end = (operands[-2], operands[-1])
            if operator == "L" and found:
                found[-1].append(end)
            elif operator != "L":
                found.append([end])
            at += count
    return [outline for outline in found if len(outline) > 1]
