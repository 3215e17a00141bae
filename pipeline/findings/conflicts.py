"""Findings from witnesses: one path, figures that no rounding explains, all quoted.

A conflict is called the report's own only where both sides were read surely and stand in two
sections, or in a statement; else our reading is in doubt, and the verdict says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.agreement import Party, Relation, relation
from pipeline.confidence import lowest
from pipeline.findings.wording import name_of, plain
from schemas.candidate import Candidate
from schemas.evidence import Method
from schemas.report import Finding, FindingValue, Severity, Verdict
from schemas.vocabulary.paths import ValueType, entry_for

#: 元 printed for 万元, or 万元 for 亿元: the slips of unit that reports make.
_UNIT_SLIPS = (Decimal(10_000), Decimal(100_000_000))
#: Figures this close to a slip's factor are that slip, whatever was rounded on the way.
_SLIP_SLACK = Decimal("0.001")
#: Digits of a figure that does not stand at two places by chance.
_TELLING = 5
#: Lowest score of a count that was read off print, from which a conflict is the report's own.
_SURE_COUNT = 0.6
#: A project of a path, with all its figures.
_PROJECT = re.compile(r"performance\.projects\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class _Conflict:
    """The witness that was chosen, and the best one of each party against it."""

    path: str
    chosen: Candidate
    others: tuple[Candidate, ...]

    @property
    def sides(self) -> tuple[Candidate, ...]:
        return (self.chosen, *self.others)

    def gap(self) -> Decimal:
        """Between the chosen figure and the first against it."""
        return abs(Decimal(self.chosen.value) - Decimal(self.others[0].value))


def conflict_findings(gathered: Mapping[str, list[Party]], sure: float) -> list[Finding]:
    """One finding a cause: the same figures at several paths, or two tables of one project."""
    causes: dict[tuple[str, ...], list[_Conflict]] = {}
    for conflict in _conflicts(gathered):
        causes.setdefault(_cause(conflict), []).append(conflict)
    known = _figures(gathered)
    return [_finding(group, sure, known) for group in causes.values()]


def _figures(gathered: Mapping[str, list[Party]]) -> dict[Decimal, set[str]]:
    """Where each figure stands that is long enough to be known again."""
    found: dict[Decimal, set[str]] = {}
    for path, groups in gathered.items():
        value = groups[0].lead.value
        if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) >= _TELLING:
            found.setdefault(value, set()).add(path)
    return found


def _cause(conflict: _Conflict) -> tuple[str, ...]:
    """What conflicts have in common that have one cause."""
    sections = [str(side.evidence.section) for side in conflict.sides]
    project = _PROJECT.match(conflict.path)
    if project is not None:
        return (project[0], *sections[:2])
    return tuple(f"{c.raw}|{section}" for c, section in zip(conflict.sides, sections, strict=True))


def _conflicts(gathered: Mapping[str, list[Party]]) -> Iterator[_Conflict]:
    for path, groups in gathered.items():
        lead = groups[0].lead
        against = tuple(p.lead for p in groups[1:] if _contradicts(lead, p.lead))
        if against:
            yield _Conflict(path, lead, against)


def _contradicts(lead: Candidate, other: Candidate) -> bool:
    numeric = isinstance(lead.value, Decimal) and isinstance(other.value, Decimal)
    return numeric and relation(lead, other) is Relation.DIFFERS


def _finding(group: list[_Conflict], sure: float, known: dict[Decimal, set[str]]) -> Finding:
    first = group[0]
    slip = _is_unit_slip(first)
    ours = _is_our_doubt(first, sure) or _is_of_another_path(first, known)
    return Finding(
        kind="unit_suspect" if slip else "witness_conflict",
        message=_message(first, slip=slip),
        verdict=Verdict.EXTRACTION_ERROR if ours else Verdict.SOURCE_ERROR,
        severity=Severity.NOTE if ours else Severity.WARNING,
        rule="one_fact_one_figure",
        expected=Decimal(first.chosen.value),
        printed=Decimal(first.others[0].value),
        values=tuple(_weighed(c.path, side) for c in group for side in c.sides),
        evidence=tuple(side.evidence for side in first.sides),
    )


def _is_our_doubt(conflict: _Conflict, sure: float) -> bool:
    """A side was read doubtfully, or both stand in one section: it may list two things."""
    if min(lowest(side.scores) for side in conflict.sides[:2]) < _least_score(conflict, sure):
        return True
    one, other = conflict.sides[:2]
    printed_once = one.origin.startswith("statement:") or one.origin != other.origin
    return one.evidence.section == other.evidence.section and not printed_once


def _least_score(conflict: _Conflict, sure: float) -> float:
    """Counts of staff are worded in many ways: what was read off print needs less of a match."""
    entry = entry_for(conflict.path)
    printed = all(side.evidence.method is not Method.OCR for side in conflict.sides[:2])
    is_count = entry is not None and entry.type is ValueType.COUNT
    return min(sure, _SURE_COUNT) if is_count and printed else sure


def _is_of_another_path(conflict: _Conflict, known: dict[Decimal, set[str]]) -> bool:
    """The figure against it is the one of another path: a sentence that we took for this one."""
    against = conflict.others[0]
    if against.origin.startswith("statement:"):
        return False
    return bool(known.get(Decimal(against.value), set()) - {conflict.path})


def _is_unit_slip(conflict: _Conflict) -> bool:
    pair = (Decimal(conflict.chosen.value), Decimal(conflict.others[0].value))
    small, large = sorted(map(abs, pair))
    if not small:
        return False
    return any(abs(large / small / factor - 1) <= _SLIP_SLACK for factor in _UNIT_SLIPS)


def _message(conflict: _Conflict, *, slip: bool) -> str:
    gap = f"相差 {plain(conflict.gap())}{conflict.chosen.unit or ''}"
    sides = "，".join(f"{_place(s)}为 {' '.join(s.raw.split())}" for s in conflict.sides)
    words = "疑似单位错误" if slip else gap
    return f"{name_of(conflict.path)}前后不一致：{sides}（{words}）"


def _place(candidate: Candidate) -> str:
    """The innermost heading, or the statement, and the page where there is one."""
    evidence = candidate.evidence
    where = (evidence.section or evidence.statement or candidate.origin).split(" / ")[-1]
    page = getattr(evidence.location, "page", None)
    return f"“{where}”" + (f"（第 {page} 页）" if page else "")


def _weighed(path: str, witness: Candidate) -> FindingValue:
    return FindingValue(path=path, value=witness.value, raw=witness.raw)
