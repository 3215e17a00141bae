"""Figures of a sentence with their units: money, rates, counts, scores."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractors.text.numbers import find_numbers
from extractors.text.units import MoneyUnit, to_wan

#: A bare 万 is money where the clause ends there (`45.22万,`), not in 1.2万吨.
_MONEY = re.compile(r"(?P<unit>(?:百万|[千百万亿])?元)(?![/每])|(?P<bare>[万亿])(?=[,;。、:)]|$)")
_PERCENT = re.compile(r"%|百分比")
_POINTS = re.compile(r"个?百分点")
_MEASURE = re.compile(
    r"(?P<batch>个批次|个\(批次\)|批\(次\)|批次|批|团组|个团组|个团|团次|团|起)"
    r"|(?P<person>人次|人\(次\)|人/次|人员|人|名)"
    r"|(?P<set>台\(套\)|台/套|台、套|台套|套\(台\)|套)"
    r"|(?P<vehicle>辆|台|部(?=[,;。、)]|$))"
    r"|(?P<piece>个|次|项|件|家)"
    r"|(?P<score>分(?!钟|之|别|局|公司|管|为|类))"
)
_DATE = re.compile(r"年|月|日|号|时|类|款|级|岁|周|期|季|届|条|号文|\)?类|\)?款|\)?项")
_CURRENCY_BEFORE = re.compile(r"[¥$€]$")


class FigureKind(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    SCORE = "score"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at `[start, end)` of the passage, its unit included.

    Money is in 万元, rates in %. `measure` is the sort of measure word of a count (batch, person,
    vehicle, set, piece), `unit` the printed one.
    """

    start: int
    end: int
    kind: FigureKind
    value: Decimal
    quantum: Decimal
    unit: str = ""
    measure: str = ""


def find_figures(text: str) -> list[Figure]:
    """Figures of a compacted text, from left to right; dates, codes and ordinals left out."""
    found = (_figure(text, n.start, n.end, n.value, n.quantum) for n in find_numbers(text))
    return [figure for figure in found if figure is not None]


def _figure(text: str, start: int, end: int, value: Decimal, quantum: Decimal) -> Figure | None:
    if _CURRENCY_BEFORE.search(text[:start]) or _is_part_of_word(text, start):
        return None
    money = _MONEY.match(text, end)
    if money is not None:
        unit = MoneyUnit(money["unit"] or f"{money['bare']}元")
        scaled = to_wan(value, unit), to_wan(quantum, unit)
        return Figure(start, money.end(), FigureKind.MONEY, *scaled, unit="万元")
    percent = _PERCENT.match(text, end)
    if percent is not None:
        return Figure(start, percent.end(), FigureKind.PERCENT, value, quantum, "%")
    if _POINTS.match(text, end):
        return None
    return _count(text, start, end, value, quantum)


def _count(text: str, start: int, end: int, value: Decimal, quantum: Decimal) -> Figure | None:
    measure = _MEASURE.match(text, end)
    if measure is not None:
        kind = FigureKind.SCORE if measure.lastgroup == "score" else FigureKind.COUNT
        sort = measure.lastgroup or ""
        return Figure(start, measure.end(), kind, value, quantum, measure[0], sort)
    if _DATE.match(text, end) or text[end : end + 1].isalpha():
        return None
    return Figure(start, end, FigureKind.BARE, value, quantum)


def _is_part_of_word(text: str, start: int) -> bool:
    """A digit right behind a Latin letter (`A4`) or in 第3 is no figure."""
    before = text[start - 1 : start]
    return before == "第" or (before.isascii() and before.isalpha())
