"""Pieces of a page's drawings → ruling lines, whatever the format drew them with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.tables.ruled import Ruling

#: A rectangle no thicker than this is a line (points).
THIN = 3.0
#: A line may lean by this much.
_STRAIGHT = 1.5

#: From (x0, y0) to (x1, y1), points of the reading frame.
Segment = tuple[float, float, float, float]


def rulings_of(segments: Iterable[Segment]) -> tuple[list[Ruling], list[Ruling]]:
    """Horizontal and vertical lines among the segments; those that lean are left out."""
    horizontal: list[Ruling] = []
    vertical: list[Ruling] = []
    for x0, y0, x1, y1 in segments:
        if abs(y1 - y0) <= min(_STRAIGHT, abs(x1 - x0)):
            horizontal.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _STRAIGHT:
            vertical.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return horizontal, vertical


def box_segments(x0: float, y0: float, x1: float, y1: float, *, stroked: bool) -> Iterator[Segment]:
    """A thin box as the line that it is; another one as its sides, where they are stroked."""
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    if y1 - y0 <= THIN and x1 - x0 >= y1 - y0:
        yield x0, y, x1, y
    elif x1 - x0 <= THIN:
        yield x, y0, x, y1
    elif stroked:
        yield from ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
