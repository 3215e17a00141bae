"""Findings from years: the year's own figure under the date of another year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from pipeline.confidence import lowest
from pipeline.findings.wording import name_of
from schemas.candidate import Candidate
from schemas.report import Finding, FindingValue, Severity, Value


def year_findings(
    apart: Iterable[Candidate], values: Mapping[str, Value], year: int | None, sure: float
) -> list[Finding]:
    """One finding for each other year in which a place states this year's figure to the digit.

    A figure that did not change from year to year proves nothing: it is left out, as is a nil.
    """
    wrong: dict[tuple[int, str], list[Candidate]] = {}
    for candidate in apart:
        if candidate.year and year and _is_this_years(candidate, values, sure):
            place = candidate.evidence.section or candidate.origin
            wrong.setdefault((candidate.year, place), []).append(candidate)
    return [_finding(group, year or 0) for group in wrong.values()]


def _is_this_years(candidate: Candidate, values: Mapping[str, Value], sure: float) -> bool:
    value = values.get(candidate.path)
    change = values.get(f"{candidate.path}.change")
    if value is None or change is None or lowest(candidate.scores) < sure:
        return False
    numeric = isinstance(candidate.value, Decimal) and candidate.value != 0
    moved = isinstance(change.value, Decimal) and change.value != 0
    return numeric and moved and value.value == candidate.value


def _finding(group: list[Candidate], year: int) -> Finding:
    first = group[0]
    return Finding(
        kind="period_conflict",
        message=(
            f"{name_of(first.path)} {first.raw.strip()} 是 {year} 年度的数字，"
            f"此处却写作 {first.year} 年"
        ),
        severity=Severity.WARNING,
        rule="figure_of_its_year",
        values=tuple(FindingValue(path=c.path, value=c.value, raw=c.raw) for c in group),
        evidence=tuple(c.evidence for c in group),
    )
