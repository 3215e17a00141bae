"""How sure a value is, from how it was read and who else says so: a provisional estimate.

The log-odds are a weighted sum of real signals (see `confidence.toml`): the lowest step score of
the witness that was chosen, the other independent origins that agree, those that differ, and the
support of identities. It is monotone in each. A fit on documents with truth replaces the weights,
not the code.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, Field

from schemas.report import Scores


class Weights(BaseModel):
    """The numbers of `confidence.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    start: float
    trust: float = Field(gt=0)
    agreement: float = Field(gt=0)
    dissent: float = Field(gt=0)
    support: float = Field(gt=0)
    lowest: float = Field(gt=0, lt=0.5)
    highest: float = Field(gt=0.5, lt=1)
    most_agreement: float = Field(gt=0)
    most_dissent: float = Field(gt=0)
    most_support: float = Field(gt=0)


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a value.

    `score`: lowest step score of the chosen witness. `agreeing`, `differing`: lowest scores of
    the best witness of each *other* origin. `support`: from identities, negative where they break.
    """

    score: float
    agreeing: tuple[float, ...] = ()
    differing: tuple[float, ...] = ()
    support: float = 0.0


@cache
def default_weights() -> Weights:
    """The weights that come with the package."""
    text = resources.files("pipeline").joinpath("confidence.toml").read_text("utf-8")
    return Weights.model_validate(tomllib.loads(text))


def lowest(scores: Scores) -> float:
    """The score of the step that was least sure."""
    return min(scores.read, scores.structure, scores.match, scores.parse)


def confidence(signals: Signals, weights: Weights | None = None) -> float:
    """The probability (0..1, exclusive) that the value is right, by the weights."""
    w = weights or default_weights()
    odds = w.start + w.trust * _logit(min(max(signals.score, w.lowest), w.highest))
    odds += w.agreement * min(math.fsum(signals.agreeing), w.most_agreement)
    odds -= w.dissent * min(math.fsum(signals.differing), w.most_dissent)
    odds += w.support * max(-w.most_support, min(signals.support, w.most_support))
    return 1 / (1 + math.exp(-odds))


def best_by_origin(scored: Iterable[tuple[str, float]]) -> tuple[float, ...]:
    """The best score of each origin, highest first: two cells of one table are one voice."""
    best: dict[str, float] = {}
    for origin, score in scored:
        best[origin] = max(score, best.get(origin, 0.0))
    return tuple(sorted(best.values(), reverse=True))


def _logit(p: float) -> float:
    return math.log(p / (1 - p))
