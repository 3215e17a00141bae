"""Findings inside sentences: parts above their whole, parts in another unit than their whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.findings.passages import Passage, quote
from pipeline.findings.wording import plain
from schemas.document import Document
from schemas.report import Finding, Severity

_UNITS = {"元": Decimal("0.0001"), "万": Decimal(1), "万元": Decimal(1), "亿元": Decimal(10_000)}
_AMOUNT = r"(?P<{0}>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<{0}_unit>万元|亿元|万|元)"
#: A whole, then its uses: `已支出50.88万,主要用于:…19.38万,…7.83万`. What is only 其中 may be part.
_LIST = re.compile(
    _AMOUNT.format("whole")
    + r"[,，]?\(?(?:主要)?(?:用于|包括|分别为|其中)[:：]?(?P<parts>[^。;()]{8,240})"
)
#: A whole and two parts that are all of it: 进出口总额 = 进口 + 出口.
_PAIR = re.compile(
    r"总额"
    + _AMOUNT.format("whole")
    + r"[^。;]{0,24}?其中[:：]?[^。;]{2,8}?"
    + _AMOUNT.format("one")
    + r"[^。;]{0,24}?[,，][^。;]{2,8}?"
    + _AMOUNT.format("two")
)
_PART = re.compile(_AMOUNT.format("part"))
#: Words that make a figure something else than a part of the whole before it.
_OTHER = re.compile(
    r"比|较|上年|去年|同比|预算|增加|减少|增长|下降|完成|结转|合计|共计|总|其中|标准|单价|每|余额|中央|省级"
)
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class _Amount:
    value: Decimal
    unit: str

    @property
    def wan(self) -> Decimal:
        return self.value * _UNITS[self.unit]


def sentence_findings(document: Document, found: list[Passage]) -> list[Finding]:
    """Both sorts, each sentence once."""
    prose = [p for p in found if len(p.squeezed) > 20]
    told: dict[str, Finding] = {}
    for passage in prose:
        for match, finding in (*_above(document, passage), *_slips(document, passage)):
            told.setdefault(match[0], finding)
    return list(told.values())


def _above(document: Document, passage: Passage) -> Iterator[tuple[re.Match[str], Finding]]:
    """Parts that come to more than their whole."""
    for match in _LIST.finditer(passage.squeezed):
        whole = _amount(match, "whole")
        parts = [_amount(m, "part") for m in _PART.finditer(match["parts"])]
        words = _OTHER.search(match["parts"])
        if words or len(parts) < _FEWEST or {p.unit for p in parts} != {whole.unit}:
            continue
        total = sum((p.wan for p in parts), Decimal(0))
        slack = Decimal("0.01") * len(parts)
        if total > whole.wan + slack and max(p.wan for p in parts) < whole.wan:
            figures = " + ".join(plain(p.value) for p in parts)
            words_ = f"各部分合计 {plain(total)} 万元，多于所称的 {plain(whole.wan)} 万元"
            formula = f"{figures} = {plain(total)}"
            yield match, _finding(document, passage, match, "sum_mismatch", words_, formula)


def _slips(document: Document, passage: Passage) -> Iterator[tuple[re.Match[str], Finding]]:
    """Two parts that come to the whole's digits in another unit than the whole's."""
    for match in _PAIR.finditer(passage.squeezed):
        whole, one, two = (_amount(match, name) for name in ("whole", "one", "two"))
        if one.unit != two.unit or one.unit == whole.unit:
            continue
        total = one.value + two.value
        if abs(total - whole.value) <= Decimal("0.01") * whole.value:
            words = f"两部分为 {one.unit}，总额为 {whole.unit}：数字相合而单位不一"
            formula = f"{one.value} + {two.value} ≈ {whole.value}"
            yield match, _finding(document, passage, match, "unit_suspect", words, formula)


def _amount(match: re.Match[str], name: str) -> _Amount:
    return _Amount(Decimal(match[name].replace(",", "")), match[f"{name}_unit"])


def _finding(
    document: Document,
    passage: Passage,
    match: re.Match[str],
    kind: str,
    words: str,
    formula: str,
) -> Finding:
    evidence = quote(document, passage, match)
    return Finding(
        kind=kind,
        message=words,
        severity=Severity.ERROR,
        rule="parts_of_a_whole",
        formula=formula,
        evidence=(evidence,) if evidence else (),
    )
