"""How fast and how heavy: seconds by step, by document and by page, memory over many documents."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from pipeline.convert import understand
from pipeline.settings import Settings
from pipeline.stages import Stopwatch
from schemas.errors import GongkaiError

_MEBIBYTE = 1024 * 1024


@dataclass(slots=True)
class Measured:
    """One document: wall and processor seconds of each run after the first; its steps.

    The first run, which loads the engines, is not counted.
    """

    name: str
    pages: int
    values: int
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    steps: Stopwatch = field(default_factory=Stopwatch)

    def per_page(self) -> float:
        """Processor seconds a page, in the run in the middle."""
        return statistics.median(self.processor) / max(self.pages, 1)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """All documents, and MiB resident after each conversion in order."""

    documents: tuple[Measured, ...]
    memory: tuple[float, ...]
    start_up: float

    def growth(self) -> float:
        """MiB between the end of the first quarter of conversions and the last one."""
        if not self.memory:
            return 0.0
        return self.memory[-1] - self.memory[len(self.memory) // 4]


def measure(paths: Sequence[Path], repeat: int, settings: Settings) -> Benchmark:
    """Convert each document once to warm up, then all of them `repeat` times, one after another."""
    start = time.perf_counter()
    documents = [found for path in paths for found in _first(path, settings)]
    start_up = time.perf_counter() - start
    memory = [
        _once(path, document, settings) for _ in range(repeat) for path, document in documents
    ]
    return Benchmark(tuple(document for _, document in documents), tuple(memory), start_up)


def _first(path: Path, settings: Settings) -> Iterator[tuple[Path, Measured]]:
    """The document where it can be read; one that cannot says nothing of speed."""
    try:
        seen = understand(path, settings)
    except GongkaiError:
        return
    pages = len(seen.structured.document.pages)
    yield path, Measured(path.name, pages, len(seen.report.values))


def _once(path: Path, document: Measured, settings: Settings) -> float:
    start, worked = time.perf_counter(), time.process_time()
    understand(path, settings, watch=document.steps)
    document.seconds.append(time.perf_counter() - start)
    document.processor.append(time.process_time() - worked)
    resident: int = psutil.Process().memory_info().rss
    return resident / _MEBIBYTE


def as_markdown(found: Benchmark) -> str:
    """The tables of `docs/performance.md`."""
    steps = list(dict.fromkeys(name for d in found.documents for name in d.steps.seconds))
    head = ["document", "pages", "values", "seconds", "processor", "a page", *steps]
    rows = [_row(document, steps) for document in found.documents]
    lines = [_line(head), _line(["---", *["---:"] * (len(head) - 1)]), *map(_line, rows)]
    return "\n".join([*lines, "", _memory_words(found)])


def _row(document: Measured, steps: Sequence[str]) -> list[str]:
    runs = len(document.seconds)
    shares = [f"{document.steps.seconds.get(name, 0.0) / runs:.3f}" for name in steps]
    counted = [document.name, str(document.pages), str(document.values)]
    medians = [statistics.median(document.seconds), statistics.median(document.processor)]
    timed = [*(f"{median:.2f}" for median in medians), f"{document.per_page():.4f}"]
    return [*counted, *timed, *shares]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _memory_words(found: Benchmark) -> str:
    if not found.memory:
        return "Nothing could be measured."
    return (
        f"First pass with loading of the engines: {found.start_up:.1f} s. "
        f"Resident memory over {len(found.memory)} conversions: "
        f"{found.memory[0]:.0f} MiB after the first, {max(found.memory):.0f} MiB at most, "
        f"{found.memory[-1]:.0f} MiB after the last ({found.growth():+.1f} MiB since the first "
        "quarter)."
    )
