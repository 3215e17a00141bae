"""What must hold among the figures of a report: identities, and witnesses of one path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from pipeline.identities.figures import Figure, Outcome, Trial
from pipeline.identities.trial import chance_bits, try_instance
from schemas.vocabulary.identities import Relation as Rule

Figures = Mapping[str, Figure]
#: By path, the value that closes something linear, and how far off it may be.
Wanted = Mapping[str, tuple[Decimal, Decimal]]
_HELD = (Outcome.CLOSED, Outcome.ROUNDING, Outcome.TRIVIAL)
_LINEAR = (Rule.SUM, Rule.EQUAL, Rule.HIERARCHY)
#: Price of leaving a broken identity to the report: a source error, or a figure that was not read.
_LEFT_BROKEN, _PER_BIT = 4.0, 0.5
#: Price of breaking one that closed, beside its bits: what closed was hardly chance.
_BREAKS = 6.0
#: Price of not believing a witness, for one that was read with certainty.
_WITNESS = 8.0


class Constraint(Protocol):
    """Something that holds or does not, over the paths of some figures."""

    @property
    def rule(self) -> str:
        """Its name, as reports tell it."""
        ...

    @property
    def bits(self) -> float:
        """How unlikely it holds by chance: what its closing proves."""
        ...

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that it is about."""
        ...

    @property
    def held(self) -> bool:
        """Whether it held as the figures were read."""
        ...

    @property
    def price(self) -> float:
        """Bits that it costs where it does not hold."""
        ...

    def holds(self, figures: Figures) -> bool:
        """Whether it holds among these figures."""
        ...

    def wanted(self, figures: Figures) -> Wanted | None:
        """What would make it hold, by path; None where that takes a trial."""
        ...

    def inexact(self, figures: Figures) -> bool:
        """Whether it closes only within what rounding explains."""
        ...


@dataclass(frozen=True, slots=True)
class IdentityHolds:
    """An identity of the report; `bits`: how unlikely it closes by chance."""

    trial: Trial
    bits: float
    held: bool
    price: float

    @property
    def rule(self) -> str:
        """The identity's."""
        return self.trial.instance.identity.id

    @property
    def paths(self) -> tuple[str, ...]:
        """Total and terms."""
        return self.trial.instance.paths

    def holds(self, figures: Figures) -> bool:
        """Whether it closes, within what rounding explains."""
        return try_instance(self.trial.instance, figures).outcome in _HELD

    def wanted(self, figures: Figures) -> Wanted | None:
        """Of a sum, what each figure would be if it alone were wrong."""
        instance = self.trial.instance
        if instance.identity.relation not in _LINEAR:
            return None
        total = figures[instance.total].value
        gap = total - sum((figures[t.path].value * t.sign for t in instance.terms), Decimal(0))
        slack = 2 * self.trial.tolerance + 1 * figures[instance.total].quantum
        terms = {t.path: (figures[t.path].value + t.sign * gap, slack) for t in instance.terms}
        return terms | {instance.total: (total - gap, slack)}

    def inexact(self, figures: Figures) -> bool:
        """Whether the sum closes but for its last digit."""
        instance = self.trial.instance
        if instance.identity.relation not in _LINEAR:
            return False
        return try_instance(instance, figures).outcome is Outcome.ROUNDING


@dataclass(frozen=True, slots=True)
class WitnessHolds:
    """Another origin states the figure of a path."""

    path: str
    value: Decimal
    slack: Decimal
    origin: str
    held: bool
    price: float
    rule: str = "one_fact_one_figure"

    @property
    def bits(self) -> float:
        """As much as it costs not to believe the witness."""
        return self.price

    @property
    def paths(self) -> tuple[str, ...]:
        """The one path."""
        return (self.path,)

    def holds(self, figures: Figures) -> bool:
        """Whether the figure is the one that the witness states."""
        return abs(figures[self.path].value - self.value) <= self.slack

    def wanted(self, figures: Figures) -> Wanted | None:  # noqa: ARG002 - a witness needs none
        """The witness's figure."""
        return None

    def inexact(self, figures: Figures) -> bool:  # noqa: ARG002
        """Witnesses agree or do not."""
        return False


def identity_holds(trial: Trial, figures: Figures) -> IdentityHolds:
    """The constraint of a trial."""
    total = figures[trial.instance.total]
    bits = chance_bits(total, trial.tolerance)
    held = trial.outcome in _HELD
    return IdentityHolds(trial, bits, held, price_of(bits, held=held))


def price_of(bits: float, *, held: bool) -> float:
    """What it costs to break what held, or to leave broken what did not."""
    return _BREAKS + bits if held else _LEFT_BROKEN + _PER_BIT * bits


def witness_price(score: float) -> float:
    """What it costs to go against a witness whose least sure step scored so."""
    return _WITNESS * score
