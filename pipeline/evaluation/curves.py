"""Risk at each coverage, with a band by documents: values of one report share their mistakes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluation.calibration import Pair

#: Shares of coverage at which risk is told, and drawings of documents for the band.
_STEPS, _ROUNDS = 20, 200
_SEED = 7


@dataclass(frozen=True, slots=True)
class RiskAt:
    """Share of wrong values among the surest `coverage` of all; `low`, `high`: 95 % of drawings."""

    coverage: float
    risk: float
    low: float
    high: float


def risk_curve(groups: Sequence[Sequence[Pair]]) -> list[RiskAt]:
    """The risk-coverage curve; `groups` are the pairs of each document."""
    filled = [group for group in groups if group]
    if not filled:
        return []
    chance = random.Random(_SEED)  # noqa: S311 - resampling, not a secret
    whole = _risks([pair for group in filled for pair in group])
    drawn = [
        _risks([pair for _ in filled for pair in chance.choice(filled)]) for _ in range(_ROUNDS)
    ]
    return [
        RiskAt((step + 1) / _STEPS, risk, *_band([risks[step] for risks in drawn]))
        for step, risk in enumerate(whole)
    ]


def _risks(pairs: Sequence[Pair]) -> list[float]:
    """Risk among the surest twentieth, two twentieths … of the pairs."""
    ordered = sorted(pairs, key=lambda pair: -pair[0])
    wrong = [0]
    for _, ok in ordered:
        wrong.append(wrong[-1] + (not ok))
    cuts = [max(1, round(len(ordered) * (step + 1) / _STEPS)) for step in range(_STEPS)]
    return [wrong[cut] / cut for cut in cuts]


def _band(risks: list[float]) -> tuple[float, float]:
    ordered = sorted(risks)
    cut = round(0.025 * (len(ordered) - 1))
    return ordered[cut], ordered[-1 - cut]
