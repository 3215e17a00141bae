"""`gongkai bench`: the tables of `docs/performance.md`, printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.batch import find_inputs
from pipeline.benchmark import as_markdown, measure
from pipeline.settings import load_settings
from schemas.errors import ExitCode


def bench_all(inputs: Sequence[Path], repeat: int) -> int:
    """Measure and print; the exit status comes back."""
    print(as_markdown(measure(find_inputs(inputs), repeat, load_settings())))
    return ExitCode.OK
