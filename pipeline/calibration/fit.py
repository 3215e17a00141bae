"""Fitting the weights of confidence: a logistic whose signs are fixed, near the weights before.

Values are few that are wrong: each weight is drawn to the one before it (a normal prior), and no
weight may have the sign that would let more doubt raise confidence. Own code on purpose: so few
weights need no library, and the core has none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.calibration.collect import Case
from pipeline.confidence import FEATURES, Weights, features

Array = NDArray[np.float64]

#: Weights that are policy, not fitted: a value with a sure witness against it is for a person, and
#: conflicts are too few in any corpus to say otherwise.
HELD = frozenset({"agreement", "dissent", "faint"})
#: Weights that always count a little: what closes speaks for a value, however few errors there are,
#: and what was read faintly is doubted though its reader offers nothing else.
_AT_LEAST = {"trust": 0.1, "reading": 0.5, "bits": 0.1, "blame_ocr": 0.1}
#: How strongly weights are drawn to those before: variance of the prior.
_PRIOR_VARIANCE = 4.0
_ROUNDS = 200
_TINY = 1e-6


def fit(cases: Sequence[Case], before: Weights) -> Weights:
    """The weights that make the cases likeliest, signs kept."""
    return fit_to(design(cases, before), outcomes(cases), before)


def fit_to(matrix: Array, right: Array, before: Weights) -> Weights:
    """As `fit`, of rows that `design` made and what came of them (1 where right)."""
    found = _ascend(matrix, right, vector(before))
    named = zip(("start", *FEATURES), found.tolist(), strict=True)
    return before.model_copy(update={name: round(value, 4) for name, value in named})


def vector(weights: Weights) -> Array:
    """The weights in the order of the columns of `design`."""
    return np.array([getattr(weights, name) for name in ("start", *FEATURES)])


def outcomes(cases: Sequence[Case]) -> Array:
    """1 for each case that is right, else 0."""
    return np.array([case.right for case in cases], dtype=np.float64)


def confidences(matrix: Array, weights: Weights) -> Array:
    """The confidence of each row."""
    return np.asarray(1 / (1 + np.exp(-np.clip(matrix @ vector(weights), -30, 30))))


def design(cases: Sequence[Case], weights: Weights) -> Array:
    """A row a case: 1, then each feature in the order of `FEATURES`, signed as it counts."""
    rows = [[1.0, *features(case.signals, weights)] for case in cases]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES) + 1)


def _ascend(matrix: Array, right: Array, start: Array) -> Array:
    """Newton's step on each weight in turn, held at no less than nothing (the first is free)."""
    weights = start.copy()
    odds = matrix @ weights
    names = ("start", *FEATURES)
    free = [n for n, name in enumerate(names) if name not in HELD]
    for _ in range(_ROUNDS):
        moved = 0.0
        for column in free:
            step = _step(matrix[:, column], right, odds, weights[column] - start[column])
            target = weights[column] + step
            least = _AT_LEAST.get(names[column], _TINY)
            target = target if column == 0 else max(target, least)
            change = target - weights[column]
            odds += change * matrix[:, column]
            weights[column] = target
            moved = max(moved, abs(change))
        if moved < _TINY:
            break
    return weights


def _step(column: Array, right: Array, odds: Array, away: float) -> float:
    sure = 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
    slope = float(column @ (right - sure)) - away / _PRIOR_VARIANCE
    bend = float((column**2) @ (sure * (1 - sure))) + 1 / _PRIOR_VARIANCE
    return max(-1.0, min(1.0, slope / bend))


def isotonic(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Pooled adjacent violators: (confidence, share right), both rising."""
    blocks: list[list[float]] = []
    for confidence, ok in sorted(pairs):
        blocks.append([confidence, float(ok), 1.0])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [last[0], blocks[-1][1] + last[1], blocks[-1][2] + last[2]]
    return [(block[0], block[1] / block[2]) for block in blocks]


def apply_isotonic(points: Sequence[tuple[float, float]], confidence: float) -> float:
    """The share of the first block that reaches the confidence."""
    return next((share for top, share in points if confidence <= top), points[-1][1])


def threshold(
    pairs: Sequence[tuple[float, bool]], risk: float, level: float = 0.95
) -> float | None:
    """The lowest confidence from which the risk is surely (one-sided, at `level`) below `risk`.

    Clopper–Pearson on all values from there up; None where there are too few to say so.
    """
    ordered = sorted(pairs, key=lambda pair: -pair[0])
    wrong = [0]
    for _, ok in ordered:
        wrong.append(wrong[-1] + (not ok))
    for count in range(len(ordered), 0, -1):
        tied = count < len(ordered) and ordered[count][0] == ordered[count - 1][0]
        if tied or wrong[count] > risk * count:
            continue
        if upper_risk(wrong[count], count, level) <= risk:
            return ordered[count - 1][0]
    return None


def upper_risk(wrong: int, count: int, level: float = 0.95) -> float:
    """Clopper–Pearson's upper bound of a share of which `wrong` of `count` were seen."""
    if wrong >= count:
        return 1.0
    low, high = wrong / count, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if _at_most(wrong, count, middle) > 1 - level:
            low = middle
        else:
            high = middle
    return high


def _at_most(wrong: int, count: int, share: float) -> float:
    """Chance of no more than `wrong` among `count` where each is wrong with chance `share`."""
    if share <= 0:
        return 1.0
    logs = (
        math.lgamma(count + 1)
        - math.lgamma(k + 1)
        - math.lgamma(count - k + 1)
        + k * math.log(share)
        + (count - k) * math.log1p(-share)
        for k in range(wrong + 1)
    )
    return math.fsum(math.exp(x) for x in logs)
