"""Title lines: which statement a line names, and how surely."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.text.normalise import compact
from schemas.vocabulary.statements import forms, patterns, statement_file

_CUT = re.compile(
    r"(?:\(?(?:金额)?单位[:：]|\((?:公开|续|空表)|(?:编制|填报|公开|预算)?(?:单位|部门)(?:名称)?[:：]|"
    r"(?:公开|财决)\d{1,2}(?:-\d)?表).*$"
)
_MARKS = re.compile(r"[\"'《》〈〉*#【】\[\]]")
_TRAILING = re.compile(r"[:.。…]+\d*$|\(续表?\d*\)$|\d{1,3}$")
#: Excel cuts a sheet's name there.
_SHEET_NAME_LENGTH = 31
#: Shorter rests of a cut name say too little.
_LEAST_CUT_TITLE = 8


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A statement that a line names; `score` is lower the more was taken off the line."""

    statement: str
    score: float


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
    text = tidy_title(name)
    found = {
        form.id
        for form in forms().values()
        if len(text) >= _LEAST_CUT_TITLE and tidy_title(form.name).startswith(text)
    }
    return TitleMatch(found.pop(), 0.85) if len(found) == 1 else None


def tidy_title(line: str) -> str:
    """The compact line without quotation marks, unit, number of the form or dot leaders."""
    text = _MARKS.sub("", compact(line))
    cut = _CUT.sub("", text)
    return _TRAILING.sub("", cut or text)


def _without_prefixes(text: str) -> TitleMatch | None:
    prefixes = patterns(*statement_file().title_prefixes)
    score = 1.0
    while True:
        statement = _named(text)
        if statement is not None:
            return TitleMatch(statement, score)
        cut = prefixes.prefix(text)
        if not cut or cut == len(text):
            return None
        text, score = text[cut:], max(0.9, score - 0.02)


def _without_agency(text: str) -> TitleMatch | None:
    agency = re.compile(statement_file().agency_ending)
    for start in range(len(text) - 4, 2, -1):
        if agency.fullmatch(text[:start]):
            found = _without_prefixes(text[start:])
            if found is not None:
                return TitleMatch(found.statement, found.score * 0.95)
    year = re.search(r".{2,40}?(?=20\d\d年)", text)
    found = _without_prefixes(text[year.end() :]) if year else None
    return TitleMatch(found.statement, found.score * 0.97) if found else None


@cache
def _named(text: str) -> str | None:
    found = [form.id for form in forms().values() if patterns(*form.titles).match(text)]
    return found[0] if len(found) == 1 else None
