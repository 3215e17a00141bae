"""The figures of a report with what must hold among them, tried under changes."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from pipeline.agreement import Party, Relation, relation
from pipeline.confidence import lowest
from pipeline.identities.figures import Figure, Outcome
from pipeline.identities.support import Reconciliation
from pipeline.repair.constraints import (
    Constraint,
    Figures,
    Wanted,
    WitnessHolds,
    identity_holds,
    witness_price,
)
from pipeline.repair.marks import marks
from pipeline.repair.options import Option, options, repairable

_TRIED = (Outcome.CLOSED, Outcome.ROUNDING, Outcome.BROKEN)

#: Price up to which a change may be one of two, and how many pairs of a sum are followed.
_CHEAP, _MOST_PAIRS = 10.0, 8

Changes = Mapping[str, Option]


class Board:
    """Constraints by path, and the options of the paths that may be repaired."""

    def __init__(
        self,
        gathered: Mapping[str, list[Party]],
        figures: Figures,
        found: Reconciliation,
    ) -> None:
        self.figures = figures
        self._parties = gathered
        self._options: dict[str, list[Option]] = {}
        self.constraints: list[Constraint] = [
            identity_holds(t, figures)
            for t in found.trials
            if t.outcome in _TRIED and t.expected is not None
        ]
        self.constraints += marks(figures)
        for path in figures:
            if repairable(gathered[path]):
                self.constraints += _witnesses(path, gathered[path])
        self.by_path: dict[str, list[int]] = defaultdict(list)
        for index, constraint in enumerate(self.constraints):
            for path in constraint.paths:
                self.by_path[path].append(index)

    def broken(self) -> list[int]:
        """Constraints that do not hold as read, and in which something may be repaired."""
        return [
            index
            for index, constraint in enumerate(self.constraints)
            if not constraint.held and any(map(self.may_change, constraint.paths))
        ]

    def may_change(self, path: str) -> bool:
        """Whether the figure of the path was read by OCR."""
        return repairable(self._parties[path])

    def options(self, path: str) -> Sequence[Option]:
        """What else the path may be; nothing for digital text."""
        if path not in self._options:
            groups = self._parties[path]
            self._options[path] = options(groups) if repairable(groups) else []
        return self._options[path]

    def changed(self, changes: Changes) -> Figures:
        """The figures with changes in them."""
        new = {path: self._figure(option) for path, option in changes.items()}
        return ChainMap(new, self.figures)  # type: ignore[arg-type]

    def holds(self, index: int, changes: Changes) -> bool:
        """Whether a constraint holds under changes."""
        return self.constraints[index].holds(self.changed(changes))

    def inexact(self, index: int, changes: Changes) -> bool:
        """Whether a constraint closes under changes only within what rounding explains."""
        return self.constraints[index].inexact(self.changed(changes))

    def closers(self, index: int, changes: Changes) -> list[Option]:
        """Options of paths not yet changed that make the constraint hold, cheapest first."""
        constraint = self.constraints[index]
        wanted = constraint.wanted(self.changed(changes))
        found = []
        for path in dict.fromkeys(constraint.paths):
            if path in changes:
                continue
            for option in self.options(path):
                if wanted is not None and not _is_near(option, wanted.get(path)):
                    continue
                if self.holds(index, {**changes, path: option}):
                    found.append(option)
        return sorted(found, key=lambda option: option.bits)

    def pairs(self, index: int, changes: Changes) -> list[tuple[Option, Option]]:
        """Two cheap changes that close a sum together, where none does alone; cheapest first."""
        constraint = self.constraints[index]
        wanted = constraint.wanted(self.changed(changes))
        if wanted is None:
            return []
        moves = list(self._moves(wanted, changes))
        found = [
            (one, other)
            for (one, first, slack), (other, second, _) in combinations(moves, 2)
            if abs(first + second - 1) * slack[1] <= slack[0] and one.path != other.path
        ]
        ranked = sorted(found, key=lambda pair: pair[0].bits + pair[1].bits)[:_MOST_PAIRS]
        return [
            pair for pair in ranked if self.holds(index, {**changes, **{o.path: o for o in pair}})
        ]

    def _moves(
        self, wanted: Wanted, changes: Changes
    ) -> Iterator[tuple[Option, float, tuple[float, float]]]:
        """Cheap options with the share of the gap that each closes; (slack, gap) for all."""
        figures = self.changed(changes)
        for path, (value, slack) in wanted.items():
            gap = value - figures[path].value
            for option in self.options(path) if path not in changes and gap else ():
                if option.bits <= _CHEAP:
                    share = float((option.value - figures[path].value) / gap)
                    yield option, share, (float(slack), abs(float(gap)))

    def touched(self, path: str) -> Iterable[int]:
        """Constraints that a change of the path may mend or break."""
        return self.by_path[path]

    def _figure(self, option: Option) -> Figure:
        before = self.figures[option.path]
        return replace(before, value=option.value, quantum=option.quantum)


def _is_near(option: Option, wanted: tuple[Decimal, Decimal] | None) -> bool:
    """Whether a full trial is worth its time."""
    return wanted is None or abs(option.value - wanted[0]) <= wanted[1] + option.quantum


def _witnesses(path: str, groups: list[Party]) -> list[Constraint]:
    """What the other origins say of a path: one constraint an origin and figure."""
    lead = groups[0].lead
    found: dict[tuple[str, Decimal], WitnessHolds] = {}
    for party in groups:
        for other in party.members:
            if other.origin == lead.origin or not isinstance(other.value, Decimal):
                continue
            held = relation(lead, other) is not Relation.DIFFERS
            slack = (other.quantum or Decimal(0)) / 2
            if held:
                slack = max(slack, abs(Decimal(lead.value) - other.value))
            price = witness_price(lowest(other.scores))
            found.setdefault(
                (other.origin, other.value),
                WitnessHolds(path, other.value, slack, other.origin, held, price),
            )
    return list(found.values())
