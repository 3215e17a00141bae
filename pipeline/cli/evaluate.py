"""`gongkai evaluate`: reports against truth, as tables or JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid

from pipeline.cli.changes import changes_json, print_changes
from pipeline.cli.findings import findings_json, print_findings
from pipeline.evaluation.calibration import reliability
from pipeline.evaluation.curves import risk_curve
from pipeline.evaluation.page import evaluation_page
from pipeline.evaluation.run import (
    Evaluated,
    by_degradation,
    by_family,
    by_form,
    by_format,
    evaluate,
    figures,
    intervals,
)
from pipeline.evaluation.scoring import Mark
from schemas.errors import ExitCode, UsageError

_COLUMNS = (
    "facts",
    "right",
    "precision",
    "wrong",
    "missing",
    "spurious",
    "wrong_of_sure",
    "accepted",
    "risk",
    "ece",
    "auroc",
)


def evaluate_all(
    truths: Path,
    reports: Path,
    *,
    as_json: bool,
    listed: bool,
    page: Path | None = None,
    before: Path | None = None,
) -> int:
    """Print the figures of all truths; with `listed`, also each fact that is not right.

    `page`: where an HTML page with the plots goes. `before`: reports of the same documents, to
    hold beside these.
    """
    documents = evaluate(truths, reports)
    earlier = evaluate(truths, before) if before is not None else None
    if not documents:
        raise UsageError(f"no *.gold.json in {truths}")
    if page is not None:
        page.write_text(evaluation_page(documents), "utf-8")
    if as_json:
        told = _as_json(documents)
        if earlier is not None:
            told["before_and_after"] = changes_json(earlier, documents)
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return ExitCode.OK
    console = Console()
    _print_documents(console, documents)
    _print_families(console, documents)
    print_findings(console, documents, listed=listed)
    if earlier is not None:
        print_changes(console, earlier, documents)
    if listed:
        _print_faults(console, documents)
    return ExitCode.OK


def _as_json(documents: list[Evaluated]) -> dict[str, object]:
    return {
        "all": figures(documents),
        "intervals": intervals(documents),
        "reliability": [asdict(b) for b in reliability([p for d in documents for p in d.pairs()])],
        "risk_coverage": [asdict(point) for point in risk_curve([d.pairs() for d in documents])],
        "documents": {d.source: figures([d]) for d in documents},
        "forms": {form: figures(group) for form, group in by_form(documents).items()},
        "formats": {name: figures(group) for name, group in by_format(documents).items()},
        "degradations": {name: figures(g) for name, g in by_degradation(documents).items()},
        "findings": findings_json(documents),
        "absent": [d.source for d in documents if not d.report],
    }


def _print_documents(console: Console, documents: list[Evaluated]) -> None:
    grid = Grid("document", *_COLUMNS, box=None)
    groups = {d.source: [d] for d in documents}
    groups |= {f"form {name}": group for name, group in by_form(documents).items()}
    groups |= {f"format {name}": group for name, group in by_format(documents).items()}
    groups |= {f"scan {name}": group for name, group in by_degradation(documents).items()}
    for name, group in [*groups.items(), ("all", documents)]:
        found = figures(group)
        grid.add_row(name, *(_cell(found[column]) for column in _COLUMNS))
    console.print(grid)


def _print_families(console: Console, documents: list[Evaluated]) -> None:
    grid = Grid("family", "facts", "right", "precision", "wrong", "missing", "spurious", box=None)
    for name, s in by_family(documents).items():
        counts = (s.facts, s.recall, s.precision, s.wrong, s.missing, s.spurious)
        grid.add_row(name, *map(_cell, counts))
    console.print(grid)


def _print_faults(console: Console, documents: list[Evaluated]) -> None:
    for document in documents:
        for row in document.judged:
            if row.mark is not Mark.RIGHT:
                wanted = " | ".join(row.wanted)
                line = f"{document.source}\t{row.mark}\t{row.path}\t{wanted}\t{row.given or ''}"
                console.print(line, highlight=False, markup=False, soft_wrap=True)


def _cell(figure: float | None) -> str:
    if figure is None:
        return "–"
    return str(figure) if isinstance(figure, int) else f"{figure:.4f}"
