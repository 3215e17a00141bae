"""Findings from units: the digits of one amount, in 元 at one place and in 万元 at another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from pipeline.findings.passages import Passage, quote
from schemas.document import Document
from schemas.report import Finding, Severity

_AMOUNT = re.compile(r"(?<![\d.,])(?P<figure>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>万元|元)(?![/每\d])")
#: Digits of an amount that does not stand at two places by chance.
_TELLING = 5

_Hit = tuple[Passage, re.Match[str]]


def digit_findings(document: Document, found: Iterable[Passage]) -> list[Finding]:
    """One finding for each amount in 元, with the first of the same digits in 万元."""
    stated: dict[str, dict[Decimal, _Hit]] = {"元": {}, "万元": {}}
    for passage in (p for p in found if p.table is None):
        for match in _AMOUNT.finditer(passage.squeezed):
            value = Decimal(match["figure"].replace(",", ""))
            if len(value.normalize().as_tuple().digits) >= _TELLING:
                stated[match["unit"]].setdefault(value, (passage, match))
    return [
        _finding(document, hit, stated["万元"][value])
        for value, hit in stated["元"].items()
        if value in stated["万元"]
    ]


def _finding(document: Document, hit: _Hit, other: _Hit) -> Finding:
    quotes = (quote(document, *each) for each in (hit, other))
    return Finding(
        kind="unit_suspect",
        message=f"数字相同而单位不一：“{hit[1][0]}”与“{other[1][0]}”",
        severity=Severity.WARNING,
        rule="one_amount_one_unit",
        evidence=tuple(dict.fromkeys(q for q in quotes if q is not None)),
    )
