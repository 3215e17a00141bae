"""All identities of a report tried, with what that says of each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.identities.figures import Figures, Instance, Outcome, Trial
from pipeline.identities.instances import instances
from pipeline.identities.trial import try_instance
from pipeline.identities.weighing import Standing, weigh
from schemas.vocabulary.identities import Relation, identities

_HELD = (Outcome.CLOSED, Outcome.ROUNDING)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All trials of a report and, by path, what they say of each value."""

    trials: tuple[Trial, ...] = ()
    standing: Mapping[str, Standing] = field(default_factory=dict)

    def of(self, outcome: Outcome) -> list[Trial]:
        """Trials that ended so."""
        return [trial for trial in self.trials if trial.outcome is outcome]


def reconcile(figures: Figures) -> Reconciliation:
    """Try every identity that the values allow."""
    trials = one_base(try_instance(i, figures) for i in all_instances(figures))
    return Reconciliation(trials, weigh(trials, figures))


def one_base(trials: Iterable[Trial]) -> tuple[Trial, ...]:
    """A share has one base: where it closes on one that is named, it is not of the others.

    Where it closes on none, the first that was named is the one that it broke.
    """
    found = tuple(trials)
    judged = {t.instance.total for t in found if _is_share(t) and t.outcome in _HELD}
    kept = []
    for trial in found:
        broken = _is_share(trial) and trial.outcome is Outcome.BROKEN
        if broken and trial.instance.total in judged:
            kept.append(replace(trial, outcome=Outcome.COULD_NOT_RUN, reason="占比以另一基数计算"))
        else:
            kept.append(trial)
        if broken:
            judged.add(trial.instance.total)
    return tuple(kept)


def _is_share(trial: Trial) -> bool:
    return trial.instance.identity.relation is Relation.SHARE


def all_instances(figures: Figures) -> Iterable[Instance]:
    """Every instance that the figures allow, each once."""
    seen = set()
    for identity in identities():
        for instance in instances(identity, figures):
            key = (instance.total, frozenset(instance.terms), identity.relation)
            if key not in seen:
                seen.add(key)
                yield instance
