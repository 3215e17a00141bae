"""Findings from comparisons: a year with itself, two amounts with a rate that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipeline.findings.passages import Passage, quote
from pipeline.findings.wording import plain
from schemas.document import Document
from schemas.report import Finding, Kind, Severity
from schemas.vocabulary.findings import finding_words

_HUNDRED = Decimal(100)
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
#: 2025年…执行数为A万元,2026年…安排B万元,比2025年…增加R%: the base has its year twice.
_GROWTH = re.compile(
    rf"(?P<year>20\d\d)年[^。;,\d]{{0,16}}(?P<base>{_NUMBER})万元,[^。;,]{{0,20}}?"
    rf"(?P<now>{_NUMBER})万元,(?:比|较|与)(?P<again>20\d\d)年[^。;,\d]{{0,16}}?"
    rf"(?P<way>增加|增长|上升|减少|下降|降低)了?(?P<rate>{_NUMBER})%"
)
_DOWN = ("减少", "下降", "降低")


def comparison_findings(
    document: Document, found: Iterable[Passage], year: int | None, kind: str
) -> list[Finding]:
    """Self-comparisons together, as they are one habit; each wrong rate by itself."""
    prose = [p for p in found if p.table is None]
    own = _self_compared(document, prose, year, kind) if year else None
    rates = [f for p in prose for f in _rates(document, p)]
    return [*([own] if own else []), *rates]


def _self_compared(
    document: Document, prose: list[Passage], year: int | None, kind: str
) -> Finding | None:
    """What is this year's, said to be more or less than this year's."""
    words = finding_words().comparisons
    pattern = re.compile(words.budget if kind == Kind.BUDGET else words.final)
    hits = [
        (passage, match)
        for passage in prose
        for match in pattern.finditer(passage.squeezed)
        if int(match["year"]) == year and not _has_other_base(passage, match, words.other_base)
    ]
    if not hits:
        return None
    said = "、".join(dict.fromkeys(f"“{match[0]}”" for _, match in hits))
    quotes = (quote(document, passage, match) for passage, match in hits)
    return Finding(
        kind="year_conflict",
        message=f"{year} 年的数字与 {year} 年自身相比（{len(hits)} 处）：{said}",
        severity=Severity.WARNING,
        rule="compared_with_another_year",
        evidence=tuple(dict.fromkeys(q for q in quotes if q is not None)),
    )


def _has_other_base(passage: Passage, match: re.Match[str], other: str) -> bool:
    first, end = passage.sentence(match.start(), match.end())
    return bool(re.search(other, passage.squeezed[first:end]))


def _rates(document: Document, passage: Passage) -> Iterator[Finding]:
    """`A, B, more than A by R %` where R is not what A and B give."""
    for match in _GROWTH.finditer(passage.squeezed):
        base, now, rate = (_number(match[name]) for name in ("base", "now", "rate"))
        if match["year"] != match["again"] or not base:
            continue
        printed = -rate if match["way"] in _DOWN else rate
        expected = (now - base) / base * _HUNDRED
        slack = _quantum(match["rate"]) + _spread(match["now"], match["base"])
        evidence = quote(document, passage, match)
        if abs(expected - printed) > slack and evidence is not None:
            yield Finding(
                kind="rate_mismatch",
                message=(
                    f"{match['base']}万元到 {match['now']}万元为 {plain(expected)}%，"
                    f"文字称“{match['way']}{match['rate']}%”"
                ),
                severity=Severity.ERROR if abs(expected - printed) >= 1 else Severity.WARNING,
                rule="rate_of_its_sentence",
                formula=f"({plain(now)} − {plain(base)}) / {plain(base)} × 100 = {plain(expected)}",
                expected=round(expected, 6),
                printed=printed,
                evidence=(evidence,),
            )


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _quantum(text: str) -> Decimal:
    return Decimal(1).scaleb(-len(text.partition(".")[2]))


def _spread(now: str, base: str) -> Decimal:
    """What rounding of both amounts may do to the rate, in percent."""
    half = (_quantum(now) + _quantum(base)) / 2
    ratio = 1 + _number(now) / _number(base)
    return half * ratio / _number(base) * _HUNDRED
