"""How sure a value is, from how it was read, who else says so and what arithmetic says.

The log-odds are a weighted sum of real signals (see `confidence.toml`): the lowest step score of
the witness that was chosen, the other independent origins that agree, those that differ, bits of
closed identities, blame of broken ones, and whether it was read by OCR or is text. It is monotone
in each. `gongkai calibrate` fits the weights to documents with truth.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from schemas.report import Scores

#: The signals that are weighed, in the order of `features`; each has its weight by this name.
FEATURES = ("trust", "agreement", "dissent", "bits", "blame", "ocr", "text")


class Weights(BaseModel):
    """The numbers of `confidence.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    start: float
    trust: float = Field(gt=0)
    agreement: float = Field(gt=0)
    dissent: float = Field(gt=0)
    bits: float = Field(gt=0)
    blame: float = Field(gt=0)
    ocr: float = Field(ge=0)
    text: float = Field(ge=0)
    support: float = Field(gt=0)
    lowest: float = Field(gt=0, lt=0.5)
    highest: float = Field(gt=0.5, lt=1)
    most_agreement: float = Field(gt=0)
    most_dissent: float = Field(gt=0)
    most_bits: float = Field(gt=0)
    most_support: float = Field(gt=0)
    accept: float = Field(ge=0, le=1)


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a value.

    `score`: lowest step score of the chosen witness. `agreeing`, `differing`: lowest scores of
    the best witness of each *other* origin. `support`: log-odds from identities, negative where
    they break. `ocr`, `text`: read by OCR; words, not a figure.
    """

    score: float
    agreeing: tuple[float, ...] = ()
    differing: tuple[float, ...] = ()
    support: float = 0.0
    ocr: bool = False
    text: bool = False


@cache
def default_weights() -> Weights:
    """The weights that come with the package."""
    return Weights.model_validate(tomllib.loads(weights_file().read_text("utf-8")))


def weights_file() -> Path:
    """Where the weights of the package lie."""
    return Path(str(resources.files("pipeline").joinpath("confidence.toml")))


def lowest(scores: Scores) -> float:
    """The score of the step that was least sure."""
    return min(scores.read, scores.structure, scores.match, scores.parse)


def features(signals: Signals, bits: float, blame: float, w: Weights) -> list[float]:
    """The signals as they are weighed, in the order of `FEATURES`: what speaks against is negative.

    `bits` of closed identities and `blame` (0..1) of broken ones are those of the value.
    """
    return [
        _logit(min(max(signals.score, w.lowest), w.highest)),
        min(math.fsum(signals.agreeing), w.most_agreement),
        -min(math.fsum(signals.differing), w.most_dissent),
        min(bits, w.most_bits),
        -blame,
        -float(signals.ocr),
        -float(signals.text),
    ]


def support_of(bits: float, blame: float, weights: Weights | None = None) -> float:
    """Log-odds that identities add to a value."""
    w = weights or default_weights()
    return w.bits * min(bits, w.most_bits) - w.blame * blame


def confidence(signals: Signals, weights: Weights | None = None) -> float:
    """The probability (0..1, exclusive) that the value is right, by the weights."""
    w = weights or default_weights()
    weighed = zip(FEATURES, features(signals, 0.0, 0.0, w), strict=True)
    odds = w.start + math.fsum(getattr(w, name) * value for name, value in weighed)
    odds += w.support * max(-w.most_support, min(signals.support, w.most_support))
    return 1 / (1 + math.exp(-odds))


def confidence_of(signals: Signals, bits: float, blame: float, weights: Weights) -> float:
    """As `confidence`, with what identities say weighed by `weights` too."""
    told = Signals(
        signals.score,
        signals.agreeing,
        signals.differing,
        support_of(bits, blame, weights),
        signals.ocr,
        signals.text,
    )
    return confidence(told, weights)


def best_by_origin(scored: Iterable[tuple[str, float]]) -> tuple[float, ...]:
    """The best score of each origin, highest first: two cells of one table are one voice."""
    best: dict[str, float] = {}
    for origin, score in scored:
        best[origin] = max(score, best.get(origin, 0.0))
    return tuple(sorted(best.values(), reverse=True))


def _logit(p: float) -> float:
    return math.log(p / (1 - p))
