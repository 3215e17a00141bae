"""All findings of one report: each cause once, serious ones before trivial ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.findings.arithmetic import arithmetic_findings
from pipeline.findings.causes import causes
from pipeline.findings.conflicts import conflict_findings
from pipeline.findings.contents import missing_findings, missing_statements
from pipeline.findings.once import once
from pipeline.findings.unit_lines import UnitSlip, unit_line_findings
from pipeline.findings.units import slip_findings, slips
from pipeline.findings.wordings import Known, document_findings
from pipeline.reconcile import Reconciled
from pipeline.resolve import Gathered, Resolved
from schemas.report import Finding, Severity, Verdict
from schemas.section import Structured
from schemas.vocabulary.finding_kinds import finding_kind

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def all_findings(
    structured: Sequence[Structured],
    gathered: Gathered,
    reconciled: Reconciled,
    resolved: Resolved,
    sure: float,
    unit_lines: Iterable[UnitSlip] = (),
) -> tuple[Finding, ...]:
    """What the report gets wrong first, then what we may have misread; `sure` as in settings.

    `unit_lines`: statements under a wrong unit, whose amounts were put right before.
    """
    values, figures, year = resolved.values, reconciled.figures, gathered.fiscal_year
    found = causes(gathered.parties, reconciled.trials, figures)
    slipped, left = slips(found.left, figures)
    known = Known(values, gathered.apart, gathered.parties, year, sure)
    missing = missing_statements(structured)
    absent = {each.number for each in missing}
    every = [
        *missing_findings(missing),
        *unit_line_findings(unit_lines),
        *conflict_findings(gathered.parties, found.conflicts, sure),
        *slip_findings(slipped, figures, values),
        *arithmetic_findings(left, figures, values),
        *(f for each in structured for f in document_findings(each, known, absent)),
    ]
    return tuple(sorted(map(_named, once(every)), key=_order))


def _named(finding: Finding) -> Finding:
    """With the other names of its kind, so that whoever looks for one of them finds it."""
    return finding.model_copy(update={"also": finding_kind(finding.kind).also})


def _order(finding: Finding) -> tuple[bool, int, int]:
    ours = finding.verdict is not Verdict.SOURCE_ERROR
    return ours, _SEVERITIES.index(finding.severity), finding_kind(finding.kind).rank
