"""`gongkai calibrate`: weights of confidence from documents with truth, with their proof."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid

from pipeline.calibration.collect import Case, cases
from pipeline.calibration.run import Calibrated, Figures, calibrate, write_weights
from pipeline.calibration.worn import worn_cases
from pipeline.confidence import FEATURES, default_weights, weights_file
from pipeline.settings import load_settings
from schemas.errors import ExitCode, UsageError

_LEAST_CASES = 100


def calibrate_all(
    sets: Sequence[Path],
    *,
    write: bool,
    out: Path | None,
    worn: Path | None = None,
    keep_out: int = 0,
) -> int:
    """Fit on all sets (truth, documents, truth, documents …); write only where asked to.

    `worn`: digital documents that are misread on purpose, beside the sets. `keep_out`: one document
    of so many takes no part in the fit.
    """
    if len(sets) % 2:
        raise UsageError("name a folder of documents after each folder of truth")
    settings = load_settings()
    found: list[Case] = []
    for truth, documents in zip(sets[::2], sets[1::2], strict=True):
        found += cases(truth, [documents], settings)
    if len(found) < _LEAST_CASES:
        raise UsageError(f"{len(found)} values with truth are too few: {_LEAST_CASES} are needed")
    files = sorted(file for file in worn.rglob("*") if file.is_file()) if worn else []
    misread = worn_cases(files, settings)
    result = calibrate(found, default_weights(), misread, keep_out=keep_out)
    _print(Console(), result)
    target = out or (weights_file() if write else None)
    if target is not None:
        if not target.exists():
            target.write_text(weights_file().read_text("utf-8"), "utf-8")
        write_weights(result.weights, target)
    return ExitCode.OK


def _print(console: Console, result: Calibrated) -> None:
    counts = f"{result.documents} documents, {result.values} values, {result.wrong} wrong"
    console.print(counts, highlight=False)
    console.print(_grid("left out", result.figures))
    if result.kept:
        console.print(_grid("kept out", result.kept))
    for name in ("version", "start", *FEATURES, "accept"):
        console.print(f"{name} = {getattr(result.weights, name)}", highlight=False)


def _grid(name: str, rows: dict[str, Figures]) -> Grid:
    grid = Grid(name, *next(iter(rows.values())), box=None)
    for row, figures in rows.items():
        grid.add_row(row, *("–" if v is None else f"{v:.4f}" for v in figures.values()))
    return grid
