"""The two sides of the accounts, stated together with one figure: they are one total."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.fields.narrative.facts import Fact, Measure
from schemas.vocabulary.sentences import Subject

_REVENUE, _EXPENDITURE = "totals.revenue", "totals.expenditure"
_TOTAL = Subject(path="totals.amount")
_FIGURE_OR_STOP = re.compile(r"[\d。;]")


def joined(facts: list[Fact], text: str) -> list[Fact]:
    """`收入总计500.00万元，支出总计500.00万元` states the total of both sides.

    Sides that are told apart (a sentence each, or other figures) keep their paths, and so does
    what one side alone is said to have changed by.
    """
    if not _is_one_total(facts, text):
        return facts
    return [replace(f, subject=_TOTAL) if _is_common(f, facts) else f for f in facts]


def _is_one_total(facts: list[Fact], text: str) -> bool:
    amounts = [f for f in facts if _is_side(f) and f.measure is Measure.AMOUNT]
    if len(amounts) != 2 or amounts[0].value != amounts[1].value:
        return False
    first, last = amounts
    apart = _FIGURE_OR_STOP.search(text, first.end, last.start)
    return first.subject.path != last.subject.path and apart is None


def _is_common(fact: Fact, facts: list[Fact]) -> bool:
    if not _is_side(fact):
        return False
    others = [f for f in facts if _is_side(f) and f.measure is fact.measure]
    return all(f.value == fact.value for f in others)


def _is_side(fact: Fact) -> bool:
    return fact.subject.path in (_REVENUE, _EXPENDITURE) and fact.year is None
