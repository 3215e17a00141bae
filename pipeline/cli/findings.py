"""Findings against truth, as tables: recall by what was planted, precision by kind of finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from rich.console import Console
from rich.table import Table as Grid

from pipeline.evaluation.planted import Tallies, Tally, tally
from pipeline.evaluation.run import Evaluated


def print_findings(console: Console, documents: Iterable[Evaluated], *, listed: bool) -> None:
    """Nothing where no truth knows of an error and no report has a finding.

    `listed`: also each error that was missed and each finding that is false or said twice.
    """
    tallies = _tallies(documents)
    if not tallies.planted and not tallies.kinds:
        return
    console.print(_recall(tallies))
    console.print(_precision(tallies))
    if listed:
        for name in ("missed", "false", "twice"):
            for line in getattr(tallies, name):
                console.print(f"{name}\t{line}", highlight=False, markup=False, soft_wrap=True)


def findings_json(documents: Iterable[Evaluated]) -> dict[str, object]:
    """The same counts as data."""
    tallies = _tallies(documents)
    return {
        "errors": {n: {"of": t.errors, "found": t.found} for n, t in _sorted(tallies.planted)},
        "kinds": {
            n: {"findings": t.findings, "true": t.true, "repeated": t.repeated}
            for n, t in _sorted(tallies.kinds)
        },
        "all": asdict(tallies.all()),
    }


def _tallies(documents: Iterable[Evaluated]) -> Tallies:
    return tally((d.truth, d.findings) for d in documents if d.truth is not None)


def _sorted(rows: dict[str, Tally]) -> list[tuple[str, Tally]]:
    return sorted(rows.items())


def _recall(tallies: Tallies) -> Grid:
    grid = Grid("error", "found", "of", "recall", box=None)
    rows = [*_sorted(tallies.planted), ("all errors", tallies.all())]
    for name, row in rows:
        grid.add_row(name, str(row.found), str(row.errors), _ratio(row.found, row.errors))
    return grid


def _precision(tallies: Tallies) -> Grid:
    grid = Grid("finding", "true", "of", "precision", "repeated", box=None)
    rows = [*_sorted(tallies.kinds), ("all findings", tallies.all())]
    for name, row in rows:
        precision = _ratio(row.true, row.findings)
        grid.add_row(name, str(row.true), str(row.findings), precision, str(row.repeated))
    return grid


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "–"
