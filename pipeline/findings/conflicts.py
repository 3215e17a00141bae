"""Findings from witnesses: one path, figures that no rounding explains, all quoted.

A conflict is called the report's own only where both sides were read surely and stand in two
sections, or in a statement; else our reading is in doubt, and the verdict says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.agreement import Party
from pipeline.confidence import lowest
from pipeline.findings.causes import Conflict
from pipeline.findings.wording import formula_with, name_of, plain
from schemas.candidate import Candidate
from schemas.evidence import Method
from schemas.report import Finding, FindingValue, Severity, Verdict
from schemas.vocabulary.paths import ValueType, entry_for
from schemas.vocabulary.statements import forms

#: 元 printed for 万元, or 万元 for 亿元: the slips of unit that reports make.
_UNIT_SLIPS = (Decimal(10_000), Decimal(100_000_000))
#: Figures this close to a slip's factor are that slip, whatever was rounded on the way.
_SLIP_SLACK = Decimal("0.001")
#: Digits of a figure that does not stand at two places by chance.
_TELLING = 5
#: Lowest score of a count that was read off print, from which a conflict is the report's own.
_SURE_COUNT = 0.6
#: Figures of a section that agree with statements or forms, from which it is sure what it is about.
_PROVING = 2
#: A project of a path, with all its figures.
_PROJECT = re.compile(r"performance\.projects\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class _Known:
    """What conflicts are judged by: a sure score, the places of figures, proved sections."""

    sure: float
    figures: Mapping[Decimal, set[str]]
    proved: frozenset[str]


def conflict_findings(
    gathered: Mapping[str, list[Party]], conflicts: Iterable[Conflict], sure: float
) -> list[Finding]:
    """One finding a cause: the same figures at several paths, or two tables of one project."""
    causes: dict[tuple[str, ...], list[Conflict]] = {}
    for conflict in conflicts:
        causes.setdefault(_cause(conflict), []).append(conflict)
    known = _Known(sure, _figures(gathered), _proved_sections(gathered, sure))
    return [_finding(group, known) for group in causes.values()]


def _proved_sections(gathered: Mapping[str, list[Party]], sure: float) -> frozenset[str]:
    """Sections with the figures of statements and forms: what they are about is no question."""
    agreeing: Counter[str] = Counter()
    for groups in gathered.values():
        lead, *others = groups[0].members
        printed = lead.origin.startswith(("statement:", "form:"))
        if printed and lead.value and lowest(lead.scores) >= sure:
            agreeing.update({str(m.evidence.section) for m in others if m.origin != lead.origin})
    return frozenset(s for s, count in agreeing.items() if count >= _PROVING)


def _figures(gathered: Mapping[str, list[Party]]) -> dict[Decimal, set[str]]:
    """Where each figure stands that is long enough to be known again."""
    found: dict[Decimal, set[str]] = {}
    for path, groups in gathered.items():
        value = groups[0].lead.value
        if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) >= _TELLING:
            found.setdefault(value, set()).add(path)
    return found


def _cause(conflict: Conflict) -> tuple[str, ...]:
    """What conflicts have in common that have one cause."""
    sections = [str(side.evidence.section) for side in conflict.sides]
    project = _PROJECT.match(conflict.path)
    if project is not None:
        return (project[0], *sections[:2])
    return tuple(f"{c.raw}|{section}" for c, section in zip(conflict.sides, sections, strict=True))


def _finding(group: list[Conflict], known: _Known) -> Finding:
    first = next((c for c in group if c.mended), group[0])
    slip = is_unit_slip(first)
    ours = _is_ours(first, known)
    return Finding(
        kind="unit_suspect" if slip else "witness_conflict",
        message=_message(first, slip=slip),
        verdict=Verdict.EXTRACTION_ERROR if ours else Verdict.SOURCE_ERROR,
        severity=Severity.NOTE if ours else Severity.WARNING,
        rule="one_fact_one_figure",
        formula=_formula(first),
        expected=Decimal(first.chosen.value),
        printed=Decimal(first.others[0].value),
        values=tuple(_weighed(c.path, side) for c in group for side in c.sides),
        evidence=tuple(side.evidence for side in first.sides),
    )


def _is_ours(conflict: Conflict, known: _Known) -> bool:
    """Whether our reading is the likelier fault; where arithmetic decides, only a bad scan is."""
    if conflict.mended:
        return any(side.evidence.method is Method.OCR for side in conflict.sides)
    if conflict.belied and all(s.evidence.method is not Method.OCR for s in conflict.sides):
        return False
    if str(conflict.others[0].evidence.section) in conflict.sections and not _printed_once(
        conflict
    ):
        return True  # its prose states the chosen figure as well: the other is of something else
    return _is_our_doubt(conflict, known) or _is_of_another_path(conflict, known.figures)


def _is_our_doubt(conflict: Conflict, known: _Known) -> bool:
    """A side was read doubtfully, or both stand in one section: it may list two things."""
    least = _least_score(conflict, known.sure)
    if min(_score(side, known) for side in conflict.sides[:2]) < least:
        return True
    one, other = conflict.sides[:2]
    printed_once = one.origin.startswith("statement:") or one.origin != other.origin
    return one.evidence.section == other.evidence.section and not printed_once


def _printed_once(conflict: Conflict) -> bool:
    """Whether both sides are of a kind that prints a fact once: two statements, two forms."""
    one, other = conflict.sides[:2]
    return one.origin != other.origin and not other.origin.startswith("sentence:")


def _score(side: Candidate, known: _Known) -> float:
    """The lowest score, that of the structure left out where the section is proved."""
    if str(side.evidence.section) not in known.proved or side.evidence.method is Method.OCR:
        return lowest(side.scores)
    return lowest(side.scores.model_copy(update={"structure": 1.0}))


def _least_score(conflict: Conflict, sure: float) -> float:
    """Counts of staff are worded in many ways: what was read off print needs less of a match."""
    entry = entry_for(conflict.path)
    printed = all(side.evidence.method is not Method.OCR for side in conflict.sides[:2])
    is_count = entry is not None and entry.type is ValueType.COUNT
    return min(sure, _SURE_COUNT) if is_count and printed else sure


def _is_of_another_path(conflict: Conflict, known: Mapping[Decimal, set[str]]) -> bool:
    """The figure against it is the one of another path: a sentence that we took for this one."""
    against = conflict.others[0]
    if against.origin.startswith("statement:"):
        return False
    return bool(known.get(Decimal(against.value), set()) - {conflict.path})


def is_unit_slip(conflict: Conflict) -> bool:
    """Whether the figures are those of one amount in two units."""
    pair = (Decimal(conflict.chosen.value), Decimal(conflict.others[0].value))
    small, large = sorted(map(abs, pair))
    if not small:
        return False
    return any(abs(large / small / factor - 1) <= _SLIP_SLACK for factor in _UNIT_SLIPS)


def _message(conflict: Conflict, *, slip: bool) -> str:
    gap = f"相差 {plain(conflict.gap())}{conflict.chosen.unit or ''}"
    sides = "，".join(f"{_place(s)}为 {' '.join(s.raw.split())}" for s in conflict.sides)
    words = "疑似单位错误" if slip else gap
    rule = f"；“{conflict.mended[0].instance.identity.name}”与后者相符" if conflict.mended else ""
    return f"{name_of(conflict.path)}前后不一致：{sides}（{words}{rule}）"


def _formula(conflict: Conflict) -> str | None:
    """The identity that the figure against it closes, with that figure."""
    return formula_with(conflict.closing, conflict.weighed) if conflict.closing else None


def _place(candidate: Candidate) -> str:
    """The statement, or the innermost heading, and the page where there is one."""
    evidence = candidate.evidence
    named = forms().get(evidence.statement or "")
    where = named.name if named else (evidence.section or candidate.origin).split(" / ")[-1]
    page = getattr(evidence.location, "page", None)
    return f"“{where}”" + (f"（第 {page} 页）" if page else "")


def _weighed(path: str, witness: Candidate) -> FindingValue:
    return FindingValue(path=path, value=witness.value, raw=witness.raw)
