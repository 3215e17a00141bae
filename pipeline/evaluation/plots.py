"""Plots as inline SVG: a diagram of reliability, a curve of risk; nothing from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.evaluation.calibration import Bin
from pipeline.evaluation.curves import RiskAt

_WIDE, _HIGH, _LEFT, _BOTTOM, _TOP = 360, 260, 46, 38, 10
_RIGHT = 12

Scale = Callable[[float], float]


def reliability_plot(bins: Sequence[Bin]) -> str:
    """Share right against mean confidence, a dot a tenth, as large as it holds values."""
    x, y = _across(1.0), _up(1.0)
    most = max((b.count for b in bins), default=1)
    line = f'<line class="ideal" x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}"/>'
    dots = [
        f'<circle class="dot" cx="{x(b.confidence):.1f}" cy="{y(b.accuracy):.1f}" '
        f'r="{3 + 7 * (b.count / most) ** 0.5:.1f}"><title>{b.count} values: confidence '
        f"{b.confidence:.3f}, right {b.accuracy:.3f}</title></circle>"
        for b in bins
    ]
    return _figure("confidence", "share right", 1.0, 1.0, [line, *dots])


def risk_plot(curve: Sequence[RiskAt], stated: float) -> str:
    """Risk against coverage, with the band of 95 % and the stated risk."""
    top = max([stated * 2, *(point.high for point in curve)])
    x, y = _across(1.0), _up(top)
    there = [(x(p.coverage), y(p.high)) for p in curve]
    back = [(x(p.coverage), y(p.low)) for p in reversed(curve)]
    drawn = [
        f'<polygon class="band" points="{_points(there + back)}"/>',
        f'<polyline class="line" points="{_points((x(p.coverage), y(p.risk)) for p in curve)}"/>',
        f'<line class="ideal" x1="{x(0)}" y1="{y(stated):.1f}" x2="{x(1)}" y2="{y(stated):.1f}"/>',
    ]
    return _figure("coverage", "risk", 1.0, top, drawn)


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _across(most: float) -> Scale:
    return lambda value: _LEFT + (_WIDE - _LEFT - _RIGHT) * value / most


def _up(most: float) -> Scale:
    return lambda value: _HIGH - _BOTTOM - (_HIGH - _BOTTOM - _TOP) * value / most


def _figure(below: str, beside: str, right: float, top: float, drawn: Sequence[str]) -> str:
    """Axes from nought with five marks each, and what is drawn in them."""
    x, y = _across(right), _up(top)
    marks = []
    for step in range(6):
        across, up = right * step / 5, top * step / 5
        marks.append(
            f'<text x="{x(across):.1f}" y="{_HIGH - 22}" text-anchor="middle">{across:.1f}</text>'
            f'<line class="grid" x1="{x(0)}" y1="{y(up):.1f}" x2="{x(right)}" y2="{y(up):.1f}"/>'
            f'<text x="{_LEFT - 6}" y="{y(up) + 4:.1f}" text-anchor="end">{up:.3g}</text>'
        )
    middle = 'text-anchor="middle"'
    names = (
        f'<text x="{(_LEFT + _WIDE) / 2}" y="{_HIGH - 4}" {middle}>{below}</text>'
        f'<text transform="rotate(-90)" x="{-_HIGH / 2}" y="12" {middle}>{beside}</text>'
    )
    body = "".join([*marks, names, *drawn])
    label = f"{beside} against {below}"
    return f'<svg viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-label="{label}">{body}</svg>'
