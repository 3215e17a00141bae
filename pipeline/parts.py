"""Figures of one paragraph that are the parts of another one there, not other witnesses of it.

`国内公务接待 102 人次 … 具体内容包括：…接待 10 人次；…接待 35 人；…` states one fact and its seven
parts. That the parts add up to the whole tells them from a contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from pipeline.agreement import Relation, relation
from schemas.candidate import Candidate

#: A single smaller figure is another witness, not a part.
_FEWEST_PARTS = 2


def without_parts(group: list[Candidate]) -> list[Candidate]:
    """The witnesses of one path, less the sentences that add up to another one of them.

    The whole stands in the section of its parts, or in a statement.
    """
    sentences = [c for c in group if c.origin.startswith("sentence:")]
    tables = [c for c in group if c.origin.startswith("statement:")]
    places = [[table, *sentences] for table in tables[:1]]
    places += _by_section(sentences)
    parts = {id(part) for place in places for part in _parts(place)}
    return [candidate for candidate in group if id(candidate) not in parts]


def _by_section(sentences: list[Candidate]) -> list[list[Candidate]]:
    sections: dict[tuple[str, str | None], list[Candidate]] = defaultdict(list)
    for candidate in sentences:
        sections[candidate.origin, candidate.evidence.section].append(candidate)
    return list(sections.values())


def _parts(place: list[Candidate]) -> list[Candidate]:
    figures = [c for c in place if isinstance(c.value, Decimal)]
    if len(figures) <= _FEWEST_PARTS:
        return []
    whole = max(figures, key=lambda c: Decimal(c.value))
    others = [c for c in figures if relation(whole, c) is Relation.DIFFERS]
    if len(others) < _FEWEST_PARTS or any(c.origin.startswith("statement:") for c in others):
        return []
    gap = abs(sum((Decimal(c.value) for c in others), Decimal(0)) - Decimal(whole.value))
    slack = sum(((c.quantum or Decimal(0)) / 2 for c in [whole, *others]), Decimal(0))
    return others if gap == 0 or (whole.quantum != 1 and gap <= slack) else []
