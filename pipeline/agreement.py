"""Whether two witnesses of one path say the same, judged at the precision of their print."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from enum import IntEnum

from extractors.text.normalise import compact
from pipeline.confidence import lowest
from schemas.candidate import Candidate
from schemas.vocabulary.paths import ValueType, entry_for

#: Real reports differ by 0.01 to 0.02 万元 between statements: 元 rounded to 万元 in two places.
_MONEY_ROUNDING = Decimal("0.02")
#: From here two texts are one text printed twice.
_SAME_TEXT = 0.9
#: Who is believed first where all are read surely.
_AUTHORITY = {"statement": 3, "form": 2, "sentence": 1, "header": 1}


class Relation(IntEnum):
    """How two witnesses stand to each other."""

    AGREES = 0
    ROUNDING = 1
    DIFFERS = 2


@dataclass(slots=True)
class Party:
    """Witnesses that agree; the first is the one that speaks for them."""

    members: list[Candidate] = field(default_factory=list)

    @property
    def lead(self) -> Candidate:
        """The witness with the most authority and precision."""
        return self.members[0]

    def strength(self) -> float:
        """Noisy-or over origins: how likely at least one of them was read rightly."""
        doubt = 1.0
        for origin in dict.fromkeys(m.origin for m in self.members):
            doubt *= 1 - max(lowest(m.scores) for m in self.members if m.origin == origin)
        return 1 - doubt


def relation(one: Candidate, other: Candidate) -> Relation:
    """Compare two witnesses of one path."""
    if not isinstance(one.value, Decimal) or not isinstance(other.value, Decimal):
        same = _same_text(str(one.value), str(other.value))
        return Relation.AGREES if same else Relation.DIFFERS
    gap = abs(one.value - other.value)
    coarser = max(one.quantum or Decimal(0), other.quantum or Decimal(0))
    if gap <= coarser / 2:
        return Relation.AGREES
    return Relation.ROUNDING if gap <= _rounding(one.path, coarser) else Relation.DIFFERS


def _rounding(path: str, coarser: Decimal) -> Decimal:
    """How far two roundings of one figure may be apart; counts and years are never rounded."""
    entry = entry_for(path)
    kind = None if entry is None else entry.type
    if kind is ValueType.MONEY:
        return max(_MONEY_ROUNDING, coarser)
    return coarser if kind is ValueType.PERCENT else Decimal(0)


def _same_text(one: str, other: str) -> bool:
    a, b = compact(one), compact(other)
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SAME_TEXT


def authority(candidate: Candidate) -> int:
    """Rank of the kind of place that a witness stands in: a statement before a sentence."""
    return _AUTHORITY.get(candidate.origin.partition(":")[0], 0)


def parties(candidates: list[Candidate], sure: float) -> list[Party]:
    """Group the witnesses of one path; the party that is believed comes first.

    A statement that was read surely (no step below `sure`) outranks any number of sentences; where
    it was not, the party that is more likely to hold a right reading wins.
    """
    groups: list[Party] = []
    for candidate in sorted(candidates, key=_precedence):
        for party in groups:
            if relation(party.lead, candidate) is Relation.AGREES:
                party.members.append(candidate)
                break
        else:
            groups.append(Party([candidate]))
    return sorted(groups, key=lambda party: _rank(party, sure), reverse=True)


def _precedence(candidate: Candidate) -> tuple[int, Decimal, float]:
    """Authority, then finer print, then the surer reading; ties keep reading order."""
    quantum = candidate.quantum if candidate.quantum is not None else Decimal(0)
    return -authority(candidate), quantum, -lowest(candidate.scores)


def _rank(party: Party, sure: float) -> tuple[int, float]:
    trusted = [authority(m) for m in party.members if lowest(m.scores) >= sure]
    return max(trusted, default=0), party.strength()
