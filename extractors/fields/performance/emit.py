"""Gathering what a form states into candidates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.fields.witness import Found, Spot, candidate, money
from extractors.text.normalise import compact
from extractors.text.numbers import is_error, parse_number
from extractors.text.units import MoneyUnit
from schemas.candidate import Candidate
from schemas.document import Document
from schemas.report import Scores

_CJK = r"\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’"


def tidy(text: str) -> str:
    """Text as one line: white space beside Chinese characters goes, elsewhere one blank stays."""
    joined = re.sub(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])", "", text.strip())
    return re.sub(r"\s+", " ", joined)


@dataclass(slots=True)
class Sink:
    """Collects candidates of one form with what they share.

    `keyed`: how surely the names were read that stand in the paths: a value is no surer.
    """

    document: Document
    origin: str
    section: str | None = None
    year: int | None = None
    structure: float = 1.0
    keyed: float = 1.0
    found: list[Candidate] = field(default_factory=list)

    def text(self, path: str, spot: Spot, sure: float, raw: str | None = None) -> None:
        """A text value: the spot's characters on one line."""
        value = tidy(spot.verbatim)
        if value and not is_error(value):
            self._add(Found(path, value, None, raw or spot.verbatim, self.origin), spot, sure)

    def amount(self, path: str, spot: Spot, unit: MoneyUnit, sure: float) -> None:
        """An amount, in 万元; cells without one give nothing."""
        read = money(spot.verbatim, unit)
        if read is not None:
            value, quantum = read
            found = Found(path, value, "万元", spot.verbatim, self.origin, quantum=quantum)
            self._add(found, spot, sure)

    def number(self, path: str, spot: Spot, unit: str | None, sure: float) -> None:
        """A score, weight or rate; its sign (`%`, 分) may stand in the cell."""
        printed = re.sub(r"(?:分|%)$", "", compact(spot.verbatim))
        number = parse_number(printed)
        if number is not None and not number.is_dash:
            found = Found(
                path, number.value, unit, spot.verbatim, self.origin, quantum=number.quantum
            )
            self._add(found, spot, sure)

    def share(self, path: str, spot: Spot, sure: float) -> None:
        """A rate in %; a bare fraction (`0.7635`) stands for itself only with its sign."""
        printed = compact(spot.verbatim)
        number = parse_number(printed.removesuffix("%"))
        if number is None or number.is_dash:
            return
        if not printed.endswith("%") and number.value <= 1 and number.value != Decimal(0):
            return
        found = Found(path, number.value, "%", spot.verbatim, self.origin, quantum=number.quantum)
        self._add(found, spot, sure)

    def _add(self, found: Found, spot: Spot, sure: float) -> None:
        scores = Scores(match=max(0.0, min(1.0, sure)), structure=self.structure)
        complete = Found(
            found.path, found.value, found.unit, found.raw, found.origin, scores,
            found.quantum, self.year,
        )  # fmt: skip
        made = candidate(self.document, complete, spot)
        if made is not None:
            read = min(made.scores.read, self.keyed)
            scores = made.scores.model_copy(update={"read": read})
            self.found.append(replace(made, scores=scores))
