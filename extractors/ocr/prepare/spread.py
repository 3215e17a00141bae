"""Two pages on one picture: where the fold between them runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractors.ocr.prepare.ink import Image, Mask

#: A spread is at least so much wider than high; its fold lies in this middle part.
_WIDE = 1.2
_MIDDLE = (0.40, 0.60)
#: Bare strip (share of the width) that the fold needs, and ink (share of its height) allowed in it.
_STRIP, _BARE = 0.012, 0.012
#: How much darker the fold's shadow is than the paper (share).
_SHADOW = 0.05


def fold_of(original: Image, ink: Mask) -> int | None:
    """The x of the fold, or None for a single page.

    A wide page is a spread where nothing is printed across its middle and the paper darkens towards
    the fold; an open strip alone is only the space between two columns.
    """
    height, width = ink.shape
    if width < _WIDE * height:
        return None
    first, last = (round(share * width) for share in _MIDDLE)
    strip = max(8, round(_STRIP * width))
    fold = _darkest(original, first, last)
    if fold is None or not (ink[:, :first].any() and ink[:, last:].any()):
        return None
    before = ink[:, fold - strip : fold - strip // 3].any(axis=1)
    after = ink[:, fold + strip // 3 : fold + strip].any(axis=1)
    # The fold's own shadow may be a dark line: what crosses it is then seen on both of its sides.
    crossing = min(
        float((before & after).mean()),
        float(ink[:, fold - strip // 2 : fold + strip // 2].any(axis=1).mean()),
    )
    return fold if crossing <= _BARE else None


def _darkest(original: Image, first: int, last: int) -> int | None:
    """Where the paper is darkest between two columns, if it is darker than on both sides."""
    paper = np.percentile(original[::4].max(axis=2), 80, axis=0).astype(np.float64)
    smooth: NDArray[np.float64] = np.convolve(paper, np.ones(9) / 9, mode="same")
    middle = smooth[first:last]
    fold = int(np.argmin(middle)) + first
    sides = min(float(np.median(smooth[:first])), float(np.median(smooth[last:])))
    return fold if smooth[fold] < (1 - _SHADOW) * sides else None
