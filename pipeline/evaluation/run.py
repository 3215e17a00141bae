"""All truths of a folder against all reports of another."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.assemble import read_report
from pipeline.evaluation.calibration import (
    Pair,
    auroc,
    brier,
    coverage_at_risk,
    expected_calibration_error,
    interval,
)
from pipeline.evaluation.printed import ENDING as CELLS_ENDING
from pipeline.evaluation.printed import PrintedFigures, printed_figures
from pipeline.evaluation.scoring import Judged, Mark, Summary, family, judge, summarise
from pipeline.evaluation.truth import Truth, load_truths
from schemas.report import Finding

ENDING = ".report.json"
#: Folder of printed grids, beside that of the truths.
CELLS = "cells"
#: Risk at which coverage is told.
STATED_RISK = 0.01
#: Drawings of documents for an interval.
_ROUNDS = 200
#: Confidence from which a wrong value looks sure.
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One document: its truth's source and what was judged. `report` False where it is absent."""

    source: str
    form: str
    judged: tuple[Judged, ...]
    report: bool = True
    degradation: str = ""
    printed: PrintedFigures | None = None
    truth: Truth | None = None
    findings: tuple[Finding, ...] = ()

    def pairs(self) -> list[Pair]:
        """Confidence and outcome of every value that was given."""
        return [
            (row.confidence, row.mark is Mark.RIGHT)
            for row in self.judged
            if row.confidence is not None
        ]


def evaluate(truths: Path, reports: Path, cells: Path | None = None) -> list[Evaluated]:
    """Judge every truth of a folder; a truth without a report counts as all missing.

    `cells`: where the printed grids of scans lie; beside the truths where there is such a folder.
    """
    grids = cells or truths.parent / CELLS
    return [_evaluate_one(truth, reports, grids) for truth in load_truths(truths)]


def _evaluate_one(truth: Truth, reports: Path, cells: Path) -> Evaluated:
    file = _report_file(reports, truth.source)
    found = None if file is None else read_report(json.loads(file.read_text("utf-8")))
    judged = _all_missing(truth) if found is None else judge(truth, found.values, found.names)
    grids = cells / f"{truth.source}{CELLS_ENDING}"
    printed = printed_figures(found, grids) if found is not None and grids.is_file() else None
    return Evaluated(
        truth.source,
        truth.form,
        tuple(judged),
        found is not None,
        truth.degradation,
        printed,
        truth,
        found.findings if found else (),
    )


def _report_file(reports: Path, source: str) -> Path | None:
    candidates = (reports / f"{source}{ENDING}", reports / f"{Path(source).stem}{ENDING}")
    return next((file for file in candidates if file.is_file()), None)


def _all_missing(truth: Truth) -> list[Judged]:
    return [row for row in judge(truth, {}, {}) if row.mark is Mark.MISSING]


def figures(documents: Iterable[Evaluated]) -> dict[str, float | int | None]:
    """All figures of some documents together."""
    listed = list(documents)
    pairs = [pair for document in listed for pair in document.pairs()]
    total = summarise(row for document in listed for row in document.judged)
    return {
        "documents": len(listed),
        "facts": total.facts,
        "right": total.recall,
        "precision": total.precision,
        "wrong": total.wrong,
        "missing": total.missing,
        "spurious": total.spurious,
        "wrong_of_sure": _wrong_share([ok for confidence, ok in pairs if confidence >= SURE]),
        "accepted": total.accepted / len(pairs) if pairs else None,
        "risk": total.risk,
        "ece": expected_calibration_error(pairs) if pairs else None,
        "brier": brier(pairs) if pairs else None,
        "auroc": auroc(pairs),
        "coverage_at_1_percent_risk": coverage_at_risk(pairs, STATED_RISK) if pairs else None,
        "characters": total.characters,
        **_printed(listed),
    }


def _printed(documents: list[Evaluated]) -> dict[str, float | None]:
    """Of scans with known grids: figures of cells that came through, tables that were named."""
    whole = sum((d.printed for d in documents if d.printed is not None), PrintedFigures())
    return {
        "cells": whole.quoted / whole.figures if whole.figures else None,
        "tables": whole.found / whole.tables if whole.tables else None,
    }


def intervals(documents: Iterable[Evaluated]) -> dict[str, tuple[float, float]]:
    """95 % intervals of the figures of confidence, by drawing documents anew."""
    groups = [pairs for document in documents if (pairs := document.pairs())]
    if not groups:
        return {}
    told: dict[str, Callable[[Sequence[Pair]], float]] = {
        "ece": expected_calibration_error,
        "brier": brier,
        "auroc": lambda pairs: auroc(pairs) or 0.0,
        "coverage_at_1_percent_risk": lambda pairs: coverage_at_risk(pairs, STATED_RISK),
    }
    return {name: interval(groups, figure, rounds=_ROUNDS) for name, figure in told.items()}


def _wrong_share(outcomes: list[bool]) -> float | None:
    return outcomes.count(False) / len(outcomes) if outcomes else None


def by_family(documents: Iterable[Evaluated]) -> dict[str, Summary]:
    """Counts by the first part of the path."""
    rows: dict[str, list[Judged]] = defaultdict(list)
    for document in documents:
        for row in document.judged:
            rows[family(row.path)].append(row)
    return {name: summarise(group) for name, group in sorted(rows.items())}


def by_form(documents: Iterable[Evaluated]) -> dict[str, list[Evaluated]]:
    """Documents by the form or format that their truth names."""
    return _grouped((document.form, document) for document in documents)


def by_format(documents: Iterable[Evaluated]) -> dict[str, list[Evaluated]]:
    """Documents by the ending of their file: pdf, docx, txt; a damaged pdf is a scan."""
    return _grouped((_format(document), document) for document in documents)


def _format(document: Evaluated) -> str:
    ending = Path(document.source).suffix.removeprefix(".").lower()
    how = "scanned" if ending == "pdf" else "damaged"
    return f"{ending}, {how}" if document.degradation else ending


def by_degradation(documents: Iterable[Evaluated]) -> dict[str, list[Evaluated]]:
    """Scans by what their truth says was done to them."""
    return _grouped((document.degradation, document) for document in documents)


def _grouped(named: Iterable[tuple[str, Evaluated]]) -> dict[str, list[Evaluated]]:
    groups: dict[str, list[Evaluated]] = defaultdict(list)
    for name, document in named:
        if name:
            groups[name].append(document)
    return dict(sorted(groups.items()))
