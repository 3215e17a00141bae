"""How high the ink of a line of text is, whatever of its neighbours reaches into its box."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extractors.ocr.prepare.ink import Mask


class Band(NamedTuple):
    """First row of the ink, the row after its last, its usual height along the line."""

    top: int
    bottom: int
    tall: int


def band_of(window: Mask, stretch: int) -> Band | None:
    """The band of the line's ink; None where the box holds no ink.

    Looked at in stretches of so many columns: where the line leans, each of them is less high than
    the whole.
    """
    starts = range(0, max(1, window.shape[1] - stretch // 2), max(1, stretch))
    runs = [run for start in starts if (run := _run(window[:, start : start + stretch]))]
    if not runs:
        return None
    heights = [last - first for first, last in runs]
    return Band(
        min(first for first, _ in runs),
        max(last for _, last in runs),
        round(float(np.median(heights))),
    )


def _run(window: Mask) -> tuple[int, int] | None:
    """First row and row after the last; rows that a bare row parts and the box cuts off are not it.

    Those belong to the line above or below, unless they hold most of the ink.
    """
    inked = np.asarray(window.any(axis=1))
    if not inked.any():
        return None
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inked, [False]]).astype(np.int8)))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    weights = [int(window[first:last].sum()) for first, last in runs]
    heaviest = int(np.argmax(weights))
    kept = [
        run
        for index, run in enumerate(runs)
        if index == heaviest or (run[0] > 0 and run[1] < len(inked))
    ]
    return kept[0][0], kept[-1][1]
