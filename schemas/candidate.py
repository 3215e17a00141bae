"""A value as one witness states it, before witnesses are brought together."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from schemas.evidence import Evidence
from schemas.report import Scores


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A figure that the recogniser thought possible at the same place, with its score (0..1)."""

    value: Decimal
    raw: str
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One witness of one path.

    `value`: a Decimal in the vocabulary's unit (money in 万元, rates in %, signed), or text.
    `quantum`: half-open precision of the print in that same unit (0.01 for `753.18` 万元; 0.000001
    for `7531832.00` 元): two witnesses agree when they differ by no more than half of the coarser
    quantum; None for text. `names`: printed 类, 款, 项 names of a member keyed by a code. `origin`:
    `statement:<id>`, `sentence:<topic>`, `form:<id>` or `header`. `year`: fiscal year of the figure
    where the context prints one that is not the report's. `others`: what else the same cell may
    say, in the same unit, best first.
    """

    path: str
    value: Decimal | str
    unit: str | None
    raw: str
    evidence: Evidence
    origin: str
    scores: Scores = field(default_factory=Scores)
    names: tuple[str, ...] = ()
    quantum: Decimal | None = None
    year: int | None = None
    others: tuple[OtherReading, ...] = ()
