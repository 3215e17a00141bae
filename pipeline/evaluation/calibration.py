"""Whether confidence means what it says: calibration, ranking, and risk at a coverage.

ECE after Naeini et al. 2015, ten equal bins; risk and coverage after El-Yaniv and Wiener 2010.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: A confidence and whether the value was right.
Pair = tuple[float, bool]
_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of one tenth of confidence: how many, mean confidence, share that is right."""

    count: int
    confidence: float
    accuracy: float


def reliability(pairs: Sequence[Pair]) -> list[Bin]:
    """The bins that hold anything, from least to most sure."""
    bins: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        bins[min(int(pair[0] * _BINS), _BINS - 1)].append(pair)
    return [
        Bin(len(b), math.fsum(c for c, _ in b) / len(b), sum(ok for _, ok in b) / len(b))
        for _, b in sorted(bins.items())
    ]


def expected_calibration_error(pairs: Sequence[Pair]) -> float:
    """Mean gap between confidence and accuracy over bins, weighted by their size."""
    gaps = (abs(b.confidence - b.accuracy) * b.count for b in reliability(pairs))
    return math.fsum(gaps) / len(pairs) if pairs else 0.0


def brier(pairs: Sequence[Pair]) -> float:
    """Mean squared gap between confidence and outcome."""
    return math.fsum((c - ok) ** 2 for c, ok in pairs) / len(pairs) if pairs else 0.0


def auroc(pairs: Sequence[Pair]) -> float | None:
    """Probability that a right value is surer than a wrong one; None where all are of one kind."""
    right = sorted(c for c, ok in pairs if ok)
    wrong = sorted(c for c, ok in pairs if not ok)
    if not right or not wrong:
        return None
    ranks = _mean_ranks(sorted(right + wrong))
    above = math.fsum(ranks[c] for c in right) - len(right) * (len(right) + 1) / 2
    return above / (len(right) * len(wrong))


def _mean_ranks(ordered: list[float]) -> dict[float, float]:
    first: dict[float, int] = {}
    last: dict[float, int] = {}
    for rank, value in enumerate(ordered, 1):
        first.setdefault(value, rank)
        last[value] = rank
    return {value: (first[value] + last[value]) / 2 for value in first}


def coverage_at_risk(pairs: Sequence[Pair], risk: float) -> float:
    """The largest share of values, surest first, of which no more than `risk` are wrong."""
    ordered = sorted(pairs, key=lambda pair: -pair[0])
    wrong, best = 0, 0
    for count, (confidence, ok) in enumerate(ordered, 1):
        wrong += not ok
        tied = count < len(ordered) and ordered[count][0] == confidence
        if wrong / count <= risk and not tied:
            best = count
    return best / len(ordered) if ordered else 0.0


def interval(
    groups: Sequence[Sequence[Pair]],
    figure: Callable[[Sequence[Pair]], float],
    *,
    rounds: int = 200,
    seed: int = 7,
) -> tuple[float, float]:
    """95 % interval of a figure by bootstrap over documents: values of one report are not alone."""
    chance = random.Random(seed)  # noqa: S311 - resampling, not a secret
    drawn = []
    for _ in range(rounds):
        sample = [pair for _ in groups for pair in chance.choice(groups)]
        drawn.append(figure(sample))
    drawn.sort()
    cut = max(0, round(0.025 * (len(drawn) - 1)))
    return drawn[cut], drawn[-1 - cut]
