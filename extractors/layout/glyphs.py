"""One printed character with its place: what page layout and tables are built from.

Whoever reads a page (a PDF's text layer, an OCR engine) gives glyphs in the *reading frame*: points
from the top left, lines running from left to right. `Frame` takes them back to the page as shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.geometry import BoundingBox
from schemas.text import PagePlace, PlacedText, Segment


class Glyph(NamedTuple):
    """A character in the reading frame.

    `run` numbers the string that the page was drawn with: glyphs of one run follow each other.
    """

    character: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    run: int
    bold: bool = False
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The page as shown, and how far (clockwise degrees) its text is turned from upright.

    `width` and `height` are the shown page's.
    """

    page_number: int
    width: float
    height: float
    turn: int = 0

    @property
    def reading_size(self) -> tuple[float, float]:
        """Width and height of the reading frame."""
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)

    def shown_point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the reading frame, on the page as shown."""
        if self.turn == 90:
            return self.width - y, x
        if self.turn == 180:
            return self.width - x, self.height - y
        if self.turn == 270:
            return y, self.height - x
        return x, y

    def reading_point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as shown, in the reading frame."""
        if self.turn == 90:
            return y, self.width - x
        if self.turn == 180:
            return self.width - x, self.height - y
        if self.turn == 270:
            return self.height - y, x
        return x, y

    def shown_box(self, box: BoundingBox) -> BoundingBox:
        """A box of the reading frame, on the page as shown."""
        if not self.turn:
            return box
        x0, y0 = self.shown_point(box.left, box.top)
        x1, y1 = self.shown_point(box.right, box.bottom)
        return BoundingBox(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def place_run(
        self,
        string: str,
        edges: Sequence[float],
        top: float,
        bottom: float,
        scores: Sequence[float],
    ) -> PlacedText:
        """A string on one line of the reading frame, with its places on the page as shown.

        `edges` are each character's left side and the right side of the last; `scores` one each.
        """
        if not self.turn:
            place = PagePlace(self.page_number, top, bottom, tuple(edges))
            return PlacedText(string, _by_score(place, scores))
        segments = []
        for index in range(len(string)):
            left, right = sorted(edges[index : index + 2])
            box = self.shown_box(BoundingBox(left, top, right, bottom))
            turned = PagePlace(self.page_number, box.top, box.bottom, (box.left, box.right))
            segments.append(Segment(index, index + 1, turned, scores[index]))
        return PlacedText(string, tuple(segments))


def _by_score(place: PagePlace, scores: Sequence[float]) -> tuple[Segment, ...]:
    """One segment for each run of characters that were read equally well."""
    segments = []
    start = 0
    for end in range(1, len(scores) + 1):
        if end == len(scores) or scores[end] != scores[start]:
            segments.append(Segment(start, end, place.part(start, end), scores[start]))
            start = end
    return tuple(segments)
