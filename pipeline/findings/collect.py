"""All findings of one report: each cause once, serious ones before trivial ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.text.normalise import compact
from pipeline.findings.arithmetic import arithmetic_findings
from pipeline.findings.causes import causes
from pipeline.findings.conflicts import conflict_findings
from pipeline.findings.contents import missing_findings, missing_statements
from pipeline.findings.units import slip_findings, slips
from pipeline.findings.wordings import Known, document_findings
from pipeline.reconcile import Reconciled
from pipeline.resolve import Gathered, Resolved
from schemas.report import Finding, Severity, Verdict
from schemas.section import Structured

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def all_findings(
    structured: Sequence[Structured],
    gathered: Gathered,
    reconciled: Reconciled,
    resolved: Resolved,
    sure: float,
) -> tuple[Finding, ...]:
    """What the report gets wrong first, then what we may have misread; `sure` as in settings."""
    values, figures, year = resolved.values, reconciled.figures, gathered.fiscal_year
    found = causes(gathered.parties, reconciled.trials, figures)
    slipped, left = slips(found.left, figures)
    known = Known(values, gathered.apart, gathered.parties, year, sure)
    missing = missing_statements(structured)
    absent = {each.number for each in missing}
    every = [
        *missing_findings(missing),
        *conflict_findings(gathered.parties, found.conflicts, sure),
        *slip_findings(slipped, figures, values),
        *arithmetic_findings(left, figures, values),
        *(f for each in structured for f in document_findings(each, known, absent)),
    ]
    return tuple(sorted(once(every), key=_order))


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without those whose quotes another of their kind holds: it gets their values."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: -sum(map(len, _quotes(f)))):
        wider = next((n for n, other in enumerate(kept) if _is_within(finding, other)), None)
        if wider is None:
            kept.append(finding)
        elif not kept[wider].values:
            kept[wider] = kept[wider].model_copy(update={"values": finding.values})
    return kept


def _quotes(finding: Finding) -> list[str]:
    return [compact(e.verbatim) for e in finding.evidence]


def _is_within(finding: Finding, other: Finding) -> bool:
    if (finding.kind, finding.rule) != (other.kind, other.rule) or not finding.evidence:
        return False
    sections = {e.section for e in other.evidence}
    return all(
        e.section in sections and any(compact(e.verbatim) in quote for quote in _quotes(other))
        for e in finding.evidence
    )


def _order(finding: Finding) -> tuple[bool, int]:
    ours = finding.verdict is not Verdict.SOURCE_ERROR
    return ours, _SEVERITIES.index(finding.severity)
