"""`gongkai bench`: the tables of `docs/performance.md` and of tools side by side, printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.batch import find_inputs
from pipeline.benchmark import as_markdown, measure
from pipeline.settings import load_settings
from schemas.errors import ExitCode, UsageError


def bench_all(inputs: Sequence[Path], repeat: int) -> int:
    """Measure and print; the exit status comes back."""
    print(as_markdown(measure(find_inputs(inputs), repeat, load_settings())))
    return ExitCode.OK


def bench_tools(folder: Path, tools: Sequence[str], pages: int) -> int:
    """Print how nearly each tool finds the printed tables of scans; the exit status comes back."""
    from pipeline.peers import run

    print(run.as_markdown(run.compare(folder, tools, pages)))
    return ExitCode.OK


def bench_scans(inputs: Sequence[Path], pages: int, settings: Sequence[str]) -> int:
    """Print what a scanned page costs, or what workers × threads bring; the exit status."""
    from pipeline.peers import pace

    files = list(find_inputs(inputs))
    if not settings:
        print(pace.costs_as_markdown(pace.page_costs(files, pages, threads=1)))
        return ExitCode.OK
    runs = [pace.throughput(files, *_workers_and_threads(setting)) for setting in settings]
    print(pace.throughput_as_markdown(runs))
    return ExitCode.OK


def _workers_and_threads(setting: str) -> tuple[int, int]:
    workers, _, threads = setting.partition("x")
    if not (workers.isdecimal() and threads.isdecimal()):
        raise UsageError(f"{setting} is no setting: write workers x threads, as 2x1")
    return int(workers), int(threads)
