"""Scans with their printed grids, read by several tools: a table by kind of damage."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import pymupdf

from extractors.ocr.pdf import drawn
from extractors.ocr.prepare.ink import Image
from pipeline.peers.grids import Grid, Tally, printed_grids, score_page
from pipeline.peers.readers import READERS
from schemas.errors import UsageError

#: Where the generator puts the scans, and the grids that stand on them.
_REPORTS, _CELLS, _ENDING = "reports", "cells", ".cells.json"
#: Tallies by (kind of damage, tool).
Tallies = Mapping[tuple[str, str], Tally]
_HEAD = (
    *("damage", "tool", "pages", "figures at their place", "figures read"),
    *("characters", "grids exact", "processor s a page"),
)


def compare(folder: Path, tools: Sequence[str], pages: int) -> Tallies:
    """Read all scans of a folder that the generator wrote, with every tool.

    Args:
        folder: holds `reports/` (scans) and `cells/` (their printed grids).
        tools: names in `READERS`.
        pages: pages with tables that are read of a report at most.

    Raises:
        UsageError: if the folder holds no scan with grids, or no tool has that name.
    """
    unknown = sorted(set(tools) - set(READERS))
    if unknown:
        raise UsageError(f"no tool is called {', '.join(unknown)}: {', '.join(READERS)}")
    files = sorted((folder / _CELLS).glob(f"*{_ENDING}"))
    if not files:
        raise UsageError(f"{folder} holds no {_CELLS}/*{_ENDING}: make scans with samples.generate")
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for file in files:
        scan = folder / _REPORTS / file.name.removesuffix(_ENDING)
        for shown in _pages(scan, printed_grids(file), pages):
            for tool in tools:
                tallies[_kind_of(scan), tool].add(_read(tool, *shown))
    return dict(tallies)


def _kind_of(scan: Path) -> str:
    """`jiangxi-7.copy.pdf` is a `copy`."""
    return Path(scan.stem).suffix.removeprefix(".") or "scan"


def _pages(
    scan: Path, grids: Sequence[Grid], most: int
) -> Iterator[tuple[list[Grid], Image, int, tuple[float, float]]]:
    """Pages with tables: what is printed there, the picture, its number and size."""
    by_page: dict[int, list[Grid]] = defaultdict(list)
    for grid in grids:
        by_page[grid.page].append(grid)
    with pymupdf.open(str(scan)) as opened:
        for number in sorted(by_page)[:most]:
            page = opened[number - 1]
            yield by_page[number], drawn(page), number, (page.rect.width, page.rect.height)


def _read(
    tool: str, grids: Sequence[Grid], image: Image, number: int, size: tuple[float, float]
) -> Tally:
    start = time.process_time()
    found = READERS[tool](image, number, size)
    tally = score_page(grids, found)
    tally.seconds.append(time.process_time() - start)
    return tally


def as_markdown(tallies: Tallies) -> str:
    """The table of `docs/accuracy.md`; the last rows count all kinds together."""
    tools = list(dict.fromkeys(tool for _, tool in tallies))
    kinds = sorted({kind for kind, _ in tallies})
    rows = [_row(kind, tool, tallies[kind, tool]) for kind in kinds for tool in tools]
    if len(kinds) > 1:
        rows += [_row("all", tool, _total(tallies, tool)) for tool in tools]
    rule = ["---", "---", *["---:"] * (len(_HEAD) - 2)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [_HEAD, rule, *rows])


def _total(tallies: Tallies, tool: str) -> Tally:
    total = Tally()
    for (_, name), tally in tallies.items():
        if name == tool:
            total.add(tally)
    return total


def _row(kind: str, tool: str, tally: Tally) -> list[str]:
    gives_grids = tool != "paddleocr"
    return [
        *(kind, tool, str(len(tally.seconds))),
        _share(tally.figures_placed, tally.figures) if gives_grids else "—",
        *(_share(tally.figures_read, tally.figures),),
        _share(tally.characters_read, tally.characters),
        _share(tally.grids_exact, tally.grids) if gives_grids else "—",
        f"{median(tally.seconds):.1f}" if tally.seconds else "—",
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "—"
