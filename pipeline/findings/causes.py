"""What broke: conflicts of witnesses and broken identities that have one cause, brought together.

Where the report prints two figures for one fact, and identities that the chosen one breaks close
with the other, all of that is one mistake of the report, and arithmetic says which side it is on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipeline.agreement import Party, Relation, relation
from pipeline.identities.figures import Figures, Outcome, Trial
from pipeline.identities.support import Reconciliation
from pipeline.identities.trial import try_instance
from schemas.candidate import Candidate

_HELD = (Outcome.CLOSED, Outcome.ROUNDING)


@dataclass(frozen=True, slots=True)
class Conflict:
    """The witness that was chosen, and the best one of each party against it.

    `sections`: where sentences that agree with the chosen one stand.
    `mended`: identities that the chosen figure breaks and that the first one against it closes;
    `closing` is the first of them with that figure, `weighed` its figures by path. `belied`: the
    chosen figure closes an identity of figures that stand beside the other one, which breaks it.
    """

    path: str
    chosen: Candidate
    others: tuple[Candidate, ...]
    sections: frozenset[str] = frozenset()
    mended: tuple[Trial, ...] = ()
    closing: Trial | None = None
    weighed: Mapping[str, Decimal] = field(default_factory=dict)
    belied: bool = False

    @property
    def sides(self) -> tuple[Candidate, ...]:
        """All witnesses, the chosen one first."""
        return (self.chosen, *self.others)

    def gap(self) -> Decimal:
        """Between the chosen figure and the first against it."""
        return abs(Decimal(self.chosen.value) - Decimal(self.others[0].value))


@dataclass(frozen=True, slots=True)
class Causes:
    """Conflicts with the identities that they explain, and the identities that are left."""

    conflicts: tuple[Conflict, ...]
    left: Reconciliation


def causes(gathered: Mapping[str, list[Party]], found: Reconciliation, figures: Figures) -> Causes:
    """Every conflict, and what is broken beyond what they explain."""
    broken, closed = found.of(Outcome.BROKEN), [t for t in found.trials if t.outcome in _HELD]
    decided = (_decided(c, broken, figures) for c in _conflicts(gathered))
    conflicts = tuple(replace(c, belied=_is_belied(c, closed, figures, gathered)) for c in decided)
    explained = {id(trial) for conflict in conflicts for trial in conflict.mended}
    left = tuple(t for t in found.trials if id(t) not in explained)
    return Causes(conflicts, replace(found, trials=left))


def _conflicts(gathered: Mapping[str, list[Party]]) -> Iterator[Conflict]:
    for path, groups in gathered.items():
        lead = groups[0].lead
        against = tuple(p.lead for p in groups[1:] if _contradicts(lead, p.lead))
        if against:
            prose = (m for m in groups[0].members if m.origin.startswith("sentence:"))
            agreeing = frozenset(str(m.evidence.section) for m in prose)
            yield Conflict(path, lead, against, agreeing)


def _contradicts(lead: Candidate, other: Candidate) -> bool:
    numeric = isinstance(lead.value, Decimal) and isinstance(other.value, Decimal)
    return numeric and relation(lead, other) is Relation.DIFFERS


def _decided(conflict: Conflict, broken: list[Trial], figures: Figures) -> Conflict:
    """The conflict with the witness first that mends most, and what it mends."""
    touched = [t for t in broken if conflict.path in t.instance.paths]
    if not touched:
        return conflict
    mended = [(other, _mended(conflict.path, other, touched, figures)) for other in conflict.others]
    best, trials = max(mended, key=lambda pair: len(pair[1]))
    if not trials:
        return conflict
    others = (best, *(o for o in conflict.others if o is not best))
    changed = with_value(figures, conflict.path, Decimal(best.value), best.quantum)
    closing = try_instance(trials[0].instance, changed)
    weighed = {p: changed[p].value for p in closing.instance.paths}
    return replace(conflict, others=others, mended=trials, closing=closing, weighed=weighed)


def _is_belied(
    conflict: Conflict, closed: list[Trial], figures: Figures, gathered: Mapping[str, list[Party]]
) -> bool:
    """Whether the other figure's own place has the chosen one in its sums and rates."""
    other = conflict.others[0]
    near = [t for t in closed if t.weight and conflict.path in t.instance.paths]
    changed = with_value(figures, conflict.path, Decimal(other.value), other.quantum)
    return any(
        try_instance(trial.instance, changed).outcome is Outcome.BROKEN
        and all(
            _stands_beside(other, gathered[path])
            for path in trial.instance.paths
            if path != conflict.path
        )
        for trial in near
    )


def _stands_beside(other: Candidate, groups: list[Party]) -> bool:
    """Whether the chosen figure of a path stands at the place of another one."""
    place = (other.origin, other.evidence.section)
    return any((m.origin, m.evidence.section) == place for m in groups[0].members)


def _mended(
    path: str, other: Candidate, touched: list[Trial], figures: Figures
) -> tuple[Trial, ...]:
    changed = with_value(figures, path, Decimal(other.value), other.quantum)
    return tuple(t for t in touched if try_instance(t.instance, changed).outcome in _HELD)


def with_value(figures: Figures, path: str, value: Decimal, quantum: Decimal | None) -> Figures:
    """The figures with another value at a path."""
    figure = replace(figures[path], value=value, quantum=quantum or figures[path].quantum)
    return {**figures, path: figure}
