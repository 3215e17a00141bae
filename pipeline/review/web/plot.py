"""The calibration plot: where its marks stand, for a template that draws them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.review.reliability import Bin

SIZE, MARGIN = 260.0, 34.0
#: Odds of an error below this are drawn at the edge.
_LEAST = 0.002
_TICKS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A bin in the drawing: its place, its interval from `top` to `bottom`, its words."""

    x: float
    y: float
    top: float
    bottom: float
    words: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Marks and ticks, in the units of the drawing; both axes run alike."""

    size: float
    margin: float
    marks: list[Mark]
    ticks: list[tuple[float, str]]


def plot(bins: Sequence[Bin]) -> Plot:
    """Claimed confidence to the right, share of right values upwards, both by odds of an error."""
    ticks = [(along(tick), f"{tick:g}") for tick in _TICKS]
    return Plot(SIZE, MARGIN, [_mark(each) for each in bins], ticks)


def along(share: float) -> float:
    """Where a share stands on an axis: the odds of an error, halved, take the same way each."""
    error = max(_LEAST, 1 - share)
    return MARGIN + SIZE * math.log(error) / math.log(_LEAST)


def _mark(each: Bin) -> Mark:
    share = each.right.share or 0.0
    words = f"{each.claimed:.3f} → {share:.3f} ({each.right.hits}/{each.right.count})"
    return Mark(
        x=along(each.claimed),
        y=_up(share),
        top=_up(each.right.high),
        bottom=_up(each.right.low),
        words=words,
    )


def _up(share: float) -> float:
    return SIZE + 2 * MARGIN - along(share)
