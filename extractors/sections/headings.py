"""Headings by their numbers: 第一部分, 一、, （一）, 1., （1）, ①, 附件1; dots of every width."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from extractors.text.normalise import fold
from schemas.text import PlacedText

_HAN = "一二三四五六七八九十百"
#: Marks of lists and of markdown that may stand before a number.
_LEAD = r"[\s#*>•●◆■]*(?:[-+]\s+)?[\s*]*"
_BOLD = r"[\s*]*"
#: Longest title; what runs on behind it is a sentence.
MAX_TITLE = 60
#: An annex's heading is short: a longer line only speaks of the annex.
_MAX_ANNEX = 60
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_BRACKETED_HAN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"


class Rank(IntEnum):
    """How deep a kind of heading stands: an annex inside a part, a report inside an annex."""

    ROOT = 0
    PART = 10
    ANNEX = 15
    REPORT = 17
    CHAPTER = 20
    ITEM = 30
    NUMBER = 40
    SUB_NUMBER = 50
    CIRCLED = 60

    @property
    def level(self) -> int:
        """The level that `Section` speaks of."""
        return self.value // 10


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found at the start of a paragraph.

    `title` is `[title_start, title_end)` of the paragraph. `runs_on` tells that a sentence follows
    in the same paragraph.
    """

    rank: Rank
    number: str
    ordinal: int | None
    title_start: int
    title_end: int
    runs_on: bool


_NUMBERS = (
    (Rank.PART, re.compile(rf"{_LEAD}(第\s*([{_HAN}\d]{{1,3}})\s*(?:部分|章|篇)){_BOLD}[::、.]?")),
    (Rank.CHAPTER, re.compile(rf"{_LEAD}(([{_HAN}]{{1,3}})\s*[、.])")),
    (Rank.ITEM, re.compile(rf"{_LEAD}(\(?\s*([{_HAN}]{{1,3}})\s*\)){_BOLD}[、.,]?")),
    (Rank.NUMBER, re.compile(rf"{_LEAD}((\d{{1,2}})\s*(?:、|\.(?!\s*\d)|\.(?=\s*\d{{4}}\s*年)))")),
    (Rank.NUMBER, re.compile(rf"{_LEAD}((\d{{1,2}})\s*\.)(?=\s*[“\"]?\d{{7}}\D)")),
    (Rank.SUB_NUMBER, re.compile(rf"{_LEAD}(\(\s*(\d{{1,2}})\s*\)){_BOLD}[、.,]?")),
    (Rank.SUB_NUMBER, re.compile(rf"{_LEAD}((\d{{1,2}})\s*\)){_BOLD}[、.,]?")),
)
_ANNEX = re.compile(
    rf"{_LEAD}(附[件表录]?\s*([{_HAN}\d]{{1,3}})?(?:\s*[-—]\s*\d{{1,2}})?)\s*[::、.]?\s*"
)
_SINGLE = (
    (Rank.CIRCLED, _CIRCLED),
    (Rank.SUB_NUMBER, _BRACKETED),
    (Rank.NUMBER, _DOTTED),
    (Rank.ITEM, _BRACKETED_HAN),
)
#: Where a title ends and its sentence begins.
_TITLE_END = re.compile(r"[。；;::,!?？！]")
_FIGURE = re.compile(r"\d[\d,.]*\s*(?:%|万|元|亿|个|人|辆|台|批|次|分)")
_ONLY_MARKS = re.compile(r"[\s。.；;::,、*_#]*")
_LEADER = re.compile(r"(?:\.{3,}|…+|·{3,}|-{4,}|_{3,})\s*[-—]?\s*\d{0,3}\s*[-—]?\s*$")
_TABBED_PAGE = re.compile(r"\t\s*\d{1,3}\s*$")
_SPEAKS_OF_ANNEX = re.compile(r"见附|后附|附后|[。；,]|附件\s*\d?\s*[和、及]")


def is_contents_line(text: str) -> bool:
    """Whether a line of a table of contents: leader dots or a tab before a page number."""
    folded = fold(text)
    return bool(_LEADER.search(folded) or _TABBED_PAGE.search(folded))


def find_heading(text: PlacedText) -> Heading | None:
    """The heading at the start of a paragraph; None where it starts with no number."""
    string = text.string
    return _single_character(string) or _numbered(string) or _annex(string)


def han_number(text: str) -> int | None:
    """一 … 九十九, or Arabic digits; None for anything else."""
    if text.isdigit():
        return int(text)
    digits = {c: i for i, c in enumerate("零一二三四五六七八九")}
    tens, ten, ones = text.partition("十")
    if not ten:
        return digits.get(text)
    return (digits.get(tens, 1) if tens else 1) * 10 + digits.get(ones, 0)


def _numbered(string: str) -> Heading | None:
    folded = fold(string)
    for rank, pattern in _NUMBERS:
        match = pattern.match(folded)
        if match is not None:
            number = string[match.start(1) : match.end(1)]
            return _with_title(rank, number, han_number(match[2]), folded, match.end())
    return None


def _single_character(string: str) -> Heading | None:
    stripped = string.lstrip(" \t\u3000*#")
    for rank, characters in _SINGLE:
        if stripped[:1] and stripped[0] in characters:
            start = len(string) - len(stripped)
            ordinal = characters.index(stripped[0]) + 1
            return _with_title(rank, stripped[0], ordinal, fold(string), start + 1)
    return None


def _annex(string: str) -> Heading | None:
    folded = fold(string)
    match = _ANNEX.match(folded)
    if match is None or len(folded) > _MAX_ANNEX or _SPEAKS_OF_ANNEX.search(folded):
        return None
    if match[2] is None and folded[match.end() :].strip("* ") and "件" not in match[1]:
        return None
    ordinal = han_number(match[2]) if match[2] else None
    number = string[match.start(1) : match.end(1)].strip()
    end = len(folded.rstrip("* "))
    return Heading(Rank.ANNEX, number, ordinal, match.end(), end, runs_on=False)


def _with_title(rank: Rank, number: str, ordinal: int | None, folded: str, start: int) -> Heading:
    start += len(folded[start:]) - len(folded[start:].lstrip(" \t*_"))
    end = _title_end(folded, start)
    runs_on = _ONLY_MARKS.fullmatch(folded[end:]) is None
    return Heading(rank, number, ordinal, start, end, runs_on)


def _title_end(folded: str, start: int) -> int:
    """Up to the first stop or the first figure, whichever comes first; never past `MAX_TITLE`."""
    stop, figure = _TITLE_END.search(folded, start), _FIGURE.search(folded, start)
    ends = [m.start() for m in (stop, figure) if m is not None and m.start() > start]
    end = min([*ends, len(folded)])
    whole = _ONLY_MARKS.fullmatch(folded[end:]) is not None
    if end - start > MAX_TITLE and not whole:
        end = start + MAX_TITLE
    return start + len(folded[start:end].rstrip(" *_"))
