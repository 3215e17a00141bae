"""Turning a place in a text into a candidate with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractors.text.normalise import compact
from extractors.text.numbers import parse_number
from extractors.text.units import MoneyUnit, to_wan
from schemas.candidate import Candidate
from schemas.document import Document
from schemas.evidence import Evidence, Location, Method, SheetLocation
from schemas.report import Scores
from schemas.text import PlacedText


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters `[start, end)` of a text, and what stands round them.

    `end` None means up to the end. `row` and `column` are the printed label and head of a cell.
    """

    text: PlacedText
    start: int = 0
    end: int | None = None
    row: str | None = None
    column: str | None = None
    section: str | None = None
    statement: str | None = None

    @property
    def verbatim(self) -> str:
        """The characters at the spot."""
        return self.text.string[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Found:
    """A value that was read at a path, before it has its evidence."""

    path: str
    value: Decimal | str
    unit: str | None
    raw: str
    origin: str
    scores: Scores = field(default_factory=Scores)
    quantum: Decimal | None = None
    year: int | None = None


def candidate(document: Document, found: Found, spot: Spot) -> Candidate | None:
    """The candidate, or None where the text has no place in the document."""
    places = spot.text.locate(spot.start, spot.end)
    if not places:
        return None
    return Candidate(
        path=found.path,
        value=found.value,
        unit=found.unit,
        raw=found.raw,
        evidence=_evidence(document, spot, places),
        origin=found.origin,
        scores=_with_reading(found.scores, spot),
        quantum=found.quantum,
        year=found.year,
    )


def money(text: str, unit: MoneyUnit) -> tuple[Decimal, Decimal] | None:
    """(amount, quantum) in 万元 of a cell; a unit printed in the cell wins over `unit`.

    None where the cell holds no amount: blank, words, an error.
    """
    squeezed = compact(text)
    own = next((u for u in _LONGEST_FIRST if squeezed.endswith(u.value)), None)
    if own is None and squeezed.endswith("万"):
        squeezed, own = squeezed + "元", MoneyUnit.TEN_THOUSAND_YUAN
    number = parse_number(squeezed.removesuffix(own.value) if own else text)
    if number is None:
        return None
    return to_wan(number.value, own or unit), to_wan(number.quantum, own or unit)


_LONGEST_FIRST = sorted(MoneyUnit, key=lambda u: -len(u.value))


def _evidence(document: Document, spot: Spot, places: tuple[Location, ...]) -> Evidence:
    return Evidence(
        location=places[0],
        continues=places[1:],
        verbatim=spot.verbatim,
        method=_method(document, places[0]),
        engine=document.engine_at(places[0]),
        statement=spot.statement,
        section=spot.section,
        row=spot.row,
        column=spot.column,
    )


def _method(document: Document, place: Location) -> Method:
    if isinstance(place, SheetLocation):
        return Method.CELL
    page = document.page_at(place)
    return page.method if page else Method.TEXT_LAYER


def _with_reading(scores: Scores, spot: Spot) -> Scores:
    read = spot.text.score(spot.start, spot.end)
    return scores.model_copy(update={"read": min(scores.read, max(0.0, min(1.0, read)))})
