"""Statements under a wrong unit: all their amounts differ ten thousand times from other places.

The unit over a statement is printed once; where it is wrong, every amount of it is. Other places
prove it: sentences print the unit with each figure. Then the amounts are taken in the unit that the
other places have, and the slip is one finding, not one for each figure. That is how the print is
understood, not what it says: an amount that no other place states calls a person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.agreement import Relation, relation
from schemas.candidate import Candidate
from schemas.evidence import Method
from schemas.report import Finding, FindingValue, Severity, Verdict
from schemas.vocabulary.identities import MEMBER, identities
from schemas.vocabulary.identities import Relation as Rule
from schemas.vocabulary.statements import forms

_FACTOR = Decimal(10_000)
#: Figures this close to the factor are a slip, whatever was rounded on the way.
_SLACK = Decimal("0.001")
#: Amounts that show the slip, at least: few where a statement in 元 would hold but some 元; and how
#: many of them for each that shows none.
_FEWEST, _MANY = {_FACTOR: 2, 1 / _FACTOR: 3}, 4
#: Digits of a figure that is not met elsewhere by chance.
_TELLING = 4
#: Places beside the statement that show it, unless sentences alone show it often enough; and the
#: figures that have to bear out a single place.
_PLACES, _BORNE = 2, 3
_MONEY = "万元"
#: Match score at most of an amount in a unit that is not the printed one.
_NOT_PRINTED = 0.05
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class UnitSlip:
    """A statement (`origin`) whose amounts are `factor` times larger; its figures and theirs."""

    origin: str
    factor: Decimal
    pairs: tuple[tuple[Candidate, Candidate], ...]


def settle_units(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[UnitSlip]]:
    """All candidates, those of wrong units put right, and which statements those were."""
    known, slips = list(candidates), []
    while slip := _worst(known):
        slips.append(slip)
        known = [_scaled(c, slip) for c in known]
        if len(slips) > len({c.origin for c in known}):
            break
    return known, slips


def _scaled(candidate: Candidate, slip: UnitSlip) -> Candidate:
    if candidate.origin != slip.origin or not _is_money(candidate):
        return candidate
    quantum = None if candidate.quantum is None else candidate.quantum * slip.factor
    scores = candidate.scores
    doubted = scores.model_copy(update={"match": min(scores.match, _NOT_PRINTED)})
    value = Decimal(candidate.value) * slip.factor
    return replace(candidate, value=value, quantum=quantum, scores=doubted)


def _is_money(candidate: Candidate) -> bool:
    return candidate.unit == _MONEY and isinstance(candidate.value, Decimal)


def _worst(known: Sequence[Candidate]) -> UnitSlip | None:
    """The statement that most other figures contradict, if its unit is proved wrong."""
    stated = [c for c in known if _is_money(c) and c.value and c.year is None]
    beside = _Beside(stated)
    found = [slip for group in _statements(stated) for slip in _slips(group, beside)]
    return max(found, key=lambda slip: len(slip.pairs), default=None)


def _statements(stated: Sequence[Candidate]) -> list[list[Candidate]]:
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in stated:
        if candidate.origin.startswith("statement:"):
            groups[candidate.origin].append(candidate)
    return list(groups.values())


class _Beside:
    """What other places say of a path, and of paths that must equal it."""

    def __init__(self, stated: Sequence[Candidate]) -> None:
        self._by_path: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in stated:
            self._by_path[candidate.path].append(candidate)
        self._equal: dict[str, set[str]] = defaultdict(set)
        for one, other in _equals(tuple(self._by_path)):
            self._equal[one].add(other)
            self._equal[other].add(one)

    def of(self, candidate: Candidate) -> Iterator[Candidate]:
        """Other witnesses, from elsewhere."""
        for path in (candidate.path, *self._equal[candidate.path]):
            yield from (c for c in self._by_path[path] if c.origin != candidate.origin)

    def bears_out(self, origin: str) -> bool:
        """Whether enough figures of a place stand at another one too."""
        own = (c for group in self._by_path.values() for c in group if c.origin == origin)
        agreed = {c.path for c in own if any(_agree(c, other) for other in self.of(c))}
        return len(agreed) >= _BORNE


def _agree(one: Candidate, other: Candidate) -> bool:
    return relation(one, other) is not Relation.DIFFERS


def _equals(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of stated paths that an identity makes equal."""
    known = set(paths)
    for rule in identities():
        if rule.relation is not Rule.EQUAL:
            continue
        key = re.escape(rule.total).replace(re.escape(MEMBER), r"\[(?P<key>[^\]]*)\]")
        for match in filter(None, (re.fullmatch(key, path) for path in paths)):
            member = f"[{match['key']}]" if MEMBER in rule.total else ""
            other = rule.addends[0].replace(MEMBER, member)
            if other in known:
                yield match[0], other


def _slips(group: Sequence[Candidate], beside: _Beside) -> Iterator[UnitSlip]:
    pairs = [(own, other) for own in group for other in beside.of(own)]
    for factor, fewest in _FEWEST.items():
        off = tuple(pair for pair in pairs if _differs_by(pair, factor))
        same = {own.path for own, other in pairs if _agree(own, other)}
        paths = {own.path for own, _ in off}
        if len(paths) >= max(fewest, _MANY * len(same)) and _is_shown(off, fewest, beside):
            yield UnitSlip(group[0].origin, factor, off)


def _differs_by(pair: tuple[Candidate, Candidate], factor: Decimal) -> bool:
    own, other = (Decimal(c.value) for c in pair)
    telling = len(own.normalize().as_tuple().digits) >= _TELLING
    return telling and abs(other / own / factor - 1) <= _SLACK


def _is_shown(off: Sequence[tuple[Candidate, Candidate]], fewest: int, beside: _Beside) -> bool:
    """By sentences, where each figure has its unit, by several places, or by one that is sure."""
    prose = {own.path for own, other in off if other.origin.startswith("sentence:")}
    places = {other.origin for _, other in off}
    sure = len(places) >= _PLACES or any(beside.bears_out(place) for place in places)
    return len(prose) >= fewest or sure


def unit_line_findings(slips: Iterable[UnitSlip]) -> list[Finding]:
    """One finding for each statement under a wrong unit."""
    return [_finding(slip) for slip in slips]


def _finding(slip: UnitSlip) -> Finding:
    firsts = list({own.path: (own, other) for own, other in reversed(slip.pairs)}.values())[::-1]
    form = forms().get(slip.origin.removeprefix("statement:"))
    printed, meant = ("元", "万元") if slip.factor > 1 else ("万元", "元")
    quotes = [c.evidence for pair in firsts[:_SHOWN] for c in pair]
    read = any(quote.method is Method.OCR for quote in quotes)
    return Finding(
        kind="unit_suspect",
        message=(
            f"“{form.name if form else slip.origin}”以{printed}为单位，{len(firsts)} 处金额"
            f"与他处相差一万倍：单位应为{meant}"
        ),
        verdict=Verdict.EXTRACTION_ERROR if read else Verdict.SOURCE_ERROR,
        severity=Severity.ERROR,
        rule="unit_of_statement",
        values=tuple(FindingValue(path=o.path, value=o.value, raw=o.raw) for o, _ in firsts),
        evidence=tuple(dict.fromkeys(quotes)),
    )
