"""Findings from forms that show one sum from two sides: sources of funds and what they are for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.fields.performance.sheets import Form, Row, Slot
from extractors.text.numbers import Number, parse_number
from pipeline.findings.forms import MarkedForm
from pipeline.findings.passages import evidence_of
from pipeline.findings.wording import plain
from schemas.document import Document
from schemas.report import Finding, Severity
from schemas.text import PlacedText
from schemas.vocabulary.findings import Balance, finding_words

_ITEM = re.compile(r"^\(\d{1,2}\)")
_FEWEST = 2


@dataclass(slots=True)
class _Side:
    """One side: its figures, with the labels and cells that they stand in."""

    figures: list[Number] = field(default_factory=list)
    texts: list[PlacedText] = field(default_factory=list)

    def total(self) -> Decimal:
        return sum((figure.value for figure in self.figures), Decimal(0))


def balance_findings(document: Document, forms: list[MarkedForm]) -> list[Finding]:
    """One finding for each form whose two sides differ by more than rounding."""
    return [
        _finding(document, each.form, balance, sides)
        for each in forms
        for balance in finding_words().balance
        if (sides := _sides(each.form, balance)) is not None and _differ(*sides)
    ]


def _sides(form: Form, balance: Balance) -> tuple[_Side, _Side] | None:
    one, other = _Side(), _Side()
    side: _Side | None = None
    for row in form.rows:
        label = next((s for s in row if not s.carried), None)
        if label is None:
            continue
        side = _opened(label, balance, one, other) or (side if _ITEM.match(label.string) else None)
        if side is not None:
            _add(side, label, row)
    complete = min(len(one.figures), len(other.figures)) >= _FEWEST
    return (one, other) if complete else None


def _opened(label: Slot, balance: Balance, one: _Side, other: _Side) -> _Side | None:
    if re.match(balance.one, label.string):
        return one
    return other if re.match(balance.other, label.string) else None


def _add(side: _Side, label: Slot, row: Row) -> None:
    for slot in row:
        number = None if slot is label or slot.carried else parse_number(slot.cell.string)
        if number is not None:
            side.figures.append(number)
            side.texts += [label.cell.text, slot.cell.text]
            return


def _differ(one: _Side, other: _Side) -> bool:
    figures = [*one.figures, *other.figures]
    slack = sum((figure.quantum for figure in figures), Decimal(0))
    return abs(one.total() - other.total()) > slack


def _finding(
    document: Document, form: Form, balance: Balance, sides: tuple[_Side, _Side]
) -> Finding:
    left, right = (" + ".join(plain(f.value) for f in side.figures) for side in sides)
    one, other = (side.total() for side in sides)
    quotes = (evidence_of(document, t, form.section) for side in sides for t in side.texts)
    return Finding(
        kind="sum_mismatch",
        message=f"{balance.name}：{plain(one)} 与 {plain(other)} 不等",
        severity=Severity.WARNING,
        rule="two_sides_of_one_sum",
        formula=f"{left} = {plain(one)} ≠ {right} = {plain(other)}",
        expected=one,
        printed=other,
        evidence=tuple(q for q in quotes if q is not None),
    )
