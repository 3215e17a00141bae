"""Where a fact goes: its canonical path, budgets told apart by what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.fields.narrative.facts import Fact, Measure
from schemas.vocabulary.paths import entry_for
from schemas.vocabulary.sentences import Subject

_BUDGETS = (Measure.BUDGET, Measure.INITIAL, Measure.FULL)
_LATER = (Measure.FULL, Measure.BUDGET)
_THREE_PUBLIC = "three_public."


def placed_facts(facts: list[Fact], *, budget_report: bool) -> Iterator[tuple[str, Fact]]:
    """Facts with their paths; those that the vocabulary has no path for are left out."""
    for fact in facts:
        if _is_other_completion(fact, facts):
            continue
        path = _path(fact, facts, budget_report=budget_report)
        if path is not None and entry_for(path) is not None:
            yield path, fact


def _path(fact: Fact, facts: list[Fact], *, budget_report: bool) -> str | None:
    subject = fact.subject
    if fact.measure is Measure.COUNT:
        return subject.path
    amount = _amount_path(subject, budget_report=budget_report)
    if fact.measure is Measure.AMOUNT:
        return amount
    if fact.measure in _BUDGETS:
        return _budget_path(fact, facts)
    if fact.measure in (Measure.SHARE, Measure.COMPLETION):
        return _known(subject.companions_at, subject.path, fact.measure.value)
    return f"{amount}.{fact.measure.value}"


def _amount_path(subject: Subject, *, budget_report: bool) -> str:
    """In a budget the 三公 amounts are `.budget`."""
    if budget_report and subject.path.startswith(_THREE_PUBLIC) and subject.stem:
        return f"{subject.stem}.budget"
    return subject.path


def _budget_path(fact: Fact, facts: list[Fact]) -> str:
    """`.initial_budget` only where a later budget figure of the same subject stands beside it."""
    at = fact.subject.companions_at
    if at.endswith("budget"):
        return fact.subject.path
    both = any(f.measure in _LATER and f.subject.companions_at == at for f in facts)
    last = "initial_budget" if both and fact.measure is Measure.INITIAL else "budget"
    return _known(at, fact.subject.path, last)


def _known(at: str, path: str, last: str) -> str:
    """At the stem where the vocabulary has it there, else at the amount itself."""
    return f"{at}.{last}" if entry_for(f"{at}.{last}") is not None else f"{path}.{last}"


def _is_other_completion(fact: Fact, facts: list[Fact]) -> bool:
    """Of two completions of one subject the one of the later budget counts."""
    if fact.measure is not Measure.COMPLETION or fact.base != "initial":
        return False
    at = fact.subject.companions_at
    return any(
        f.measure is Measure.COMPLETION and f.base == "full" and f.subject.companions_at == at
        for f in facts
    )
