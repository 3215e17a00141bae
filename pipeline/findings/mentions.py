"""Findings from evaluation forms that quote a figure of the accounts, and quote it wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pipeline.confidence import lowest
from pipeline.findings.passages import Passage, evidence_of
from pipeline.findings.wording import name_of
from schemas.document import Document
from schemas.report import Finding, FindingValue, Severity, Value
from schemas.vocabulary.findings import Mention, finding_words

#: Figures of one fact that differ by less are roundings of one another.
_SLACK = Decimal("0.02")


def mention_findings(
    document: Document, found: Iterable[Passage], values: Mapping[str, Value], sure: float
) -> list[Finding]:
    """One finding for each quoted figure that is not the report's own."""
    cells = [p for p in found if p.table is not None]
    known = [(m, values[m.path]) for m in finding_words().mention if m.path in values]
    return [
        finding
        for mention, value in known
        if lowest(value.scores) >= sure
        for finding in _conflicts(document, cells, mention, value)
    ]


def _conflicts(
    document: Document, cells: list[Passage], mention: Mention, value: Value
) -> Iterator[Finding]:
    pattern = re.compile(mention.pattern)
    for passage in cells:
        for match in pattern.finditer(passage.squeezed):
            stated = Decimal(match["value"])
            if not _agrees(stated, value) and not _is_limit(passage, match):
                yield _finding(document, passage, match, mention.path, value)


def _agrees(stated: Decimal, value: Value) -> bool:
    """The sign of a change is said in words as often as by a minus."""
    if not isinstance(value.value, Decimal):
        return True
    return abs(abs(stated) - abs(value.value)) <= _SLACK


def _is_limit(passage: Passage, match: re.Match[str]) -> bool:
    """A figure of a rule (`控制率≤100%`, `目标值为100%`) states no result."""
    before = passage.squeezed[max(0, match.start() - 6) : match.start("value")]
    return bool(re.search(r"[≤≥<>]|目标|标准|小于|大于|达到", before))


def _finding(
    document: Document, passage: Passage, match: re.Match[str], path: str, value: Value
) -> Finding:
    text = passage.cut(match.start(), match.end())
    stated = evidence_of(document, text, passage.section)
    own = value.evidence[0]
    return Finding(
        kind="witness_conflict",
        message=f"{name_of(path)}前后不一致：{value.raw.strip()}，评价表中作“{match[0]}”",
        severity=Severity.WARNING,
        rule="one_fact_one_figure",
        expected=value.value if isinstance(value.value, Decimal) else None,
        printed=Decimal(match["value"]),
        values=(FindingValue(path=path, value=value.value, raw=value.raw),),
        evidence=(own, stated) if stated else (own,),
    )
