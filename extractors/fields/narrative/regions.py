"""Stretches of a passage that are not plain speech: bases of comparison, reasons, purposes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from schemas.vocabulary.sentences import sentence_file

_YEAR = re.compile(r"(?:19|20)\d\d")
#: A figure with its unit, as a frame would read it.
_STATED = re.compile(r"\d[\d,.]*(?:万元|万|元|亿|%|个|人|辆|批|台|团)")
_MAINLY = "主要"
_WHAT = r"(?P<what>(?:[^,;。:]|(?<=\d),(?=\d)){1,40}?)"
_TURNS = (
    r"增|减|下降|提高|上升|降低|增长|上涨|持平|节约|多|少|压|下滑"
    r"|无变化|没有变化|略|有所|基本|缩减|回落|保持|无增减|没有增减|无变动|零增长|未增|净|上浮|升|涨"
)
_FLATS = (
    r"持平|一致|相同|相等|一样|等同|无变化|没有变化|未变化|保持不变|基本持平|无增减|无变动|不变"
    r"|没有增减|零增长|未增|无增长"
)


class Base(StrEnum):
    """What a change is measured against; `other_year`: not the year before the report's."""

    YEAR = "year"
    BUDGET = "budget"
    OTHER_YEAR = "other_year"


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch `[start, end)`; `base` of a comparison, `text_start` where a reason begins."""

    start: int
    end: int
    base: Base | None = None
    text_start: int = 0

    def covers(self, position: int) -> bool:
        """Whether the position lies inside."""
        return self.start <= position < self.end


def find_bases(text: str, year: int | None, *, budget: bool = False) -> list[Region]:
    """Comparisons (`与2019年相比`, `较年初预算数`, `比上年`, `同比`) with what they compare to.

    `year` is the report's own: its budget is a budget, another year's is that year. In a report
    that is itself a `budget` nothing is compared with the budget of its own year.
    """
    found: list[Region] = []
    for pattern in _base_patterns():
        for match in pattern.finditer(text):
            base = _base(match.groupdict().get("what") or "同比", year, budget=budget)
            region = Region(match.start(), match.end(), base)
            if base is not None and not any(r.covers(region.start) for r in found):
                found.append(region)
    return sorted(found, key=lambda r: r.start)


@cache
def _base_patterns() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"(?:与|同|跟|和|较|比){_WHAT}(?:相比较|相比|比较|相较|对比)(?:,)?"),
        re.compile(rf"(?:相较于|相比于|相比|对比|较之|较|比){_WHAT}(?={_TURNS})"),
        re.compile(rf"(?:与|同|跟|和){_WHAT}(?={_FLATS})"),
        re.compile(r"同比"),
    )


def _base(what: str, year: int | None, *, budget: bool) -> Base | None:
    frames = sentence_file().frames
    years = [int(y) for y in _YEAR.findall(what)]
    if what == "同比" or any(word in what for word in frames.prior):
        return Base.YEAR
    if any(word in what for word in frames.budget_bases):
        other = any(y != year for y in years) if year else False
        if not other and not (budget and years):
            return Base.BUDGET
    if not years:
        return None
    return Base.YEAR if year is None or year - 1 in years else Base.OTHER_YEAR


def find_purposes(text: str) -> list[Region]:
    """`主要用于…`, `包括…`: up to what states a figure, or to the sentence's end."""
    found = []
    for match in _purpose_pattern().finditer(text):
        end = _sentence_end(text, match.end())
        figure = _STATED.search(text, match.end(), end)
        if figure is not None:
            end = _clause_of(text, match, figure.start())
        if end > match.end():
            found.append(Region(match.start(), end))
    return found


def _clause_of(text: str, purpose: re.Match[str], figure: int) -> int:
    """Where the clause of a figure begins; by its opening words where a scan lost the stop.

    `用于人员经费支出决算` names what the figure is of, `主要用于…` never does.
    """
    start = purpose.end()
    stop = max(text.rfind(stop, start, figure) for stop in ",;")
    if stop >= 0 or not purpose[0].startswith(_MAINLY):
        return stop
    openers = (text.find(word, start, figure) for word in sentence_file().frames.stating)
    return min((at for at in openers if at >= 0), default=-1)


@cache
def _purpose_pattern() -> re.Pattern[str]:
    frames = sentence_file().frames
    words = "|".join(sorted(map(re.escape, frames.purposes), key=len, reverse=True))
    listing = "|".join(map(re.escape, frames.listing))
    return re.compile(rf"(?:{words})(?!{listing})")


@cache
def reason_pattern() -> re.Pattern[str]:
    """The marker of a reason with the word that links it to its text."""
    frames = sentence_file().frames
    words = "|".join(sorted(map(re.escape, frames.reasons), key=len, reverse=True))
    links = "|".join(sorted(map(re.escape, frames.reason_links), key=len, reverse=True))
    return re.compile(rf"(?:其)?(?:{words})(?:{links})?[:,]?(?:{links})?")


def _sentence_end(text: str, start: int) -> int:
    stop = text.find("。", start)
    return stop if stop >= 0 else len(text)


def is_hollow(text: str) -> bool:
    """Whether a stretch still holds the template's blanks (XX局, ××万元)."""
    return any(word in text for word in sentence_file().frames.hollow)


@cache
def _filler_pattern() -> re.Pattern[str]:
    words = sorted(map(re.escape, sentence_file().frames.fillers), key=len, reverse=True)
    date = r"(?:19|20)\d\d年?(?:度|末|底|初)?|\d{1,2}月(?:\d{1,2}日)?(?:底|末)?|\d{1,2}日"
    return re.compile(rf"{date}|{'|'.join(words)}|[^\w]|\d+(?=[.、)])")


def residue(text: str) -> str:
    """What is left of a stretch when words that change nothing are taken away."""
    return _filler_pattern().sub("", text)
