"""How far lines lean: the angle at which ink gathers on the fewest rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractors.ocr.prepare.ink import Mask

#: Largest lean looked for, and steps of the search (degrees): finer each time.
_LARGEST = 12.0
_STEPS = (1.0, 0.2, 0.05)
#: Pixels looked at; more make it slower, no better.
_SAMPLE = 60_000
_FEWEST = 200
#: Rows that ink is counted by, to the height of a character: fine strokes do not matter.
_ROWS = 8


def skew_of(ink: Mask, height: float | None = None) -> float:
    """Degrees by which lines sink to the right (clockwise); 0.0 where there is too little ink.

    `height`: of text, if it could be measured.
    """
    ys, xs = np.nonzero(ink)
    if len(xs) < _FEWEST:
        return 0.0
    chance = np.random.default_rng(0)
    if len(xs) > _SAMPLE:
        chosen = chance.choice(len(xs), _SAMPLE, replace=False)
        xs, ys = xs[chosen], ys[chosen]
    # Spread over their pixels: else whole rows of pixels favour the angle 0.
    x, y = (v + chance.uniform(-0.5, 0.5, len(v)) for v in (xs, ys))
    best, reach = 0.0, _LARGEST
    row = max(1.0, (height or 0.0) / _ROWS)
    for step in _STEPS:
        angles = np.arange(best - reach, best + reach + step / 2, step)
        sharpness = [_sharpness(x / row, y / row, float(angle)) for angle in angles]
        best, reach = float(angles[int(np.argmax(sharpness))]), step
    return round(best, 2)


def _sharpness(x: NDArray[np.float64], y: NDArray[np.float64], degrees: float) -> float:
    """How unevenly ink lies on rows that lean by so much."""
    lean = np.deg2rad(degrees)
    rows = y * np.cos(lean) - x * np.sin(lean)
    counts = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float(np.sum(np.diff(counts) ** 2))
