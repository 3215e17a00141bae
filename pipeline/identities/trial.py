"""Trying one instance: computed against printed, with the tolerance that rounding explains."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pipeline.identities.figures import Figure, Figures, Instance, Outcome, Trial
from schemas.vocabulary.identities import Relation

_HUNDRED = Decimal(100)
#: A closed identity of one or two digits says little, however it closed.
_MAX_WEIGHT = 30.0
#: Years that a report prints, and the quanta of whole numbers: as they are, and from 元 to 万元.
_YEARS, _WHOLE = (1990, 2060), (Decimal(1), Decimal("0.0001"))
#: Reports cut off the digits of a rate as often as they round them: one whole last digit is let by.
_RATE_SLACK = Decimal(1)


def try_instance(instance: Instance, figures: Figures) -> Trial:
    """Compute what the terms give and judge the printed total by it."""
    relation = instance.identity.relation
    if relation is Relation.AT_MOST:
        return _at_most(instance, figures)
    if relation in (Relation.SHARE, Relation.RATE):
        return _ratio(instance, figures)
    return _sum(instance, figures)


def _sum(instance: Instance, figures: Figures) -> Trial:
    total = figures[instance.total]
    parts = [(figures[t.path], t.sign) for t in instance.terms]
    expected = sum((part.value * sign for part, sign in parts), Decimal(0))
    rounded = [] if instance.identity.exact else [total, *(part for part, _ in parts)]
    tolerance = sum(map(_half, rounded), Decimal(0))
    trial = _judge(instance, total, expected, tolerance, [part for part, _ in parts])
    if trial.outcome is not Outcome.BROKEN:
        return trial
    if frozenset.intersection(*(figures[path].spoilt for path in instance.paths)):
        return replace(trial, outcome=Outcome.COULD_NOT_RUN, reason="同行或同列有计算错误的单元格")
    if not _is_complete(instance, figures, trial.difference):
        return replace(trial, outcome=Outcome.COULD_NOT_RUN, reason="有加项未印出或未读到")
    return trial


def _is_complete(instance: Instance, figures: Figures, more: Decimal) -> bool:
    """Whether an addend that we do not have is a blank, not something we may have missed.

    `more`: by how much the total is above its addends.
    """
    if instance.identity.relation is Relation.MEMBERS:
        return more < 0
    if instance.identity.partial:
        return more < 0
    origins = {figures[path].origin for path in instance.paths}
    one_statement = len(origins) == 1 and next(iter(origins)).startswith("statement:")
    return instance.is_whole or one_statement


def _ratio(instance: Instance, figures: Figures) -> Trial:
    printed, first, second = (figures[path] for path in instance.paths)
    rate = instance.identity.relation is Relation.RATE
    base = second.value - first.value if rate else second.value
    if base == 0:
        return _no_base(instance, printed, first)
    expected = first.value / base * _HUNDRED
    spread = (
        _half(first) / abs(base) + abs(first.value) * _base_error(first, second, rate) / base**2
    )
    tolerance = spread * _HUNDRED + printed.quantum * _RATE_SLACK
    if rate and base < 0:
        return Trial(instance, Outcome.COULD_NOT_RUN, printed.value, reason="上年数为负")
    return _judge(instance, printed, expected, tolerance, [first, second])


def _no_base(instance: Instance, printed: Figure, first: Figure) -> Trial:
    if first.value == 0 and printed.value == 0:
        return Trial(instance, Outcome.TRIVIAL, printed.value, reason="0 / 0")
    outcome = Outcome.COULD_NOT_RUN if printed.value == 0 else Outcome.BROKEN
    return Trial(instance, outcome, printed.value, reason="基数为 0，比率无意义")


def _at_most(instance: Instance, figures: Figures) -> Trial:
    total, limit = (figures[path] for path in instance.paths)
    tolerance = _half(total) + _half(limit)
    broken = total.value > limit.value + tolerance
    outcome = Outcome.BROKEN if broken else Outcome.TRIVIAL
    return Trial(instance, outcome, total.value, limit.value, tolerance)


def _judge(
    instance: Instance,
    total: Figure,
    expected: Decimal,
    tolerance: Decimal,
    parts: list[Figure],
) -> Trial:
    difference = abs(total.value - expected)
    if difference > tolerance:
        outcome = Outcome.BROKEN
    elif total.value == 0 and all(part.value == 0 for part in parts):
        outcome = Outcome.TRIVIAL
    else:
        outcome = Outcome.ROUNDING if difference else Outcome.CLOSED
    tells = outcome in (Outcome.CLOSED, Outcome.ROUNDING) and not _lies(total, parts)
    weight = chance_bits(total, tolerance) if tells else 0.0
    return Trial(instance, outcome, total.value, expected, tolerance, weight)


def _lies(total: Figure, parts: list[Figure]) -> bool:
    """Whether what closes is no amount: a year beside a year, the numbers of columns or of a list.

    2022 = 2022 + 0 + 0 and 2023 = 2022 + 1 close in every report, and so does 6 = 1 + 2 + 3.
    """
    stated = [figure for figure in (total, *parts) if figure.value]
    if any(figure.quantum not in _WHOLE for figure in stated):
        return False
    whole, *rest = (figure.value / figure.quantum for figure in stated)
    is_year = _YEARS[0] <= whole <= _YEARS[1] and any(_YEARS[0] <= n <= _YEARS[1] for n in rest)
    ordered = sorted(rest)
    counts = len(rest) > 1 and all(b - a == 1 for a, b in pairwise(ordered))
    return is_year or counts


def chance_bits(total: Figure, tolerance: Decimal) -> float:
    """Bits by which chance is ruled out: of how many possible totals one would have fitted.

    A figure of d digits closes by chance about once in 10^d; small integers (counts, list numbers,
    column numbers) give next to nothing.
    """
    window = 2 * tolerance + total.quantum
    room = abs(total.value) / window
    return min(_MAX_WEIGHT, max(0.0, math.log2(float(room) + 1) - 1))


def _half(figure: Figure) -> Decimal:
    """What rounding may hide: half a last digit; nothing in a printed nought."""
    return figure.quantum / 2 if figure.value else Decimal(0)


def _base_error(first: Figure, second: Figure, rate: bool) -> Decimal:  # noqa: FBT001
    return _half(second) + (_half(first) if rate else Decimal(0))
