"""The one function: path → reports. Each line of it is a step of `docs/architecture.md`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.bundles import bundle, twins
from pipeline.entries import issues_of, section_entries, source_entry, statement_entries
from pipeline.findings.cells import spoilt_places
from pipeline.findings.collect import all_findings
from pipeline.findings.unit_lines import settle_units
from pipeline.identities.coverage import coverage
from pipeline.members import Part, Parts, read_parts
from pipeline.reconcile import reconcile
from pipeline.repair.run import repair
from pipeline.resolve import Gathered, Resolved, gather, resolve
from pipeline.settings import Settings
from pipeline.stages import Stopwatch
from schemas.candidate import Candidate
from schemas.report import Finding, Report
from schemas.section import Structured


@dataclass(frozen=True, slots=True)
class Understanding:
    """A report with all that led to it: what `inspect` draws."""

    parts: tuple[Part, ...]
    report: Report

    @property
    def structured(self) -> Structured:
        """The structure of the first part."""
        return self.parts[0].structured

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What the field extractors found in all parts."""
        return tuple(c for part in self.parts for c in part.candidates)


def convert(path: Path, settings: Settings, name: str | None = None) -> list[Report]:
    """The reports that a file holds: several where an archive holds several agencies or years.

    Raises:
        schemas.errors.GongkaiError: the file cannot be read; one subclass a cause.
    """
    return [seen.report for seen in understand_all(path, settings, name)]


def understand(
    path: Path, settings: Settings, name: str | None = None, watch: Stopwatch | None = None
) -> Understanding:
    """The first report of a file with what led to it; raises as `convert` does."""
    return understand_all(path, settings, name, watch)[0]


def understand_all(
    path: Path, settings: Settings, name: str | None = None, watch: Stopwatch | None = None
) -> list[Understanding]:
    """Read, structure, extract, bundle, reconcile, repair, resolve; raises as `convert` does."""
    clock = watch or Stopwatch()
    read = read_parts(path, settings, name, clock)
    with clock.step("resolve"):
        return [_understanding(read, group, settings) for group in bundle(read.parts)]


def _understanding(read: Parts, parts: tuple[Part, ...], settings: Settings) -> Understanding:
    candidates, slips = settle_units(c for part in parts for c in part.candidates)
    gathered = gather(candidates, settings)
    spoilt = {at: lines for p in parts for at, lines in spoilt_places(p.structured).items()}
    mended = repair(gathered, settings, partial(reconcile, spoilt=spoilt))
    gathered, reconciled = mended.gathered, mended.reconciled
    resolved = resolve(gathered, settings, reconciled.standing, mended.repairs, mended.doubts)
    trees = [part.structured for part in parts]
    findings = all_findings(trees, gathered, reconciled, resolved, settings.sure, slips)
    report = _report(read, parts, gathered, resolved, findings)
    tried = coverage(reconciled.trials.trials, reconciled.figures)
    return Understanding(parts, report.model_copy(update={"identities": tried}))


def _report(
    read: Parts,
    parts: tuple[Part, ...],
    gathered: Gathered,
    resolved: Resolved,
    findings: tuple[Finding, ...],
) -> Report:
    trees = [part.structured for part in parts]
    return Report(
        source=source_entry(read.source, [tree.document for tree in trees]),
        values=resolved.values,
        names=gathered.names,
        statements=tuple(e for tree in trees for e in statement_entries(tree, resolved.values)),
        sections=tuple(e for tree in trees for e in section_entries(tree)),
        findings=findings,
        issues=(
            *read.issues,
            *twins(parts),
            *(i for tree in trees for i in issues_of(tree)),
            *resolved.issues,
        ),
    )
