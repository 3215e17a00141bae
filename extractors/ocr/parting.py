"""A box over several columns of an unruled table → a box for each: figures never run together."""

from __future__ import annotations

import numpy as np

from extractors.ocr.prepare.ink import Mask

#: A gap broader than this parts columns, paper left beside the ink (multiples of the height).
_GAP, _BESIDE = 1.5, 0.3


def parted(window: Mask, height: float) -> list[tuple[int, int]]:
    """First and last column (exclusive) of each stretch of ink that a broad gap parts.

    `window`: the ink of one line. The outer sides stay where they are: thin strokes at the ends of
    a line may be too faint for ink.
    """
    inked = np.flatnonzero(window.any(axis=0))
    if not len(inked):
        return [(0, window.shape[1])]
    beside = round(_BESIDE * height)
    broad = np.flatnonzero(np.diff(inked) > _GAP * height)
    ends = [int(inked[i]) + 1 + beside for i in broad]
    starts = [int(inked[i + 1]) - beside for i in broad]
    return list(zip([0, *starts], [*ends, window.shape[1]], strict=True))
