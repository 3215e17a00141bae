"""Text that knows where each of its characters stands in the source.

Readers join lines and cells into `PlacedText`; whoever finds something at `[start, end)` of the
string asks `locate` for its place. Matching runs on a folded copy of the same length
(`extractors.text.normalise.fold`), so offsets always hold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas.evidence import (
    ElementLocation,
    Location,
    PageLocation,
    SheetLocation,
    TextLocation,
)
from schemas.geometry import BoundingBox, hull

#: Characters between two parts of one span in a text file that still count as one place: a line
#: break with its indentation, or an empty line.
_SAME_SPAN_GAP = 4
#: Lines of one page whose vertical gap is below this many line heights make one box.
_SAME_BOX_GAP = 2.0


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A run of characters on one line of a page.

    `edges` holds the x of each character's left side and, last, the right side of the last one:
    one more than there are characters. Points from the top left.
    """

    page_number: int
    top: float
    bottom: float
    edges: tuple[float, ...]

    def part(self, start: int, end: int) -> PagePlace:
        """The place of characters `[start, end)` of the run."""
        return PagePlace(self.page_number, self.top, self.bottom, self.edges[start : end + 1])

    def box(self) -> BoundingBox:
        """The rectangle around the run."""
        return BoundingBox(min(self.edges), self.top, max(self.edges), self.bottom)


@dataclass(frozen=True, slots=True)
class SpanPlace:
    """A run of characters that begins at `start` of the decoded text file."""

    start: int
    length: int

    def part(self, start: int, end: int) -> SpanPlace:
        """The place of characters `[start, end)` of the run."""
        return SpanPlace(self.start + start, end - start)


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A run of characters in a cell of a spreadsheet: evidence names the whole cell."""

    sheet: str
    cell_range: str

    def part(self, start: int, end: int) -> CellPlace:  # noqa: ARG002
        """The same cell: a spreadsheet has no finer place."""
        return self


@dataclass(frozen=True, slots=True)
class ElementPlace:
    """A run of characters in an element of a tree (XPath in HTML, part and path in Word)."""

    path: str

    def part(self, start: int, end: int) -> ElementPlace:  # noqa: ARG002
        """The same element."""
        return self


Place = PagePlace | SpanPlace | CellPlace | ElementPlace


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters `[start, end)` of a `PlacedText`, their place and the reader's score (0..1)."""

    start: int
    end: int
    place: Place
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A string and the places of its characters.

    `segments` are sorted and do not overlap; characters that no segment covers were put in by the
    reader (a space between two joined lines).
    """

    string: str
    segments: tuple[Segment, ...] = field(default=())

    def __str__(self) -> str:
        return self.string

    def __len__(self) -> int:
        return len(self.string)

    def __bool__(self) -> bool:
        return bool(self.string)

    def slice(self, start: int, end: int) -> PlacedText:
        """Characters `[start, end)` with their places."""
        start, end, _ = slice(start, end).indices(len(self.string))
        cut = (_clip(s, start, end) for s in self._overlapping(start, end))
        return PlacedText(self.string[start:end], tuple(cut))

    def strip(self) -> PlacedText:
        """Without white space at both ends."""
        if self.string == self.string.strip():
            return self
        left = len(self.string) - len(self.string.lstrip())
        return self.slice(left, max(left, len(self.string.rstrip())))

    def score(self, start: int = 0, end: int | None = None) -> float:
        """The lowest reader's score among characters `[start, end)`; 1.0 where none is known."""
        stop = len(self.string) if end is None else end
        return min((s.score for s in self._overlapping(start, stop)), default=1.0)

    def locate(self, start: int = 0, end: int | None = None) -> tuple[Location, ...]:
        """Where characters `[start, end)` stand: several places where a page break is between."""
        stop = len(self.string) if end is None else end
        cut = [_clip(s, start, stop).place for s in self._overlapping(start, stop)]
        return _merge_places(cut)

    def _overlapping(self, start: int, end: int) -> list[Segment]:
        first = bisect_right(self.segments, start, key=lambda s: s.end)
        found = []
        for segment in self.segments[first:]:
            if segment.start >= end:
                break
            found.append(segment)
        return found


def join(parts: Iterable[PlacedText], separator: str = "") -> PlacedText:
    """One text out of several; the separators have no place."""
    strings: list[str] = []
    segments: list[Segment] = []
    offset = 0
    for index, part in enumerate(parts):
        if index and separator:
            strings.append(separator)
            offset += len(separator)
        segments += [
            Segment(s.start + offset, s.end + offset, s.place, s.score) for s in part.segments
        ]
        strings.append(part.string)
        offset += len(part.string)
    return PlacedText("".join(strings), tuple(segments))


def placed(string: str, place: Place, score: float = 1.0) -> PlacedText:
    """A text that stands as a whole at one place."""
    if not string:
        return PlacedText("")
    return PlacedText(string, (Segment(0, len(string), place, score),))


def _clip(segment: Segment, start: int, end: int) -> Segment:
    first, last = max(segment.start, start), min(segment.end, end)
    place = segment.place.part(first - segment.start, last - segment.start)
    return Segment(first - start, last - start, place, segment.score)


def _merge_places(places: list[Place]) -> tuple[Location, ...]:
    groups: list[list[Place]] = []
    for place in places:
        if groups and _same_spot(groups[-1][-1], place):
            groups[-1].append(place)
        else:
            groups.append([place])
    return tuple(dict.fromkeys(_location(group) for group in groups))


def _same_spot(before: Place, after: Place) -> bool:
    if isinstance(before, SpanPlace) and isinstance(after, SpanPlace):
        return 0 <= after.start - (before.start + before.length) <= _SAME_SPAN_GAP
    if isinstance(before, PagePlace) and isinstance(after, PagePlace):
        height = max(before.bottom - before.top, 1.0)
        near = abs(after.top - before.top) <= _SAME_BOX_GAP * height
        return before.page_number == after.page_number and near
    return before == after


def _location(group: list[Place]) -> Location:
    first, last = group[0], group[-1]
    if isinstance(first, SpanPlace) and isinstance(last, SpanPlace):
        return TextLocation(start=first.start, end=last.start + last.length)
    if isinstance(first, PagePlace):
        box = hull(p.box() for p in group if isinstance(p, PagePlace))
        return PageLocation(page=first.page_number, box=(box.left, box.top, box.right, box.bottom))
    if isinstance(first, CellPlace):
        return SheetLocation(sheet=first.sheet, range=first.cell_range)
    if isinstance(first, ElementPlace):
        return ElementLocation(path=first.path)
    raise TypeError(f"no location for {first!r}")
