"""Characters set one below the other → a box for each, for recognisers read along lines."""

from __future__ import annotations

import numpy as np

from extractors.ocr.prepare.ink import Mask

#: Multiples of the height of text: a column of characters is no broader, and at least so high;
#: parts of a character (二, 总) lie within one height.
_BROAD, _HIGH, _ONE = 1.5, 2.0, 1.15


def stacked(window: Mask, height: float) -> list[tuple[int, int]]:
    """First and last row (exclusive) of each character; empty where these are lines of text.

    `window`: the ink of one box. Rows without ink part the characters; where two touch, or a
    stroke runs through, it is no column of characters.
    """
    columns = np.flatnonzero(window.any(axis=0))
    rows = np.flatnonzero(window.any(axis=1))
    if not len(rows) or rows[-1] - rows[0] < _HIGH * height:
        return []
    if columns[-1] - columns[0] > _BROAD * height:
        return []
    characters: list[tuple[int, int]] = []
    for first, last in _runs(rows):
        if characters and last - characters[-1][0] <= _ONE * height:
            characters[-1] = (characters[-1][0], last)
        else:
            characters.append((first, last))
    whole = all(last - first <= _BROAD * height for first, last in characters)
    return characters if whole and len(characters) > 1 else []


def _runs(rows: np.ndarray) -> list[tuple[int, int]]:
    ends = np.flatnonzero(np.diff(rows) > 1)
    starts = [0, *(ends + 1).tolist()]
    return [
        (int(rows[a]), int(rows[b]) + 1)
        for a, b in zip(starts, [*ends.tolist(), len(rows) - 1], strict=True)
    ]
