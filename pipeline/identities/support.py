"""What closed and broken identities say of each value in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.identities.figures import Figures, Instance, Outcome, Trial
from pipeline.identities.instances import instances
from pipeline.identities.trial import try_instance
from schemas.vocabulary.identities import Relation, identities

#: Every value keeps a little blame: even a sure reading may be the one that is wrong.
_LEAST_DOUBT = 0.02
_HELD = (Outcome.CLOSED, Outcome.ROUNDING)


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one value: bits of closed identities, share of blame in broken ones, how many of each."""

    support: float = 0.0
    blame: float = 0.0
    closed: int = 0
    broken: int = 0


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
    return Reconciliation(trials, _standing(trials, figures))


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


def _standing(trials: Iterable[Trial], figures: Figures) -> dict[str, Standing]:
    support: dict[str, float] = defaultdict(float)
    blame: dict[str, float] = defaultdict(float)
    closed: dict[str, int] = defaultdict(int)
    broken: dict[str, int] = defaultdict(int)
    for trial in trials:
        if trial.weight:
            _add_support(trial, figures, support, closed)
        elif trial.outcome is Outcome.BROKEN:
            for path, share in _blame(trial, figures).items():
                blame[path] = max(blame[path], share)
                broken[path] += 1
    return {
        path: Standing(support[path], blame[path], closed[path], broken[path])
        for path in {*closed, *broken}
    }


def _add_support(
    trial: Trial, figures: Figures, support: dict[str, float], closed: dict[str, int]
) -> None:
    """A closed identity backs each value by how much a change of it would have been seen."""
    for path in trial.instance.paths:
        figure = figures[path]
        if abs(figure.value) > trial.tolerance:
            support[path] += trial.weight
            closed[path] += 1


def _blame(trial: Trial, figures: Figures) -> dict[str, float]:
    doubts = {p: max(figures[p].doubt, _LEAST_DOUBT) for p in trial.instance.paths}
    whole = sum(doubts.values())
    return {path: doubt / whole for path, doubt in doubts.items()}
