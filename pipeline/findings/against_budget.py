"""Findings from comparisons with a budget inside a sentence: `较预算减少14.02万元,下降46.73%`.

Some provinces print no completion; they say by how much an amount is above or below its budget. The
budget may be printed as well, and then all four figures have to agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.findings.passages import Passage, quote
from pipeline.findings.wording import plain
from schemas.document import Document
from schemas.report import Finding, Severity

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UP, _DOWN = "增加|增长|上升|提高", "减少|下降|降低"
_AGAINST = re.compile(
    rf"(?<![\d.,])(?P<now>{_NUMBER})万元,?(?:比|较|与)"
    r"[^。;,\d]{0,10}(?:20\d\d年度?)?[^。;,\d]{0,24}?预算(?:数)?(?:相比,?)?"
    rf"(?:(?P<base>{_NUMBER})万元,?)?(?P<way>{_UP}|{_DOWN})了?(?P<change>{_NUMBER})万元"
    rf"(?:[,、](?P<turn>{_UP}|{_DOWN})了?(?P<rate>{_NUMBER})%)?"
)
#: What stands before an amount that is itself a change.
_CHANGE = re.compile(rf"(?:{_UP}|{_DOWN}|节约|其中)[^。;,\d]{{0,4}}$")
_HUNDRED, _HALF = Decimal(100), Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Compared:
    """A match of `_AGAINST` with its figures."""

    match: re.Match[str]

    def figure(self, name: str) -> Decimal:
        return Decimal(self.match[name].replace(",", ""))

    def quantum(self, name: str) -> Decimal:
        return Decimal(1).scaleb(-len(self.match[name].partition(".")[2]))

    @property
    def change(self) -> Decimal:
        """With its sign."""
        change = self.figure("change")
        return -change if re.fullmatch(_DOWN, self.match["way"]) else change

    @property
    def base(self) -> Decimal:
        """The budget, as printed or as the change has it."""
        return self.figure("base") if self.match["base"] else self.figure("now") - self.change


def against_findings(document: Document, found: Iterable[Passage]) -> list[Finding]:
    """One finding for each sentence whose change or rate is not that of its amounts."""
    return [
        finding
        for passage in found
        if passage.table is None
        for match in _AGAINST.finditer(passage.squeezed)
        if not _CHANGE.search(passage.squeezed[max(0, match.start() - 12) : match.start()])
        for finding in _wrong(document, passage, _Compared(match))
    ]


def _wrong(document: Document, passage: Passage, said: _Compared) -> Iterator[Finding]:
    """The change is told before the rate: where it is wrong, the rate may be right."""
    evidence = quote(document, passage, said.match)
    words = _wrong_change(said) or _wrong_rate(said)
    if evidence is not None and words:
        yield Finding(
            kind="rate_mismatch",
            message=words,
            severity=Severity.WARNING,
            rule="compared_with_its_budget",
            evidence=(evidence,),
        )


def _wrong_change(said: _Compared) -> str:
    if not said.match["base"]:
        return ""
    change = said.figure("now") - said.figure("base")
    slack = _HALF * sum(said.quantum(name) for name in ("now", "base", "change"))
    if abs(change - said.change) <= slack:
        return ""
    return (
        f"{said.match['now']}万元与预算 {said.match['base']}万元相差 {plain(change)}万元，"
        f"文字称“{said.match['way']}{said.match['change']}万元”"
    )


def _wrong_rate(said: _Compared) -> str:
    """Also where a decrease in amount is called a rise in percent."""
    if not said.match["rate"] or said.base <= 0:
        return ""
    rate = said.change / said.base * _HUNDRED
    printed = said.figure("rate")
    printed = -printed if re.fullmatch(_DOWN, said.match["turn"]) else printed
    spread = said.quantum("now") + said.quantum("change")
    slack = said.quantum("rate") + spread * (1 + abs(rate) / _HUNDRED) / said.base * _HUNDRED
    if abs(rate - printed) <= slack:
        return ""
    return (
        f"与预算 {plain(said.base)}万元相差 {plain(said.change)}万元为 {plain(rate)}%，"
        f"文字称“{said.match['turn']}{said.match['rate']}%”"
    )
