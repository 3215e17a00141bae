"""A fit with its proof: figures on documents left out, before and after."""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pipeline.calibration.collect import Case, corpus_hash
from pipeline.calibration.fit import (
    Array,
    apply_isotonic,
    confidences,
    design,
    fit,
    fit_to,
    isotonic,
    outcomes,
    threshold,
)
from pipeline.confidence import Weights, confidence
from pipeline.evaluation.calibration import (
    Pair,
    auroc,
    brier,
    coverage_at_risk,
    expected_calibration_error,
)

FOLDS = 10
RISK = 0.01
_GROUPS = ("print", "damaged", "ocr")
Figures = dict[str, float | None]
#: A single value that is accepted may be this many times as doubtful as all of them on average.
_SINGLE = 5


@dataclass(frozen=True, slots=True)
class Calibrated:
    """New weights, and figures of three ways on documents that took no part in their fit.

    `kept`: figures by group on documents that took part in no fit at all.
    """

    weights: Weights
    figures: dict[str, Figures]
    documents: int
    values: int
    wrong: int
    kept: dict[str, Figures] = field(default_factory=dict)


def calibrate(
    cases: Sequence[Case],
    before: Weights,
    worn: Sequence[Case] = (),
    *,
    keep_out: int = 0,
) -> Calibrated:
    """Fit on all; prove by leaving a tenth of the documents out in turn.

    `worn`: cases of misreadings made on purpose. They help every fit, where real ones are few, and
    no figure is measured on them. `keep_out`: one document of so many takes part in nothing but the
    last figures; 0 keeps none.
    """
    kept, used = _parted(cases, keep_out)
    held = {"before": pairs_of(_in_folds(used), before)}
    held |= _held_out(used, worn, before)
    accept = _accept(used, held["logistic"])
    held |= {f"logistic, {name}": pairs for name, pairs in _groups(used, held["logistic"])}
    least = 1 - _SINGLE * RISK
    update = {
        "version": f"fitted-{corpus_hash([*used, *worn])}",
        "risk": RISK,
        "accept": round(max(accept, least), 4) if accept is not None else before.accept,
    }
    weights = fit([*used, *worn], before).model_copy(update=update)
    return Calibrated(
        weights,
        {name: _figures(pairs, weights.accept) for name, pairs in held.items()},
        len({case.document for case in used}),
        len(used),
        sum(not case.right for case in used),
        {name: _figures(pairs_of(own, weights), weights.accept) for name, own in _by_group(kept)},
    )


def _parted(cases: Sequence[Case], keep_out: int) -> tuple[list[Case], list[Case]]:
    """Cases of the documents that are kept out, by their name, and the others."""
    kept = [c for c in cases if keep_out and zlib.crc32(c.document.encode()) % keep_out == 0]
    names = {case.document for case in kept}
    return kept, [case for case in cases if case.document not in names]


def _by_group(cases: Sequence[Case]) -> list[tuple[str, list[Case]]]:
    found = [(name, [case for case in cases if case.group == name]) for name in _GROUPS]
    return [(name, own) for name, own in found if own]


def _accept(cases: Sequence[Case], held: Sequence[Pair]) -> float | None:
    """The strictest of the thresholds of the groups, where each has enough to have one."""
    found = [threshold(pairs, RISK) for _, pairs in _groups(cases, held)]
    known = [least for least in found if least is not None]
    return max(known) if len(known) == len(found) else None


def _groups(cases: Sequence[Case], held: Sequence[Pair]) -> list[tuple[str, list[Pair]]]:
    """Pairs by group; `held` stand in the order of the folds."""
    order = _in_folds(cases)
    found = [
        (name, [pair for case, pair in zip(order, held, strict=True) if case.group == name])
        for name in _GROUPS
    ]
    return [(name, pairs) for name, pairs in found if pairs]


def _in_folds(cases: Sequence[Case]) -> list[Case]:
    """The cases in the order in which they are left out."""
    return [case for fold in range(FOLDS) for case in cases if _fold(case.document) == fold]


def pairs_of(cases: Sequence[Case], weights: Weights) -> list[Pair]:
    """Confidence and outcome of each case."""
    return [(confidence(case.signals, weights), case.right) for case in cases]


def _held_out(
    cases: Sequence[Case], worn: Sequence[Case], before: Weights
) -> dict[str, list[Pair]]:
    """Pairs of each fold by a fit to the others, in the order of the folds."""
    matrix, right = design(cases, before), outcomes(cases)
    more, came = design(worn, before), outcomes(worn)
    folds = np.array([_fold(case.document) for case in cases])
    found: dict[str, list[Pair]] = {"logistic": [], "isotonic": []}
    for fold in sorted(set(folds.tolist())):
        out, rest = folds == fold, folds != fold
        rows, ends = np.vstack([matrix[rest], more]), np.concatenate([right[rest], came])
        weights = fit_to(rows, ends, before) if len(rows) else before
        told = _pairs(confidences(matrix[out], weights), right[out])
        points = isotonic(_pairs(confidences(matrix[rest], weights), right[rest]) or told)
        found["logistic"] += told
        found["isotonic"] += [(apply_isotonic(points, sure), ok) for sure, ok in told]
    return found


def _pairs(sure: Array, right: Array) -> list[Pair]:
    return [(float(c), bool(ok)) for c, ok in zip(sure, right, strict=True)]


def _fold(document: str) -> int:
    return zlib.crc32(document.encode()) % FOLDS


def _figures(pairs: Sequence[Pair], accept: float) -> Figures:
    """`constant_ece`: that of a confidence that is 1.0 everywhere."""
    sure = [ok for confident, ok in pairs if confident >= accept]
    wrong = sum(not ok for _, ok in pairs)
    return {
        "ece": expected_calibration_error(pairs),
        "constant_ece": wrong / len(pairs) if pairs else None,
        "brier": brier(pairs),
        "auroc": auroc(pairs),
        "coverage_at_1_percent_risk": coverage_at_risk(pairs, RISK),
        "accepted": len(sure) / len(pairs) if pairs else None,
        "risk": sure.count(False) / len(sure) if sure else None,
        "values": float(len(pairs)),
        "wrong": float(wrong),
    }


def write_weights(weights: Weights, file: Path) -> None:
    """Write the weights as `confidence.toml`, comments of the file before kept."""
    lines = file.read_text("utf-8").splitlines()
    values = weights.model_dump()
    written = [_line(line, values) for line in lines]
    text = "\n".join(written) + "\n"
    tomllib.loads(text)
    file.write_text(text, "utf-8")


def _line(line: str, values: dict[str, object]) -> str:
    name, mark, _ = line.partition(" = ")
    if not mark or name not in values:
        return line
    value = values[name]
    if isinstance(value, tuple):
        return line
    return f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}"
