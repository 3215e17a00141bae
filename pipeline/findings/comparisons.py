"""Findings from comparisons: a year with itself, two amounts with a rate that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.findings.passages import Passage, quote
from pipeline.findings.wording import plain
from schemas.document import Document
from schemas.evidence import Evidence
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
_AMOUNT = re.compile(rf"(?<![\d.,])(?P<amount>{_NUMBER})万元")
#: Characters of an amount that does not go with a rate by chance.
_TELLING = 4


@dataclass(frozen=True, slots=True)
class _Growth:
    """Two amounts of a sentence with the rate between them; `match` is of `_GROWTH`."""

    passage: Passage
    match: re.Match[str]

    @property
    def base(self) -> Decimal:
        return _number(self.match["base"])

    @property
    def rate(self) -> Decimal:
        """As printed, with its sign."""
        rate = _number(self.match["rate"])
        return -rate if self.match["way"] in _DOWN else rate

    def rate_of(self, now: Decimal) -> Decimal:
        return (now - self.base) / self.base * _HUNDRED

    def goes_with(self, now: str) -> bool:
        """Whether the printed rate is that of this amount."""
        slack = _quantum(self.match["rate"]) + _spread(now, self.match["base"])
        return abs(self.rate_of(_number(now)) - self.rate) <= slack


def comparison_findings(
    document: Document, found: Iterable[Passage], year: int | None, kind: str
) -> list[Finding]:
    """Self-comparisons together, as they are one habit; each wrong rate by itself."""
    prose = [p for p in found if p.table is None]
    own = _self_compared(document, prose, year, kind) if year else None
    rates = [f for growth in _wrong(prose) for f in _rate(document, growth, prose)]
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
    """Whether the words up to the comparison name one: what follows are amounts and reasons."""
    first, _ = passage.sentence(match.start(), match.end())
    return bool(re.search(other, passage.squeezed[first : match.end()]))


def _wrong(prose: Iterable[Passage]) -> Iterator[_Growth]:
    """`A, B, more than A by R %` where R is not what A and B give."""
    for passage in prose:
        for match in _GROWTH.finditer(passage.squeezed):
            growth = _Growth(passage, match)
            if (
                match["year"] == match["again"]
                and growth.base
                and not growth.goes_with(match["now"])
            ):
                yield growth


def _rate(document: Document, growth: _Growth, prose: Iterable[Passage]) -> Iterator[Finding]:
    """The rate is wrong, or, where it goes with another amount of the section, the amount is."""
    evidence = quote(document, growth.passage, growth.match)
    meant = next(_meant(growth, prose), None)
    if evidence is None:
        return
    if meant is None:
        yield _wrong_rate(growth, evidence)
    elif other := quote(document, *meant):
        yield _wrong_amount(growth, meant[1]["amount"], (other, evidence))


def _meant(growth: _Growth, prose: Iterable[Passage]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Amounts of the same section that the printed rate goes with."""
    for passage in prose:
        if passage.section == growth.passage.section:
            for match in _AMOUNT.finditer(passage.squeezed):
                if len(match["amount"]) >= _TELLING and growth.goes_with(match["amount"]):
                    yield passage, match


def _wrong_rate(growth: _Growth, evidence: Evidence) -> Finding:
    match, base, now = growth.match, growth.base, _number(growth.match["now"])
    expected = growth.rate_of(now)
    return Finding(
        kind="rate_mismatch",
        message=(
            f"{match['base']}万元到 {match['now']}万元为 {plain(expected)}%，"
            f"文字称“{match['way']}{match['rate']}%”"
        ),
        severity=Severity.ERROR if abs(expected - growth.rate) >= 1 else Severity.WARNING,
        rule="rate_of_its_sentence",
        formula=f"({plain(now)} − {plain(base)}) / {plain(base)} × 100 = {plain(expected)}",
        expected=round(expected, 6),
        printed=growth.rate,
        evidence=(evidence,),
    )


def _wrong_amount(growth: _Growth, meant: str, evidence: tuple[Evidence, ...]) -> Finding:
    match, base = growth.match, growth.base
    rate = plain(growth.rate_of(_number(meant)))
    return Finding(
        kind="witness_conflict",
        message=(
            f"同一金额前后不一致：先后作 {meant}万元和 {match['now']}万元"
            f"（“{match['way']}{match['rate']}%”与前者相符）"
        ),
        severity=Severity.ERROR,
        rule="one_fact_one_figure",
        formula=f"({meant} − {plain(base)}) / {plain(base)} × 100 = {rate}",
        expected=_number(meant),
        printed=_number(match["now"]),
        evidence=evidence,
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
