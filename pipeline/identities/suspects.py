"""Which values a person should look at: the fewest that explain all broken identities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.identities.figures import Figures, Outcome, Trial
from pipeline.identities.support import Reconciliation
from schemas.vocabulary.identities import Relation

#: How much more a printed result of a ratio is suspected than its terms; less than another trial.
_DERIVED = 0.9


@dataclass(frozen=True, slots=True)
class Suspect:
    """A value that, if it were another, would mend `trials`; `implied` is that other value.

    `implied` is None where the trials ask for different values, or say nothing of it.
    """

    path: str
    trials: tuple[Trial, ...]
    implied: Decimal | None


def suspects(found: Reconciliation, figures: Figures) -> list[Suspect]:
    """Cover all broken identities greedily: the value with most suspicion over all of them first.

    A rate or share is its own suspect unless an amount in it is broken elsewhere as well.
    """
    left = found.of(Outcome.BROKEN)
    chosen = []
    while left:
        path = _heaviest(left, found, figures)
        hit = [t for t in left if path in t.instance.paths]
        chosen.append(Suspect(path, tuple(hit), _implied(path, hit, figures)))
        left = [t for t in left if path not in t.instance.paths]
    return chosen


def _heaviest(left: Iterable[Trial], found: Reconciliation, figures: Figures) -> str:
    weights: dict[str, float] = defaultdict(float)
    for trial in left:
        for path in trial.instance.paths:
            weights[path] += _suspicion(path, trial, found, figures)
    return max(weights, key=lambda path: (weights[path], path))


def _suspicion(path: str, trial: Trial, found: Reconciliation, figures: Figures) -> float:
    """More for doubt, and for the printed result of a ratio; less for each identity that closed."""
    standing = found.standing.get(path)
    backed = standing.closed if standing else 0
    ratio = trial.instance.identity.relation in (Relation.SHARE, Relation.RATE)
    derived = _DERIVED if ratio and path == trial.instance.total else 0.0
    return (1.0 + derived + 4 * figures[path].doubt) / (1 + backed)


def _implied(path: str, trials: Iterable[Trial], figures: Figures) -> Decimal | None:
    asked = {_asked(path, trial, figures) for trial in trials}
    return asked.pop() if len(asked) == 1 else None


def _asked(path: str, trial: Trial, figures: Figures) -> Decimal | None:
    """The value of `path` that closes one sum exactly; for a ratio only its result is implied."""
    if trial.expected is None:
        return None
    if path == trial.instance.total:
        quantum = figures[path].quantum
        return trial.expected.quantize(quantum) if quantum < 1 else trial.expected
    if trial.instance.identity.relation not in (Relation.SUM, Relation.EQUAL, Relation.HIERARCHY):
        return None
    sign = next(term.sign for term in trial.instance.terms if term.path == path)
    return figures[path].value + sign * trial.difference
