"""What one frame states, before it has its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from schemas.vocabulary.sentences import Subject


class Measure(StrEnum):
    """What of its subject a figure gives."""

    AMOUNT = "amount"
    BUDGET = "budget"
    INITIAL = "initial"
    FULL = "full"
    SHARE = "share"
    COMPLETION = "completion"
    CHANGE = "change"
    RATE = "change_rate"
    REASON = "change_reason"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a subject at `[start, end)` of a passage's words.

    `base`: words of the base that a completion names (年初, 全年, or ""). `match`: how well the
    frame fits (0..1).
    """

    subject: Subject
    measure: Measure
    value: Decimal | str
    unit: str | None
    start: int
    end: int
    quantum: Decimal | None = None
    match: float = 1.0
    year: int | None = None
    base: str = ""
    sort: str = ""


@dataclass(slots=True)
class Reading:
    """Facts of a passage, and the figures that no frame explains, as `[start, end)`."""

    facts: list[Fact] = field(default_factory=list)
    unmatched: list[tuple[int, int]] = field(default_factory=list)
