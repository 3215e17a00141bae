"""Findings from things counted twice: the same deed with two numbers at two places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.findings.passages import Passage, quote
from schemas.document import Document
from schemas.report import Finding, Severity
from schemas.vocabulary.findings import finding_words

#: Characters of verb and noun together that name one thing and no other.
_OWN_NAME = 7
#: Years and words of time in a clause that make it another count.
_OTHER_TIME = re.compile(r"季度|上半年|下半年|月份|去年|上年|计划|目标|拟|力争|累计|每")


@dataclass(frozen=True, slots=True)
class _Count:
    name: str
    number: str
    passage: Passage
    match: re.Match[str]


@cache
def _pattern() -> re.Pattern[str]:
    words = finding_words().counting
    verbs = "|".join(words.verbs)
    name = rf"(?P<name>(?:{verbs})[\u4e00-\u9fff]{{3,14}}?)"
    return re.compile(rf"{name}(?:突破|达到?|共)?(?P<number>\d+(?:\.\d+)?){words.measures}")


def counting_findings(document: Document, found: list[Passage]) -> list[Finding]:
    """One finding for each thing that prose counts with two numbers in two sections."""
    counts: dict[str, list[_Count]] = {}
    for passage in found:
        for each in _counts(passage):
            counts.setdefault(each.name, []).append(each)
    return [f for group in counts.values() if (f := _finding(document, group)) is not None]


def _counts(passage: Passage) -> Iterator[_Count]:
    for match in _pattern().finditer(passage.squeezed):
        name = match["name"] + match["measure"]
        first, _ = passage.sentence(match.start(), match.end())
        before = passage.squeezed[max(first, match.start() - 20) : match.start()]
        if len(match["name"]) >= _OWN_NAME and not _OTHER_TIME.search(before):
            yield _Count(name, match["number"], passage, match)


def _finding(document: Document, group: list[_Count]) -> Finding | None:
    first = group[0]
    other = next((c for c in group if c.number != first.number), None)
    if other is None or other.passage.section == first.passage.section:
        return None
    quotes = [quote(document, c.passage, c.match) for c in (first, other)]
    words = f"“{first.match[0]}”与“{other.match[0]}”前后不一致"
    return Finding(
        kind="witness_conflict",
        message=words,
        severity=Severity.WARNING,
        rule="one_deed_one_count",
        evidence=tuple(q for q in quotes if q is not None),
    )
