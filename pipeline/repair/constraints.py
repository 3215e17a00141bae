"""What must hold among the figures of a report: identities, and witnesses of one path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from pipeline.identities.figures import Figure, Outcome, Trial
from pipeline.identities.trial import chance_bits, try_instance

Figures = Mapping[str, Figure]
_HELD = (Outcome.CLOSED, Outcome.ROUNDING, Outcome.TRIVIAL)
#: Price of leaving a broken identity to the report: a source error, or a figure that was not read.
_LEFT_BROKEN, _PER_BIT = 4.0, 0.5
#: Price of breaking one that closed, beside its bits: what closed was hardly chance.
_BREAKS = 6.0
#: Price of not believing a witness, for one that was read with certainty.
_WITNESS = 8.0


class Constraint(Protocol):
    """Something that holds or does not, over the paths of some figures."""

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


@dataclass(frozen=True, slots=True)
class IdentityHolds:
    """An identity of the report; `bits`: how unlikely it closes by chance."""

    trial: Trial
    bits: float
    held: bool
    price: float

    @property
    def paths(self) -> tuple[str, ...]:
        """Total and terms."""
        return self.trial.instance.paths

    def holds(self, figures: Figures) -> bool:
        """Whether it closes, within what rounding explains."""
        return try_instance(self.trial.instance, figures).outcome in _HELD


@dataclass(frozen=True, slots=True)
class WitnessHolds:
    """Another origin states the figure of a path."""

    path: str
    value: Decimal
    slack: Decimal
    origin: str
    held: bool
    price: float

    @property
    def paths(self) -> tuple[str, ...]:
        """The one path."""
        return (self.path,)

    def holds(self, figures: Figures) -> bool:
        """Whether the figure is the one that the witness states."""
        return abs(figures[self.path].value - self.value) <= self.slack


def identity_holds(trial: Trial, figures: Figures) -> IdentityHolds:
    """The constraint of a trial."""
    total = figures[trial.instance.total]
    bits = chance_bits(total, trial.tolerance)
    held = trial.outcome in _HELD
    price = _BREAKS + bits if held else _LEFT_BROKEN + _PER_BIT * bits
    return IdentityHolds(trial, bits, held, price)


def witness_price(score: float) -> float:
    """What it costs to go against a witness whose least sure step scored so."""
    return _WITNESS * score
