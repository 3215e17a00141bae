"""A page that perspective or a curled sheet has bent, made flat by the lines printed on it.

Each printed line was straight: its place y is a constant of its own plus a smooth bend f(x, y) that
all lines share. A low polynomial in both is fitted, for lines across and lines down apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.ocr.prepare.chains import chained
from extractors.ocr.prepare.curves import Curve, ruling_curves, ruling_mask, text_curves
from extractors.ocr.prepare.ink import Mask
from extractors.ocr.prepare.maps import Points

Array = NDArray[np.float64]

#: Powers (along, across) of the bend; those without `along` would only move whole lines.
_TERMS = ((1, 0), (2, 0), (3, 0), (4, 0), (1, 1), (2, 1), (3, 1), (1, 2), (2, 2))
_FEW_TERMS = ((1, 0), (2, 0))
_ONE_TERM = ((1, 0),)
#: With fewer lines than this the bend is not let depend on where a line stands.
_SEVERAL = 3
#: Bends are held small where no line tells of them.
_RIDGE = 1e-4
_ROUNDS = 3
#: Lines are left out that lie further off the fit than this (pixels) at worst.
_STRAY = 6.0
#: A page whose lines bend by less than this (pixels) is left as it is.
_FLAT = 1.2
#: Share of the page's length that lines must cover for a curve to be trusted.
_WIDE = 0.35
#: Lines this near to the picture's edge (share) and those that lean otherwise (slope) are left out.
_BORDER, _LEAN = 0.025, 0.05


@dataclass(frozen=True, slots=True)
class Bend:
    """How far lines of one direction are off: pixels, by place on the flat page."""

    terms: tuple[tuple[int, int], ...]
    factors: tuple[float, ...]
    middle: tuple[float, float]
    reach: float

    def offset(self, along: Array, across: Array) -> Array:
        """What to add to `across`."""
        s, t = (along - self.middle[0]) / self.reach, (across - self.middle[1]) / self.reach
        s, t = np.clip(s, -1.1, 1.1), np.clip(t, -1.1, 1.1)
        total = np.zeros_like(s)
        for (p, q), factor in zip(self.terms, self.factors, strict=True):
            total += factor * s**p * t**q
        return total


@dataclass(frozen=True, slots=True)
class Flattening:
    """The map of a page made flat."""

    rows: Bend | None
    columns: Bend | None

    def before(self, points: Points) -> Points:
        """The points on the bent page."""
        x, y = points[:, 0], points[:, 1]
        bent_y = y if self.rows is None else y + self.rows.offset(x, y)
        bent_x = x if self.columns is None else x + self.columns.offset(y, x)
        return np.column_stack([bent_x, bent_y])


def flattening(ink: Mask, height: float) -> Flattening | None:
    """How to make the page flat; None where it is flat, or nothing tells how it is bent."""
    size = (ink.shape[1], ink.shape[0])
    level, standing = ruling_mask(ink, height), ruling_mask(ink.T, height)
    across = chained(ruling_curves(level, height), height)
    if len(across) < _SEVERAL:
        across = across + text_curves(ink & ~level & ~standing.T, height)
    down = chained(ruling_curves(standing, height), height)
    rows = _fitted(across, size[0], size[1])
    columns = _fitted(down, size[1], size[0])
    return None if rows is None and columns is None else Flattening(rows, columns)


def _fitted(curves: Sequence[Curve], length: int, breadth: int) -> Bend | None:
    """The bend that the lines share, or None where they are straight enough."""
    kept = _within(curves, breadth)
    bend = None
    for _ in range(_ROUNDS):
        if not kept:
            return None
        bend = _fit(kept, length, breadth)
        worst = [_worst(curve, bend) for curve in kept]
        steady = [c for c, w in zip(kept, worst, strict=True) if w <= _STRAY]
        if len(steady) == len(kept):
            break
        kept = steady or kept[:0]
    if bend is None or not kept:
        return None
    bent = max(float(np.ptp(bend.offset(c.along, c.across))) for c in kept)
    return bend if bent > _FLAT else None


def _within(curves: Sequence[Curve], breadth: int) -> list[Curve]:
    """Curves that are no edge of the paper and lean as most do."""
    inner = [
        c
        for c in curves
        if _BORDER * breadth < float(np.median(c.across)) < (1 - _BORDER) * breadth
    ]
    leans = [float(np.polyfit(c.along, c.across, 1)[0]) for c in inner]
    usual = float(np.median(leans)) if leans else 0.0
    return [c for c, lean in zip(inner, leans, strict=True) if abs(lean - usual) <= _LEAN]


def _fit(curves: Sequence[Curve], length: int, breadth: int) -> Bend:
    middle = (length / 2, breadth / 2)
    reach = max(length, breadth) / 2
    terms = _terms_for(curves, length)
    levels = [float(np.mean(c.across)) for c in curves]
    factors = np.zeros(len(terms))
    for _ in range(2):
        blocks, targets = [], []
        for curve, level in zip(curves, levels, strict=True):
            s = (curve.along - middle[0]) / reach
            t = (level - middle[1]) / reach
            columns = np.column_stack([s**p * t**q for p, q in terms])
            # Each line's own constant drops out when its mean is taken off.
            blocks.append(columns - columns.mean(axis=0))
            targets.append(curve.across - curve.across.mean())
        matrix, target = np.vstack(blocks), np.concatenate(targets)
        ridge = _RIDGE * len(target) * np.eye(len(terms))
        factors = np.linalg.solve(matrix.T @ matrix + ridge, matrix.T @ target)
        bend = Bend(terms, tuple(float(f) for f in factors), middle, reach)
        levels = [
            float(np.mean(c.across - bend.offset(c.along, np.full_like(c.along, level))))
            for c, level in zip(curves, levels, strict=True)
        ]
    return bend


def _terms_for(curves: Sequence[Curve], length: int) -> tuple[tuple[int, int], ...]:
    if max(c.length for c in curves) < _WIDE * length:
        return _ONE_TERM
    return _TERMS if len(curves) >= _SEVERAL else _FEW_TERMS


def _worst(curve: Curve, bend: Bend) -> float:
    level = np.full_like(curve.along, float(np.mean(curve.across)))
    off = curve.across - bend.offset(curve.along, level)
    return float(np.percentile(np.abs(off - np.median(off)), 95))
