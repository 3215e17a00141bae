"""What identities are tried on, and how a trial ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from schemas.vocabulary.identities import Identity


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as an identity sees it.

    `quantum` is one unit of the last printed digit, in the unit of the value; `doubt` (0..1) what
    the reading alone leaves open: it decides who gets the blame. `origin` is where it was read
    (`statement:expenditure`): in one statement what is not printed is a blank cell, elsewhere it
    may stand in words that were not understood; `origins` are all places that say so. `spoilt`
    names the row and the column of its table that hold a calculation error: what all figures of a
    sum share of them cannot be tried.
    """

    value: Decimal
    quantum: Decimal
    doubt: float = 0.0
    origin: str = ""
    origins: frozenset[str] = frozenset()
    spoilt: frozenset[str] = frozenset()


Figures = Mapping[str, Figure]


class Outcome(StrEnum):
    """How a trial ended. A check that could not run is not a check that failed."""

    CLOSED = "closed"
    ROUNDING = "rounding"
    BROKEN = "broken"
    TRIVIAL = "trivial"
    COULD_NOT_RUN = "could_not_run"


@dataclass(frozen=True, slots=True)
class Term:
    """A path of an instance with its sign."""

    path: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Instance:
    """An identity with its members filled in: `total` against `terms`, absent ones left out."""

    identity: Identity
    total: str
    terms: tuple[Term, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every addend that the identity names was printed."""
        named = len(self.identity.addends) + len(self.identity.subtrahends)
        return named == len(self.terms)

    @property
    def paths(self) -> tuple[str, ...]:
        """All paths that take part, the total first."""
        return (self.total, *(term.path for term in self.terms))


@dataclass(frozen=True, slots=True)
class Trial:
    """An instance, tried: `expected` is what the terms give, `printed` what the total says.

    `tolerance` is what rounding alone may part them by. `weight` (bits) tells how unlikely it is
    that the identity closes by chance; 0 where closing says nothing.
    """

    instance: Instance
    outcome: Outcome
    printed: Decimal
    expected: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    weight: float = 0.0
    reason: str = ""

    @property
    def difference(self) -> Decimal:
        """Printed minus expected."""
        return self.printed - (self.printed if self.expected is None else self.expected)
