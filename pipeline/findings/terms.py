"""Findings from the glossary: terms of the classification that the report has no use for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.findings.passages import Passage, quote
from schemas.document import Document
from schemas.report import Finding, Severity
from schemas.section import Structured

_HAN = r"[\u4e00-\u9fff、]"
#: 城乡社区支出（类）其他城乡社区支出（款）其他城乡社区支出（项）, as a glossary heads its entries.
_CHAIN = re.compile(
    rf"{_HAN}{{2,24}}\(类\)(?P<kuan>{_HAN}{{2,30}})\(款\)(?P<xiang>{_HAN}{{2,30}})\(项\)"
)
#: Entries that the report does use: fewer, and it does not name its expenditures.
_USED = 3


def term_findings(structured: Structured, found: Iterable[Passage]) -> list[Finding]:
    """One finding for all entries whose 款 and 项 stand nowhere else."""
    listed = list(found)
    glossary = {s.trail() for s in structured.outline.walk() if s.within("glossary")}
    entries = [(p, m) for p in listed if p.section in glossary if (m := _CHAIN.search(p.squeezed))]
    rest = "\n".join(p.squeezed for p in listed if p.section not in glossary)
    unused = [(p, m) for p, m in entries if m["kuan"] not in rest and m["xiang"] not in rest]
    if not unused or len(entries) - len(unused) < _USED:
        return []
    return [_finding(structured.document, unused)]


def _finding(document: Document, unused: list[tuple[Passage, re.Match[str]]]) -> Finding:
    words = "、".join(f"“{match[0]}”" for _, match in unused)
    quotes = (quote(document, passage, match) for passage, match in unused)
    return Finding(
        kind="template_residue",
        message=f"名词解释列有报告中没有的支出：{words}",
        severity=Severity.NOTE,
        rule="terms_that_are_used",
        evidence=tuple(q for q in quotes if q is not None),
    )
