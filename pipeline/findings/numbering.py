"""Findings from numbers of headings and rows: one left out, or used twice.

A heading that we did not take for one is no gap of the report: where the missing number stands
anywhere in the text, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractors.text.normalise import compact
from pipeline.findings.passages import Passage, evidence_of
from schemas.document import Document
from schemas.report import Finding, Severity
from schemas.section import Section, Structured
from schemas.text import PlacedText
from schemas.vocabulary.performance import performance_words

_HAN = "〇一二三四五六七八九十"
#: Levels whose numbers stand for nothing else: 一、 and （一）; items of 1. also number forms.
_SURE_LEVELS = (2, 3)
_ITEM_LEVEL = 4
_FEWEST, _FEWEST_FROM_ONE = 3, 2
#: A title this long is a heading of its own, not a scrap.
_OWN_TITLE = 4
_LABEL = re.compile(r"^指标(\d{1,2})[:：]")


def numbering_findings(
    structured: Structured, found: list[Passage], absent: Collection[str] = ()
) -> list[Finding]:
    """Gaps and repeats among the headings under one heading, and among 指标N of one table.

    `absent`: printed numbers that are missing with what they stood before, which is told elsewhere.
    """
    texts = "\n".join(p.squeezed for p in found)
    told = _Told(texts, frozenset(absent))
    hits = [h for s in structured.outline.walk() for h in _among(s, told)]
    hits += _labels(found)
    return [f for words, texts_ in hits if (f := _finding(structured.document, words, texts_))]


_Hit = tuple[str, list[tuple[PlacedText, str]]]


@dataclass(frozen=True, slots=True)
class _Told:
    """The report's text, and the numbers whose absence has another cause."""

    texts: str
    absent: frozenset[str]


def _among(section: Section, told: _Told) -> Iterator[_Hit]:
    for level, group in groupby(section.children, key=lambda s: s.level):
        heads = [s for s in group if s.ordinal is not None]
        if level not in (*_SURE_LEVELS, _ITEM_LEVEL) or len(heads) < _fewest(heads, level):
            continue
        if level in _SURE_LEVELS:
            yield from _first(heads, told)
        yield from _run(heads, level, told)


def _fewest(heads: list[Section], level: int) -> int:
    """Headings that make a list: two, where they are sure and the first has the number 1."""
    begins = level in _SURE_LEVELS and heads and heads[0].ordinal == 1
    return _FEWEST_FROM_ONE if begins else _FEWEST


def _run(heads: list[Section], level: int, told: _Told) -> Iterator[_Hit]:
    """Gaps and repeats of one list; a number that is its follower's is one slip, not two."""
    slipped: Section | None = None
    for place, (before, after) in enumerate(pairwise(heads)):
        if _is_gap(before, after, level, told):
            number = _printed((before.ordinal or 0) + 1, after)
            follower = heads[place + 2] if place + 2 < len(heads) else None
            if follower is not None and _is_repeat(after, follower):
                slipped = after
                words = f"序号“{after.number}”重复，缺“{number}”"
                yield words, [_quoted(after), _quoted(follower)]
            else:
                words = f"“{before.number}”与“{after.number}”之间缺“{number}”"
                yield words, [_quoted(before), _quoted(after)]
        elif _is_repeat(before, after) and before is not slipped:
            yield f"序号“{after.number}”重复", [_quoted(before), _quoted(after)]


def _first(heads: list[Section], told: _Told) -> Iterator[_Hit]:
    """The first number is missing where the list begins with the second."""
    head = heads[0]
    if head.ordinal == 2 and not _stands(1, head, told):
        yield f"“{head.number}”之前缺“{_printed(1, head)}”", [_quoted(head)]


def _is_repeat(before: Section, after: Section) -> bool:
    titles = compact(before.title.string), compact(after.title.string)
    own = all(len(title) >= _OWN_TITLE for title in titles) and titles[0] != titles[1]
    return before.ordinal == after.ordinal and own and (after.ordinal or 0) > 1


def _is_gap(before: Section, after: Section, level: int, told: _Told) -> bool:
    one, two = before.ordinal or 0, after.ordinal or 0
    return level in _SURE_LEVELS and two == one + 2 and not _stands(one + 1, after, told)


def _quoted(section: Section) -> tuple[PlacedText, str]:
    return section.heading or section.title, section.trail()


def _printed(number: int, like: Section) -> str:
    words = _HAN[number] if number <= 10 else f"十{_HAN[number - 10]}"
    return re.sub(rf"[{_HAN}]+", words, like.number)


def _stands(number: int, like: Section, told: _Told) -> bool:
    """Whether the number is printed after the list before: then we did not see its heading."""
    texts = told.texts
    if compact(_printed(number, like)) in told.absent:
        return True
    at = texts.find(compact(like.heading.string or like.title.string))
    if at < 0:
        return True
    own, following = (compact(_printed(n, like)) for n in (number, number + 1))
    return texts.rfind(own, 0, at) > texts.rfind(following, 0, at)


def _labels(found: list[Passage]) -> Iterator[_Hit]:
    """指标2 twice in a run of one table: a run ends where the count begins again."""
    for _, group in groupby((p for p in found if p.table is not None), key=lambda p: p.table):
        last: tuple[int, Passage] | None = None
        cells = list(group)
        if sum(_LABEL.match(p.squeezed) is not None for p in cells) < _FEWEST:
            continue
        for passage in cells:
            match = _LABEL.match(passage.squeezed)
            ended = passage.squeezed in performance_words().total_rows
            if match is None:
                last = None if ended else last
                continue
            number = int(match[1])
            if last and number == last[0] > 1 and passage.squeezed != last[1].squeezed:
                words = f"同一表内两行都标为“指标{number}”"
                quotes = [(p.text, p.section) for p in (last[1], passage)]
                yield words, quotes
            last = (number, passage)


def _finding(document: Document, words: str, texts: list[tuple[PlacedText, str]]) -> Finding | None:
    quotes = [evidence_of(document, text, trail) for text, trail in texts]
    evidence = tuple(q for q in quotes if q is not None)
    if not evidence:
        return None
    return Finding(
        kind="numbering",
        message=words,
        severity=Severity.NOTE,
        rule="numbers_follow",
        evidence=evidence,
    )
