"""Where the figures of a statement stand: rows by member, columns by what they measure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.agreement import Party
from pipeline.repair.options import repairable
from schemas.candidate import Candidate
from schemas.evidence import PageLocation


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure of a coded row: its member (`expenditure.by_function[201]`) and measure (`.basic`).

    `page`, `left`, `top`: where it stands, in points.
    """

    candidate: Candidate
    member: str
    measure: str
    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A statement that was read by OCR: figures, measures from left to right, rows downwards."""

    figures: tuple[Placed, ...]
    measures: tuple[str, ...]
    members: tuple[str, ...]

    def row(self, member: str) -> list[Placed]:
        """Figures of one row from left to right."""
        found = [placed for placed in self.figures if placed.member == member]
        return sorted(found, key=lambda placed: placed.left)

    def beside(self, measure: str, step: int) -> str | None:
        """The measure so many columns to the right."""
        return _next(self.measures, measure, step)

    def below(self, member: str, step: int) -> str | None:
        """The member so many rows further down."""
        return _next(self.members, member, step)


def layouts(gathered: Mapping[str, list[Party]]) -> Iterator[Layout]:
    """The statements with coded rows that were read by OCR."""
    by_origin: dict[str, list[Placed]] = defaultdict(list)
    for groups in gathered.values():
        lead = groups[0].lead
        placed = _placed(lead) if repairable(groups) else None
        if placed is not None:
            by_origin[lead.origin].append(placed)
    for figures in by_origin.values():
        yield _layout(figures)


def _placed(lead: Candidate) -> Placed | None:
    member, bracket, measure = lead.path.rpartition("]")
    place = lead.evidence.location
    statement = lead.origin.startswith("statement:")
    if not (bracket and measure and statement and isinstance(place, PageLocation)):
        return None
    if measure.count(".") != 1 or not isinstance(lead.value, Decimal):
        return None
    left, top, *_ = place.box
    return Placed(lead, member + bracket, measure, place.page, left, top)


def _layout(figures: list[Placed]) -> Layout:
    lefts: dict[str, list[float]] = defaultdict(list)
    for placed in figures:
        lefts[placed.measure].append(placed.left)
    measures = sorted(lefts, key=lambda measure: sorted(lefts[measure])[len(lefts[measure]) // 2])
    rows = Counter(placed.member for placed in figures)
    tops = {p.member: (p.page, p.top) for p in reversed(figures)}
    return Layout(tuple(figures), tuple(measures), tuple(sorted(rows, key=lambda m: tops[m])))


def _next(ordered: tuple[str, ...], one: str, step: int) -> str | None:
    place = ordered.index(one) + step
    return ordered[place] if 0 <= place < len(ordered) else None
