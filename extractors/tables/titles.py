"""Title lines: which statement a line names, and how surely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractors.text.normalise import compact
from schemas.vocabulary.statements import forms, patterns, statement_file

_CUT = re.compile(
    r"(?:\(?(?:金额)?单位[:：]|\((?:公开|续|空表)|(?:编制|填报|公开|预算)?(?:单位|部门)(?:名称)?[:：]|"
    r"\(?(?:公开|财决)\d{1,2}(?:-\d)?表?\)?).*$"
)
_MARKS = re.compile(r"[\"'《》〈〉*#【】\[\]]")
_TRAILING = re.compile(
    r"(?:[:.。…]+\d*|\d{1,3}|\((?:续表?\d*|20\d\d年度?|部门|单位|汇总|本级|公开|空表|表?\d+|"
    r"[一二三四五六七八九十]{1,2})\))$"
)
_TITLE_LIKE = re.compile(r".{3,60}表(?:\(.{1,30}\))?")
#: Excel cuts a sheet's name there.
_SHEET_NAME_LENGTH = 31
#: Shorter rests of a cut name say too little.
_LEAST_CUT_TITLE = 8
_LEAST_TITLE = 4


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A statement that a line names; `score` is lower the more was taken off the line.

    `also`: others that are printed under the same title (parts 一 and 二 of one); their looks tell.
    """

    statement: str
    score: float
    also: tuple[str, ...] = ()


def match_title(line: str) -> TitleMatch | None:
    """The statement whose title the line is, whole; never a part of the line.

    List numbers, 表3, 公开03表, a year, 部门 and (at a lower score) the name of a body may stand
    before it; a unit, 公开03表 or (续) behind it.
    """
    text = tidy_title(line)
    if not 3 <= len(text) <= 80:
        return None
    found = _without_prefixes(text)
    return found or _without_agency(text)


def match_sheet_name(name: str) -> TitleMatch | None:
    """Like `match_title`, for a sheet's name, which may be cut at 31 characters."""
    whole = match_title(name)
    if whole is not None or len(name) < _SHEET_NAME_LENGTH:
        return whole
    rests = list(_rests(tidy_title(name)))
    found = {
        form.id
        for form in forms().values()
        if any(len(r) >= _LEAST_CUT_TITLE and tidy_title(form.name).startswith(r) for r in rests)
    }
    return TitleMatch(found.pop(), 0.85) if len(found) == 1 else None


def is_title_like(line: str) -> bool:
    """Whether the line is the title of some table, known or not; 公开03表 alone is none."""
    text = _MARKS.sub("", compact(line))
    units = patterns(*statement_file().unit_lines)
    return _TITLE_LIKE.fullmatch(tidy_title(line)) is not None and not units.match(text)


def tidy_title(line: str) -> str:
    """The compact line without quotation marks, unit, number of the form or dot leaders."""
    text = _MARKS.sub("", compact(line))
    cut = _CUT.sub("", text)
    return _TRAILING.sub("", cut or text)


def bare_title(line: str) -> str:
    """The title of a line without list number, number of the form or year before it."""
    *_, last = ["", *(rest for rest in _rests(tidy_title(line)) if len(rest) >= _LEAST_TITLE)]
    return last


def _without_prefixes(text: str) -> TitleMatch | None:
    score = 1.0
    for rest in _rests(text):
        named = _named(rest)
        if named:
            return TitleMatch(named[0], score, named[1:])
        score = max(0.9, score - 0.02)
    return None


def _rests(text: str) -> Iterator[str]:
    """The text, and what is left of it when known prefixes are taken off one by one."""
    prefixes = patterns(*statement_file().title_prefixes)
    while text:
        yield text
        text = text[prefixes.prefix(text) :] if prefixes.prefix(text) else ""


def _without_agency(text: str) -> TitleMatch | None:
    agency = re.compile(statement_file().agency_ending)
    for start in range(len(text) - 4, 2, -1):
        if agency.fullmatch(text[:start]):
            found = _without_prefixes(text[start:])
            if found is not None:
                return replace(found, score=found.score * 0.95)
    year = re.search(r".{2,40}?(?=20\d\d年)", text)
    found = _without_prefixes(text[year.end() :]) if year else None
    return replace(found, score=found.score * 0.97) if found else None


@cache
def _named(text: str) -> tuple[str, ...]:
    return tuple(form.id for form in forms().values() if patterns(*form.titles).match(text))
