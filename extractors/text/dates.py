"""Dates and years as reports print them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from extractors.text.normalise import fold

_CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "○": 0,
    "Ｏ": 0,
    "零": 0,
    "O": 0,
}
_HAN = "〇○零O一二三四五六七八九"
_DATE = re.compile(
    r"(?P<year>(?:19|20)\s?\d\s?\d)\s*(?:年|[-/.])\s*(?P<month>\d{1,2})\s*(?:月|[-/.])\s*"
    r"(?P<day>\d{1,2})\s*日?(?!\d)"
)
_HAN_DATE = re.compile(
    rf"(?P<year>[{_HAN}]{{4}})\s*年\s*(?P<month>[一二三四五六七八九十]{{1,3}})\s*月\s*"
    r"(?P<day>[一二三四五六七八九十]{1,3})\s*日"
)
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\s?\d\s?\d)\s*(?=年)")
_HAN_YEAR = re.compile(rf"(?P<year>[{_HAN}]{{4}})\s*(?=年)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at `[start, end)` of the text."""

    value: dt.date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundYear:
    """A year at `[start, end)` of the text (the word 年 left out)."""

    value: int
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """Full dates (`2021 年 9 月 24 日`, `2021-09-24`, `二〇二一年九月二十四日`) that exist."""
    folded = fold(text)
    found = [
        _date(m, _arabic(m["year"]), int(m["month"]), int(m["day"])) for m in _DATE.finditer(folded)
    ]
    found += [
        _date(m, _han_year(m["year"]), _han_number(m["month"]), _han_number(m["day"]))
        for m in _HAN_DATE.finditer(folded)
    ]
    return sorted((d for d in found if d is not None), key=lambda d: d.start)


def find_years(text: str) -> list[FoundYear]:
    """Years followed by 年: `2023 年度`, `二〇二三年`."""
    folded = fold(text)
    found = [
        FoundYear(_arabic(m["year"]), m.start(), m.end("year")) for m in _YEAR.finditer(folded)
    ]
    found += [
        FoundYear(_han_year(m["year"]), m.start(), m.end("year"))
        for m in _HAN_YEAR.finditer(folded)
        if 1949 <= _han_year(m["year"]) <= 2100
    ]
    return sorted(found, key=lambda y: y.start)


def _date(match: re.Match[str], year: int, month: int, day: int) -> FoundDate | None:
    try:
        return FoundDate(dt.date(year, month, day), match.start(), match.end())
    except ValueError:
        return None


def _arabic(digits: str) -> int:
    return int("".join(digits.split()))


def _han_year(digits: str) -> int:
    return int("".join(str(_CHINESE_DIGITS[d]) for d in digits))


def _han_number(text: str) -> int:
    """一 … 三十一."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CHINESE_DIGITS[text] if len(text) == 1 else 0
    return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0)
