"""What a scanned page costs: the engine's own time beside ours, and workers times threads.

*Engine*: PaddleOCR's own pipeline over the same picture with the same weights, once. *Ours*: all
stages of a page, preparation, readings and readings again, grids, with nothing kept from before.
Processor seconds, which other work on the machine does not touch as it does wall-clock time.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import pymupdf

from extractors.ocr.paddle.engine import PaddleEngine
from extractors.ocr.paddle.whole import whole_page_engine
from extractors.ocr.page import read_picture
from extractors.ocr.pdf import drawn
from extractors.ocr.recorded import Recorded

_MEBIBYTE = 1024 * 1024
_POLL = 0.2
#: A page costs at most so many times the engine's own time.
_GOAL = 1.5


@dataclass(frozen=True, slots=True)
class PageCost:
    """Processor seconds of one page."""

    document: str
    page: int
    engine: float
    ours: float

    @property
    def share(self) -> float:
        """Ours to the engine's."""
        return self.ours / max(self.engine, 1e-9)


@dataclass(frozen=True, slots=True)
class Throughput:
    """Pages read by processes side by side; `peak` is the MiB resident of all together."""

    workers: int
    threads: int
    pages: int
    seconds: float
    peak: float

    @property
    def pages_a_minute(self) -> float:
        """Of all workers together."""
        return self.pages / self.seconds * 60


def page_costs(files: Sequence[Path], pages: int, threads: int) -> list[PageCost]:
    """Time the first `pages` pages of each PDF, the loading of the engines left out."""
    whole, engine = whole_page_engine(threads), PaddleEngine(threads)
    costs = []
    with TemporaryDirectory(prefix="gongkai-pace-") as kept:
        reader = Recorded(engine, Path(kept))
        for number, (document, page) in enumerate(_pages(files, pages)):
            if number == 0:
                whole.predict(drawn(page))
            costs.append(_cost(document, page, whole, reader))
    return costs


def _pages(files: Sequence[Path], most: int) -> Iterator[tuple[str, pymupdf.Page]]:
    for file in files:
        with pymupdf.open(str(file)) as opened:
            for number in range(min(most, opened.page_count)):
                yield file.name, opened[number]


def _cost(document: str, page: pymupdf.Page, whole: Any, reader: Recorded) -> PageCost:  # noqa: ANN401
    image, size = drawn(page), (page.rect.width, page.rect.height)
    number = page.number + 1
    engine = _processor(lambda: whole.predict(image))
    ours = _processor(lambda: read_picture(drawn(page), number, size, reader))
    return PageCost(document, number, engine, ours)


def _processor(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def throughput(files: Sequence[Path], workers: int, threads: int) -> Throughput:
    """Convert the files with that many processes and threads each, nothing kept from before.

    The time is that of the whole command, loading of the engines included.
    """
    with TemporaryDirectory(prefix="gongkai-pace-") as scratch:
        start = time.perf_counter()
        peak = _peak_of(_conversion(files, workers, threads, Path(scratch)))
        seconds = time.perf_counter() - start
    return Throughput(workers, threads, sum(_page_count(f) for f in files), seconds, peak)


def _conversion(
    files: Sequence[Path], workers: int, threads: int, scratch: Path
) -> subprocess.Popen[bytes]:
    settings = {"GONGKAI_CACHE": str(scratch), "GONGKAI_OCR_THREADS": str(threads)}
    command = [sys.executable, "-m", "pipeline.cli", "convert", *map(str, files)]
    options = ["--out", str(scratch / "out"), "--workers", str(workers), "--timeout", "3600"]
    environment = {**psutil.Process().environ(), **settings}
    return subprocess.Popen([*command, *options], env=environment, stderr=subprocess.DEVNULL)  # noqa: S603


def _peak_of(running: subprocess.Popen[bytes]) -> float:
    """Wait for it; MiB resident at most, of it and its children together."""
    peak = 0.0
    while running.poll() is None:
        peak = max(peak, _resident(running.pid))
        time.sleep(_POLL)
    return peak


def _resident(pid: int) -> float:
    total = 0
    try:
        mother = psutil.Process(pid)
        for process in (mother, *mother.children(recursive=True)):
            total += process.memory_info().rss
    except psutil.Error:
        return total / _MEBIBYTE  # one of them ended meanwhile
    return total / _MEBIBYTE


def _page_count(file: Path) -> int:
    with pymupdf.open(str(file)) as opened:
        return int(opened.page_count)


def costs_as_markdown(costs: Sequence[PageCost]) -> str:
    """A row a document: medians a page, all of ours over all of the engine's, and page by page."""
    head = (
        "| document | pages | engine | ours | ours / engine | median page | worst page | within |"
    )
    lines = [head, "| --- |" + " ---: |" * 7]
    names = dict.fromkeys(c.document for c in costs)
    rows = [_cost_row(name, [c for c in costs if c.document == name]) for name in names]
    return "\n".join([*lines, *rows, _cost_row("all", costs)])


def _cost_row(name: str, costs: Sequence[PageCost]) -> str:
    ratio = sum(c.ours for c in costs) / max(sum(c.engine for c in costs), 1e-9)
    medians = [median(c.engine for c in costs), median(c.ours for c in costs)]
    worst = max(costs, key=lambda c: c.share)
    middle = median(c.share for c in costs)
    shown = " | ".join(f"{value:.2f}" for value in (*medians, ratio, middle))
    within = sum(c.share <= _GOAL for c in costs)
    return f"| {name} | {len(costs)} | {shown} | {worst.share:.2f} (p. {worst.page}) | {within} |"


def throughput_as_markdown(runs: Sequence[Throughput]) -> str:
    """A row a setting."""
    head = ["| workers | threads | pages | seconds | pages a minute | peak MiB |"]
    rows = [
        f"| {r.workers} | {r.threads} | {r.pages} | {r.seconds:.0f} | {r.pages_a_minute:.1f} | "
        f"{r.peak:.0f} |"
        for r in runs
    ]
    return "\n".join([*head, "|" + " ---: |" * 6, *rows])
