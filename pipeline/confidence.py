"""How sure a value is, from how it was read, who else says so and what arithmetic says.

The log-odds are a weighted sum of real signals (see `features` and `confidence.toml`): the lowest
step score of the witness that was chosen, its reading by OCR, the other independent origins that
agree, those that differ, bits of closed identities, blame of broken ones, what it stands in, and
whether it was repaired. It is monotone in each. `gongkai calibrate` fits the weights to documents
with truth.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.report import Scores

#: The signals that are weighed, in the order of `features`; each has its weight by this name.
FEATURES = (
    "trust",
    "reading",
    "agreement",
    "dissent",
    "bits",
    "bits_ocr",
    "blame",
    "blame_ocr",
    "ocr",
    "text",
    "prose",
    "form",
    "nought",
    "named",
    "rival",
    "repaired",
    "questioned",
    "company",
    "company_blame",
    "disputed",
    "coarse",
    "malformed",
    "scale",
    "nought_ocr",
    "text_reading",
    "trust_ocr",
    "inexact",
    "sign",
    "faint",
)
#: How steeply blame counts: a hundredth of it is already much more than none.
_STEEPNESS = 60.0
#: A step with a score below this is as good as not done: where no other place bears the value out
#: it calls a person. How faintly scans are read was measured, and counts by the fit.
_FAINT = 0.1
#: Log-odds are held within this: nothing is ever certain.
_MOST_ODDS = 30.0


class Weights(BaseModel):
    """The numbers of `confidence.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    features: tuple[str, ...]
    start: float
    trust: float = Field(gt=0)
    reading: float = Field(ge=0)
    agreement: float = Field(gt=0)
    dissent: float = Field(gt=0)
    bits: float = Field(gt=0)
    bits_ocr: float = Field(ge=0)
    blame: float = Field(ge=0)
    blame_ocr: float = Field(gt=0)
    ocr: float = Field(ge=0)
    text: float = Field(ge=0)
    prose: float = Field(ge=0)
    form: float = Field(ge=0)
    nought: float = Field(ge=0)
    named: float = Field(ge=0)
    rival: float = Field(ge=0)
    repaired: float = Field(ge=0)
    questioned: float = Field(ge=0)
    company: float = Field(ge=0)
    company_blame: float = Field(ge=0)
    disputed: float = Field(ge=0)
    coarse: float = Field(ge=0)
    malformed: float = Field(ge=0)
    scale: float = Field(ge=0)
    nought_ocr: float = Field(ge=0)
    text_reading: float = Field(ge=0)
    trust_ocr: float = Field(ge=0)
    inexact: float = Field(ge=0)
    sign: float = Field(ge=0)
    faint: float = Field(gt=0)
    lowest: float = Field(gt=0, lt=0.5)
    highest: float = Field(gt=0.5, lt=1)
    most_agreement: float = Field(gt=0)
    most_dissent: float = Field(gt=0)
    most_bits: float = Field(gt=0)
    most_scale: float = Field(gt=0)
    risk: float = Field(gt=0, lt=1)
    accept: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _check(self) -> Weights:
        if self.features != FEATURES:
            raise ValueError("these weights were fitted to other features")
        return self


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a value.

    `score`: lowest step score of the chosen witness; `match`: that of its path, `read`: that of its
    characters.
    `agreeing`, `differing`: lowest scores of the best witness of each *other* origin. `bits` of
    closed identities and `blame` (0..1) of broken ones are those of the value. `ocr`, `text`:
    read by OCR; words, not a figure. `prose`, `form`: it stands in a sentence, in a form.
    `nought`: it is 0, which closes no sum. `named`: its line has a name where others have a code.
    `rival`: the score of the best other reading of its characters.
    `repaired`: a repair took the place of what was read; `questioned` (0..1): how likely another
    figure closes what is broken. `company`, `disputed` (0..1): shares of the identities that broke
    and of the figures stated elsewhere that differ, in the statement, form or passage it stands in.
    `coarse`: printed with fewer decimals than all round it. `malformed`: a numeral that no report
    prints. `scale`: powers of ten by which its report's amounts are out of the range of reports.
    `inexact` (0..1): its sums close only within rounding, where others there close exactly.
    `sign`: words that begin with < or >, where forms print ≤ or ≥ and small print loses the stroke.
    """

    score: float
    agreeing: tuple[float, ...] = ()
    differing: tuple[float, ...] = ()
    read: float = 1.0
    match: float = 1.0
    bits: float = 0.0
    blame: float = 0.0
    ocr: bool = False
    text: bool = False
    prose: bool = False
    form: bool = False
    nought: bool = False
    named: bool = False
    rival: float = 0.0
    repaired: bool = False
    questioned: float = 0.0
    company: float = 0.0
    disputed: float = 0.0
    coarse: bool = False
    malformed: bool = False
    scale: float = 0.0
    inexact: float = 0.0
    sign: bool = False


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


def _is_faint(signals: Signals) -> bool:
    """Whether a step was as good as not done: any of print, that to the path of a scan."""
    return (signals.match if signals.ocr else signals.score) < _FAINT


def features(signals: Signals, w: Weights) -> list[float]:
    """The signals as they are weighed, in the order of `FEATURES`: what speaks against is negative.

    Bits count by the logarithm of their number: the third identity says less than the first.
    """
    bits = math.log2(1 + min(signals.bits, w.most_bits))
    blame = -_steep(signals.blame)
    reading = _logit(_clipped(signals.read, w)) - _logit(w.highest)
    trust = _logit(_clipped(signals.score, w))
    return [
        trust,
        reading if signals.ocr else 0.0,
        min(math.fsum(signals.agreeing), w.most_agreement),
        -min(math.fsum(signals.differing), w.most_dissent),
        bits,
        bits if signals.ocr else 0.0,
        0.0 if signals.ocr else blame,
        blame if signals.ocr else 0.0,
        -float(signals.ocr),
        -float(signals.text and signals.ocr),
        -float(signals.prose and signals.ocr),
        -float(signals.form and not signals.ocr),
        -float(signals.nought and not signals.ocr),
        -float(signals.named),
        -math.sqrt(signals.rival),
        -float(signals.repaired),
        -_steep(signals.questioned),
        -math.sqrt(signals.company),
        blame * math.sqrt(signals.company),
        -math.sqrt(signals.disputed),
        -float(signals.coarse),
        -float(signals.malformed),
        -min(signals.scale, w.most_scale),
        -float(signals.nought and signals.ocr),
        reading if signals.ocr and signals.text else 0.0,
        trust if signals.ocr else 0.0,
        -signals.inexact,
        -float(signals.sign and signals.ocr),
        -float(_is_faint(signals) and not signals.agreeing),
    ]


def confidence(signals: Signals, weights: Weights | None = None) -> float:
    """The probability (0..1, exclusive) that the value is right, by the weights."""
    w = weights or default_weights()
    weighed = zip(FEATURES, features(signals, w), strict=True)
    odds = w.start + math.fsum(getattr(w, name) * value for name, value in weighed)
    return 1 / (1 + math.exp(-max(-_MOST_ODDS, min(_MOST_ODDS, odds))))


def best_by_origin(scored: Iterable[tuple[str, float]]) -> tuple[float, ...]:
    """The best score of each origin, highest first: two cells of one table are one voice."""
    best: dict[str, float] = {}
    for origin, score in scored:
        best[origin] = max(score, best.get(origin, 0.0))
    return tuple(sorted(best.values(), reverse=True))


def _steep(share: float) -> float:
    """A share (0..1) drawn up so that its small values count: 0.03 gives 0.25."""
    return math.log1p(_STEEPNESS * share) / math.log1p(_STEEPNESS)


def _clipped(score: float, w: Weights) -> float:
    return min(max(score, w.lowest), w.highest)


def _logit(p: float) -> float:
    return math.log(p / (1 - p))
