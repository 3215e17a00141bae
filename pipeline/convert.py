"""The one function: path → reports. Each line of it is a step of `docs/architecture.md`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractors.protocols import ReadOptions
from extractors.registry import field_extractors, reader_for
from extractors.structure import structure
from pipeline.entries import issues_of, section_entries, source_entry, statement_entries
from pipeline.fetch import fetch
from pipeline.findings.arithmetic import arithmetic_findings
from pipeline.findings.cells import cell_findings
from pipeline.findings.conflicts import conflict_findings
from pipeline.findings.years import year_findings
from pipeline.reconcile import Reconciled, reconcile
from pipeline.resolve import Gathered, Resolved, gather, resolve
from pipeline.settings import Settings
from pipeline.stages import Stopwatch
from schemas.candidate import Candidate
from schemas.document import Document
from schemas.report import Finding, Report
from schemas.section import Structured


@dataclass(frozen=True, slots=True)
class Understanding:
    """A report with all that led to it: what `inspect` draws."""

    structured: Structured
    candidates: tuple[Candidate, ...]
    report: Report


def convert(path: Path, settings: Settings, name: str | None = None) -> list[Report]:
    """The reports that a file holds, today always one.

    Raises:
        schemas.errors.GongkaiError: the file cannot be read; one subclass a cause.
    """
    return [understand(path, settings, name).report]


def understand(
    path: Path, settings: Settings, name: str | None = None, watch: Stopwatch | None = None
) -> Understanding:
    """Read, structure, extract, reconcile, resolve; raises as `convert` does."""
    clock = watch or Stopwatch()
    with clock.step("read"):
        document = _read(path, settings, name)
    with clock.step("structure"):
        structured = structure(document)
    with clock.step("extract"):
        candidates = tuple(c for find in field_extractors() for c in find(structured))
    with clock.step("resolve"):
        gathered = gather(candidates, settings)
        reconciled = reconcile(gathered)
        resolved = resolve(gathered, settings, reconciled.support)
        findings = _findings(structured, gathered, reconciled, resolved, settings)
    return Understanding(structured, candidates, _report(structured, gathered, resolved, findings))


def _read(path: Path, settings: Settings, name: str | None) -> Document:
    source, data = fetch(path, settings, name)
    options = ReadOptions(
        ocr=settings.ocr,
        password=settings.password,
        max_bytes=settings.max_bytes,
        max_pages=settings.max_pages,
        max_text_bytes=settings.max_text_bytes,
    )
    return reader_for(source.media_type)(data, source, options)


def _findings(
    structured: Structured,
    gathered: Gathered,
    reconciled: Reconciled,
    resolved: Resolved,
    settings: Settings,
) -> tuple[Finding, ...]:
    values, sure = resolved.values, settings.sure
    return (
        *conflict_findings(gathered.parties, sure),
        *arithmetic_findings(reconciled.trials, reconciled.figures, values),
        *year_findings(gathered.apart, values, gathered.fiscal_year, sure),
        *cell_findings(structured),
    )


def _report(
    structured: Structured, gathered: Gathered, resolved: Resolved, findings: tuple[Finding, ...]
) -> Report:
    return Report(
        source=source_entry(structured.document),
        values=resolved.values,
        names=gathered.names,
        statements=statement_entries(structured, resolved.values),
        sections=section_entries(structured),
        findings=findings,
        issues=(*issues_of(structured), *resolved.issues),
    )
