"""Findings from what is said of reporting itself: another year evaluated, published too early."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.findings.passages import Passage, quote
from schemas.document import Document
from schemas.report import Finding, Severity
from schemas.vocabulary.findings import any_of, finding_words

_Hit = tuple[str, str, Passage, re.Match[str]]


def publishing_findings(
    document: Document, found: Iterable[Passage], year: int | None
) -> list[Finding]:
    """One finding for each sort of sentence, with every place of it."""
    if year is None:
        return []
    groups: dict[str, list[_Hit]] = {}
    for passage in found:
        for hit in (*_evaluated(passage, year), *_published(passage)):
            groups.setdefault(hit[0], []).append(hit)
    return [_finding(document, hits) for hits in groups.values()]


def _evaluated(passage: Passage, year: int) -> Iterator[_Hit]:
    """The evaluation of another year, told as done."""
    words = finding_words().periods
    for match in any_of(words.evaluated).finditer(passage.squeezed):
        first, _ = passage.sentence(match.start(), match.end())
        before = passage.squeezed[first : match.start()]
        other = _year(match)
        if other != year and not re.search(words.ahead, before + match[0]):
            said = f"{year} 年度的报告称开展的是 {other} 年的自评：“{match[0]}”"
            yield "evaluation_of_its_year", said, passage, match


def _published(passage: Passage) -> Iterator[_Hit]:
    """An evaluation published before its year was over, or with another year's accounts."""
    for match in any_of(finding_words().periods.published).finditer(passage.squeezed):
        years = {n: int(v) for n, v in match.groupdict().items() if v}
        early = "when" in years and years["when"] <= years["what"]
        apart = "beside" in years and years["beside"] != years["what"]
        if early or apart:
            words = f"公开的时间或所随同的决算与年度不合：“{match[0]}”"
            yield "published_after_its_year", words, passage, match


def _year(match: re.Match[str]) -> int:
    return next(int(v) for v in match.groupdict().values() if v)


def _finding(document: Document, hits: list[_Hit]) -> Finding:
    quotes = (quote(document, passage, match) for _, _, passage, match in hits)
    return Finding(
        kind="year_conflict",
        message=hits[0][1],
        severity=Severity.WARNING,
        rule=hits[0][0],
        evidence=tuple(q for q in quotes if q is not None),
    )
