"""Pieces of one printed line, joined: a fax breaks a leaning line into steps of one row each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractors.ocr.prepare.curves import Curve

#: Multiples of the height of text: how far apart pieces of one line may be along it, and how far
#: off it the next may begin: two rows of the coarsest fax, far less than two lines of a table.
_APART, _OFF = 8.0, 0.25
#: Points at a piece's end that tell where it ends.
_END = 3


def chained(curves: Sequence[Curve], height: float) -> list[Curve]:
    """The curves, those that go on one another as one curve each."""
    chains: list[list[Curve]] = []
    for curve in sorted(curves, key=lambda c: float(c.along[0])):
        before = [chain for chain in chains if _goes_on(chain[-1], curve, height)]
        if before:
            max(before, key=lambda chain: float(chain[-1].along[-1])).append(curve)
        else:
            chains.append([curve])
    return [_joined(chain) for chain in chains]


def _goes_on(first: Curve, second: Curve, height: float) -> bool:
    apart = float(second.along[0] - first.along[-1])
    off = float(np.median(second.across[:_END]) - np.median(first.across[-_END:]))
    return 0 < apart <= _APART * height and abs(off) <= _OFF * height


def _joined(chain: Sequence[Curve]) -> Curve:
    if len(chain) == 1:
        return chain[0]
    return Curve(
        np.concatenate([curve.along for curve in chain]),
        np.concatenate([curve.across for curve in chain]),
    )
