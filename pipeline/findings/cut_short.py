"""Findings from figures that were cut short: 260.8 at one place for the 260.86 of another.

A shorter figure is the longer one's rounding at that place, or it is wrong. Two amounts may begin
with the same digits by chance: both have to be long, stated more than once, and of one subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.findings.passages import Passage, evidence_of
from schemas.document import Document
from schemas.report import Finding, Severity, Value
from schemas.text import PlacedText
from schemas.vocabulary.findings import finding_words

_FIGURE = re.compile(r"(?P<words>[^\d,。;:、()]{2,16})(?P<figure>\d{2,}\.\d{1,6})万元")
#: Digits of the shorter figure, and how often each is stated, at least.
_DIGITS, _TIMES = 4, 2


@dataclass(frozen=True, slots=True)
class _Stated:
    """An amount of prose with the words before it."""

    passage: Passage
    match: re.Match[str]

    def text(self) -> PlacedText:
        """Words and figure, as printed."""
        return self.passage.cut(*self.match.span())

    def subjects(self) -> frozenset[str]:
        """What the words before it say that it is of."""
        words = finding_words().subjects
        return frozenset(word for word in words if word in self.match["words"])


def cut_findings(
    document: Document, found: Iterable[Passage], values: Mapping[str, Value]
) -> list[Finding]:
    """One finding for each pair: every place of the shorter figure, one of the longer."""
    stated: dict[str, list[_Stated]] = {}
    for passage in found:
        for match in _FIGURE.finditer(passage.squeezed):
            stated.setdefault(match["figure"], []).append(_Stated(passage, match))
    often = {figure: places for figure, places in stated.items() if len(places) >= _TIMES}
    known = _paths(values)
    return [
        _finding(document, often[short], often[long])
        for short in often
        for long in often
        if _is_cut(short, long)
        and _share_subject(often[short], often[long])
        and not {Decimal(short), Decimal(long)} <= known
    ]


def _paths(values: Mapping[str, Value]) -> set[Decimal]:
    """Figures that the report states at paths: two of them are of two facts."""
    return {value.value for value in values.values() if isinstance(value.value, Decimal)}


def _is_cut(short: str, long: str) -> bool:
    """Whether the longer figure begins as the shorter one, and does not round to it."""
    if not long.startswith(short) or len(short.replace(".", "")) < _DIGITS:
        return False
    return Decimal(long) - Decimal(short) > _half(short) + _half(long)


def _half(figure: str) -> Decimal:
    """Half of a last printed digit."""
    return Decimal("0.5").scaleb(-len(figure.partition(".")[2]))


def _share_subject(short: list[_Stated], long: list[_Stated]) -> bool:
    """Whether all of the shorter ones are of one thing, and one of the longer ones is of it too."""
    common = frozenset.intersection(*(each.subjects() for each in short))
    return any(common & each.subjects() for each in long)


def _finding(document: Document, short: list[_Stated], long: list[_Stated]) -> Finding:
    quotes = (evidence_of(document, s.text(), s.passage.section) for s in (*short, long[0]))
    one, other = short[0].match["figure"], long[0].match["figure"]
    return Finding(
        kind="witness_conflict",
        message=f"同一金额前后不一致：{one} 万元不是 {other} 万元的四舍五入",
        severity=Severity.WARNING,
        rule="shorter_figure_rounds_the_longer",
        expected=Decimal(other),
        printed=Decimal(one),
        evidence=tuple(q for q in quotes if q is not None),
    )
