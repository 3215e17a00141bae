"""`gongkai show`: what was found in each report, for a person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from pipeline.assemble import read_report
from pipeline.batch import ENDING, ERRORS
from schemas.errors import ExitCode, UnreadableFileError, UsageError
from schemas.report import Finding, Report, Severity, Status, Value, Verdict
from schemas.vocabulary.paths import entry_for

#: Values that a person should look at first.
_LEAST_SURE = 3
_SURE = (Status.ACCEPTED, Status.CORRECTED)
_HEAD = ("report.kind", "report.agency", "report.fiscal_year")


def show_all(reports: Iterable[Path], findings: int, *, every_value: bool) -> int:
    """Print each report and the errors beside them; the exit status comes back."""
    console = Console(soft_wrap=True, highlight=False)
    paths = [path for given in reports for path in _reports(given)]
    loaded = [(path, _load(path)) for path in paths]
    for path, report in loaded:
        _show(console, path, report, findings, every_value=every_value)
    for folder in dict.fromkeys(path for path in map(Path, reports) if path.is_dir()):
        _show_errors(console, folder)
    if len(loaded) > 1:
        _show_sum(console, [report for _, report in loaded])
    return ExitCode.OK


def _reports(given: Path) -> list[Path]:
    if given.is_dir():
        found = sorted(given.glob(f"*{ENDING}"))
        if not found and not (given / ERRORS).exists():
            raise UsageError(f"{given}: no report in this folder")
        return found
    if not given.is_file():
        raise UsageError(f"{given}: no such report")
    return [given]


def _load(path: Path) -> Report:
    try:
        return read_report(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError) as error:
        raise UnreadableFileError(
            f"{path} is no canonical report: {error}", remedy="Convert the document again."
        ) from error


def _show(
    console: Console, path: Path, report: Report, findings: int, *, every_value: bool
) -> None:
    console.print(Text(report.source.name, style="bold"), Text(_headline(report)))
    console.print(_parts(report))
    _show_least_sure(console, report)
    _show_findings(console, report.findings, findings)
    _show_issues(console, report)
    if every_value:
        for place, value in report.values.items():
            console.print(Text(f"    {_value_line(place, value)}"))
    console.print(Text(f"  JSON: {path}\n", style="dim"))


def _headline(report: Report) -> str:
    known = [str(report.values[p].value) for p in _HEAD if p in report.values]
    named = sum(s.id is not None for s in report.statements)
    tables = f"{named} of {len(report.statements)} tables named, {report.source.pages} pages"
    return f"{' · '.join(known) or 'kind unknown'} ({tables})"


def _parts(report: Report) -> Grid:
    """Counts of values by part: found, accepted, for a person to look at."""
    grid = Grid(box=None, pad_edge=False, padding=(0, 2))
    for head in ("  part", "values", "accepted", "needs review", "mean confidence"):
        grid.add_column(head, justify="left" if head == "  part" else "right")
    parts: dict[str, list[Value]] = {}
    for path, value in report.values.items():
        parts.setdefault(path.partition(".")[0].partition("[")[0], []).append(value)
    for part, values in [*parts.items(), ("all", list(report.values.values()))]:
        grid.add_row(f"  {part}", *_counts(values))
    return grid


def _counts(values: list[Value]) -> tuple[str, str, str, str]:
    sure = sum(value.status in _SURE for value in values)
    mean = sum(value.confidence for value in values) / len(values) if values else 0.0
    return str(len(values)), str(sure), str(len(values) - sure), f"{mean:.3f}" if values else "—"


def _show_least_sure(console: Console, report: Report) -> None:
    ranked = sorted(report.values.items(), key=lambda item: item[1].confidence)
    doubtful = [(p, v) for p, v in ranked if v.status not in _SURE][:_LEAST_SURE]
    if doubtful:
        console.print("  least sure:")
    for path, value in doubtful:
        console.print(Text(f"    {_value_line(path, value)}", style="yellow"))


def _value_line(path: str, value: Value) -> str:
    entry = entry_for(path)
    shown = " ".join(str(value.value).split())
    shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
    name = entry.name if entry else "?"
    return f"{value.confidence:.2f} {path} = {shown}{value.unit or ''} ({name})"


def _show_findings(console: Console, findings: tuple[Finding, ...], most: int) -> None:
    ours = [f for f in findings if f.verdict is Verdict.EXTRACTION_ERROR]
    theirs = [f for f in findings if f.verdict is Verdict.SOURCE_ERROR]
    console.print(
        f"  findings: {len(theirs)} of the report, {len(ours)} where our reading is in doubt"
    )
    serious = sorted(theirs, key=lambda f: f.severity is not Severity.ERROR)
    for finding in serious[:most]:
        console.print(Text(f"    {finding.kind}: {finding.message}", style="red"))
    if len(serious) > most:
        console.print(f"    … and {len(serious) - most} more in the JSON")


def _show_issues(console: Console, report: Report) -> None:
    counts = Counter(issue.code for issue in report.issues)
    if counts:
        listed = ", ".join(f"{code} × {count}" for code, count in counts.most_common())
        console.print(Text(f"  issues: {listed}"))


def _show_errors(console: Console, folder: Path) -> None:
    path = folder / ERRORS
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    for entry in map(json.loads, lines):
        words = f"{entry['file']}: {entry['message']} [{entry['code']}]"
        console.print(Text(f"could not be read: {words}", style="red"))


def _show_sum(console: Console, reports: list[Report]) -> None:
    values = [value for report in reports for value in report.values.values()]
    found, sure, review, _ = _counts(values)
    findings = sum(len(report.findings) for report in reports)
    console.print(
        f"{len(reports)} reports: {found} values, {sure} accepted, {review} for review, "
        f"{findings} findings",
        style="bold",
    )
