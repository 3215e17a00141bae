"""Findings from witnesses: one path, two figures that no rounding explains, both quoted.

A conflict is called the report's own only where both witnesses were read surely; else it is our
reading that is in doubt, and the verdict says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.agreement import Party, Relation, relation
from pipeline.confidence import lowest
from pipeline.findings.wording import name_of, plain
from schemas.candidate import Candidate
from schemas.report import Finding, FindingValue, Severity, Verdict

#: 元 printed for 万元, or 万元 for 亿元: the slips of unit that reports make.
_UNIT_SLIPS = (Decimal(10_000), Decimal(100_000_000))
#: Figures this close to a slip's factor are that slip, whatever was rounded on the way.
_SLIP_SLACK = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class _Conflict:
    path: str
    chosen: Candidate
    other: Candidate

    def figures(self) -> tuple[Decimal, Decimal]:
        return Decimal(self.chosen.value), Decimal(self.other.value)


def conflict_findings(gathered: Mapping[str, list[Party]], sure: float) -> list[Finding]:
    """One finding for each pair of figures in conflict, with every path that the pair stands at."""
    pairs: dict[tuple[str, str, str], list[_Conflict]] = {}
    for conflict in _conflicts(gathered):
        one, other = conflict.chosen.evidence, conflict.other.evidence
        cause = (conflict.chosen.raw, conflict.other.raw, f"{one.section}{other.section}")
        pairs.setdefault(cause, []).append(conflict)
    return [_finding(group, sure) for group in pairs.values()]


def _conflicts(gathered: Mapping[str, list[Party]]) -> Iterator[_Conflict]:
    for path, groups in gathered.items():
        lead = groups[0].lead
        for party in groups[1:]:
            numeric = isinstance(lead.value, Decimal) and isinstance(party.lead.value, Decimal)
            if numeric and relation(lead, party.lead) is Relation.DIFFERS:
                yield _Conflict(path, lead, party.lead)


def _finding(group: list[_Conflict], sure: float) -> Finding:
    first = group[0]
    slip = _is_unit_slip(*first.figures())
    surely = min(lowest(first.chosen.scores), lowest(first.other.scores)) >= sure
    return Finding(
        kind="unit_suspect" if slip else "witness_conflict",
        message=_message(first, slip=slip),
        verdict=Verdict.SOURCE_ERROR if surely else Verdict.EXTRACTION_ERROR,
        severity=Severity.WARNING if surely else Severity.NOTE,
        rule="one_fact_one_figure",
        expected=first.figures()[0],
        printed=first.figures()[1],
        values=tuple(_weighed(c.path, side) for c in group for side in (c.chosen, c.other)),
        evidence=(first.chosen.evidence, first.other.evidence),
    )


def _is_unit_slip(one: Decimal, other: Decimal) -> bool:
    small, large = sorted((abs(one), abs(other)))
    if not small:
        return False
    return any(abs(large / small / factor - 1) <= _SLIP_SLACK for factor in _UNIT_SLIPS)


def _message(conflict: _Conflict, *, slip: bool) -> str:
    one, other = conflict.chosen, conflict.other
    gap = plain(abs(conflict.figures()[0] - conflict.figures()[1]))
    unit = one.unit or ""
    words = "疑似单位错误" if slip else f"相差 {gap}{unit}"
    return (
        f"{name_of(conflict.path)}前后不一致：{_place(one)}为 {one.raw.strip()}，"
        f"{_place(other)}为 {other.raw.strip()}（{words}）"
    )


def _place(candidate: Candidate) -> str:
    evidence = candidate.evidence
    where = evidence.section or evidence.statement or candidate.origin
    page = getattr(evidence.location, "page", None)
    return f"“{where}”" + (f"（第 {page} 页）" if page else "")


def _weighed(path: str, witness: Candidate) -> FindingValue:
    return FindingValue(path=path, value=witness.value, raw=witness.raw)
