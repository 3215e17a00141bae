"""Findings from headings: a table or annex headed another year than its report."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.text.normalise import compact
from pipeline.findings.passages import Passage, quote
from schemas.document import Document
from schemas.report import Finding, Severity

#: What is headed by its year: statements, self-evaluations, summary tables.
_HEADED = re.compile(
    r"^\(?(?P<year>20\d\d)年?度(?:部门|单位|整体|项目|区级|市级|省级|本级)*(?:整体|项目)?支出绩效[^。,]{0,20}(?:表|报告)$"
)
_LONGEST = 40


def annex_findings(document: Document, found: Iterable[Passage], year: int | None) -> list[Finding]:
    """One finding for each other year that self-evaluations of this report are headed."""
    wrong: dict[str, list[tuple[Passage, re.Match[str]]]] = {}
    for passage in found:
        match = _HEADED.match(passage.squeezed) if len(passage.squeezed) <= _LONGEST else None
        if match and year is not None and int(match["year"]) != year:
            wrong.setdefault(match["year"], []).append((passage, match))
    return [_finding(document, hits, year or 0) for hits in wrong.values()]


def _finding(document: Document, hits: list[tuple[Passage, re.Match[str]]], year: int) -> Finding:
    titles = "、".join(dict.fromkeys(f"“{compact(p.text.string)}”" for p, _ in hits))
    quotes = (quote(document, passage, match) for passage, match in hits)
    return Finding(
        kind="year_conflict",
        message=f"{year} 年度报告所附的表以另一年度为题：{titles}",
        severity=Severity.WARNING,
        rule="annex_of_its_year",
        evidence=tuple(q for q in quotes if q is not None),
    )
