"""What closed and broken identities say of each value in them.

A closed identity backs its values by how unlikely it closes by chance. A broken one has at least
one wrong value in it, or is the report's own error: its blame is shared out by each value's own
doubt, and values that other identities back take less of it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.identities.figures import Figures, Outcome, Trial
from schemas.vocabulary.identities import Relation

#: Every value keeps a little blame: even a sure reading may be the one that is wrong.
_LEAST_DOUBT = 0.02
#: Bits of support that halve a value's share of blame.
_HALVING = 4.0
#: A printed ratio is oftener wrong than both of the amounts that it is of.
_RATIO = 3.0
_RATIOS = (Relation.SHARE, Relation.RATE)


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one value: bits of closed identities, blame (0..1) of broken ones, how many of each.

    `exact`, `rounded`: sums among the closed that close to the last digit, and within rounding.
    """

    support: float = 0.0
    blame: float = 0.0
    closed: int = 0
    broken: int = 0
    exact: int = 0
    rounded: int = 0


def weigh(trials: Iterable[Trial], figures: Figures) -> dict[str, Standing]:
    """The standing of each value that a telling identity holds."""
    judged = tuple(trials)
    support, closed = _support(judged, figures)
    free: dict[str, float] = defaultdict(lambda: 1.0)
    broken: dict[str, int] = defaultdict(int)
    for trial in judged:
        if trial.outcome is Outcome.BROKEN:
            for path, share in _blame(trial, figures, support).items():
                free[path] *= 1 - share
                broken[path] += 1
    exact, rounded = (_sums(judged, outcome) for outcome in (Outcome.CLOSED, Outcome.ROUNDING))
    return {
        path: Standing(
            support.get(path, 0.0),
            1 - free[path],
            closed.get(path, 0),
            broken[path],
            exact[path],
            rounded[path],
        )
        for path in dict.fromkeys([*closed, *broken])
    }


def _sums(trials: Iterable[Trial], outcome: Outcome) -> Counter[str]:
    """By path, telling sums that ended so."""
    return Counter(
        path
        for trial in trials
        if trial.outcome is outcome and trial.weight
        if trial.instance.identity.relation not in _RATIOS
        for path in trial.instance.paths
    )


def _support(
    trials: Iterable[Trial], figures: Figures
) -> tuple[Mapping[str, float], Mapping[str, int]]:
    """Bits and number of closed identities by path.

    A value within the tolerance (a nought) is not backed: the sum would close without it too.
    """
    bits: dict[str, float] = defaultdict(float)
    closed: dict[str, int] = defaultdict(int)
    for trial in trials:
        for path in trial.instance.paths if trial.weight else ():
            if abs(figures[path].value) > trial.tolerance:
                bits[path] += trial.weight
                closed[path] += 1
    return bits, closed


def _blame(trial: Trial, figures: Figures, support: Mapping[str, float]) -> dict[str, float]:
    """Shares of one broken identity, together 1."""
    doubts = {p: _doubt(p, trial, figures, support) for p in trial.instance.paths}
    whole = math.fsum(doubts.values())
    return {path: doubt / whole for path, doubt in doubts.items()}


def _doubt(path: str, trial: Trial, figures: Figures, support: Mapping[str, float]) -> float:
    own = max(figures[path].doubt, _LEAST_DOUBT)
    ratio = trial.instance.identity.relation in _RATIOS and path == trial.instance.total
    return own * (_RATIO if ratio else 1.0) * math.exp2(-support.get(path, 0.0) / _HALVING)
