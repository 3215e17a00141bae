"""Findings from people: staff in service, in the report's text and in its evaluation forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from pipeline.findings.passages import Passage, quote
from schemas.document import Document
from schemas.report import Finding, Severity
from schemas.vocabulary.findings import finding_words

_Hit = tuple[Passage, re.Match[str]]


def headcount_findings(document: Document, found: Iterable[Passage]) -> list[Finding]:
    """A finding where text and forms each have one number, and not the same one.

    Several numbers in one of them are those of several units, and prove nothing.
    """
    pattern = re.compile(finding_words().in_service)
    hits = [(p, m) for p in found for m in pattern.finditer(p.squeezed)]
    prose = [hit for hit in hits if hit[0].table is None]
    forms = [hit for hit in hits if hit[0].table is not None]
    if len(_numbers(prose)) != 1 or len(_numbers(forms)) != 1 or _numbers(prose) == _numbers(forms):
        return []
    return [_finding(document, prose[0], forms[0])]


def _numbers(hits: list[_Hit]) -> set[str]:
    return {match["value"] for _, match in hits}


def _finding(document: Document, one: _Hit, other: _Hit) -> Finding:
    quotes = (quote(document, passage, match) for passage, match in (one, other))
    return Finding(
        kind="witness_conflict",
        message=f"在职人数前后不一致：“{one[1][0]}”，评价表中作“{other[1][0]}”",
        severity=Severity.WARNING,
        rule="one_fact_one_figure",
        expected=Decimal(one[1]["value"]),
        printed=Decimal(other[1]["value"]),
        evidence=tuple(q for q in quotes if q is not None),
    )
