"""Tables as grids of text, printed and found, and how nearly one is the other.

A table that was found is held against the printed one of its page that shares most cells with it.
Digits are compared exactly, at their row and column; characters wherever on the page they came out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors.text.normalise import compact

#: What a cell must hold to count as a figure.
_FIGURE = re.compile(r"-?[\d,]*\.?\d+%?")
#: Printed cells of one page are held against found ones in this many tries at most.
_MOST_COMPARED = 200_000


@dataclass(frozen=True, slots=True)
class GridCell:
    """Text at (`row`, `column`), both from 0, over so many rows and columns."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of one page of the picture file, pages from 1."""

    page: int
    rows: int
    columns: int
    cells: tuple[GridCell, ...]

    def texts(self) -> Counter[str]:
        """How often each text stands in it, white space aside."""
        return Counter(text for cell in self.cells if (text := compact(cell.text)))

    def spans(self) -> set[tuple[int, int, int, int]]:
        """Place and size of the cells that cover more than one position."""
        return {
            (c.row, c.column, c.row_span, c.column_span)
            for c in self.cells
            if c.row_span > 1 or c.column_span > 1
        }


@dataclass(frozen=True, slots=True)
class PageFound:
    """What a tool made of a page: tables, and the text of everything that it read."""

    grids: tuple[Grid, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts over pages; shares are of what was printed."""

    figures: int = 0
    figures_placed: int = 0
    figures_read: int = 0
    characters: int = 0
    characters_read: int = 0
    grids: int = 0
    grids_exact: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another page in."""
        for name in ("figures", "figures_placed", "figures_read", "characters", "characters_read"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.grids += other.grids
        self.grids_exact += other.grids_exact
        self.seconds += other.seconds


def printed_grids(file: Path) -> list[Grid]:
    """The grids of a `*.grids.json` that the generator writes beside a scan."""
    data = json.loads(file.read_text("utf-8"))
    return [_printed(table) for table in data["tables"]]


def _printed(table: dict[str, Any]) -> Grid:
    cells = tuple(
        GridCell(c["row"], c["column"], c["text"], c["rowspan"], c["colspan"])
        for c in table["cells"]
    )
    return Grid(table["page"], table["rows"], table["columns"], cells)


def score_page(printed: Sequence[Grid], found: PageFound) -> Tally:
    """Hold what was found on a page against what was printed there."""
    tally = Tally()
    texts = Counter(text for t in found.texts if (text := compact(t)))
    for grid, match in _paired(printed, found.grids):
        tally.grids += 1
        tally.grids_exact += match is not None and _same_shape(grid, match)
        _count_figures(grid, match, tally)
    _count_texts(printed, texts, tally)
    return tally


def _paired(printed: Sequence[Grid], found: Sequence[Grid]) -> list[tuple[Grid, Grid | None]]:
    free = list(found)
    pairs: list[tuple[Grid, Grid | None]] = []
    for grid in printed:
        best = max(free, key=lambda f: (grid.texts() & f.texts()).total(), default=None)
        if best is not None and (grid.texts() & best.texts()).total() == 0:
            best = None
        if best is not None:
            free.remove(best)
        pairs.append((grid, best))
    return pairs


def _same_shape(printed: Grid, found: Grid) -> bool:
    shape = (printed.rows, printed.columns) == (found.rows, found.columns)
    return shape and printed.spans() == found.spans()


def _count_figures(printed: Grid, found: Grid | None, tally: Tally) -> None:
    placed = {} if found is None else {(c.row, c.column): compact(c.text) for c in found.cells}
    for cell in printed.cells:
        text = compact(cell.text)
        if _FIGURE.fullmatch(text):
            tally.figures += 1
            tally.figures_placed += placed.get((cell.row, cell.column)) == text


def _count_texts(printed: Iterable[Grid], found: Counter[str], tally: Tally) -> None:
    wanted = sum((grid.texts() for grid in printed), Counter[str]())
    same = wanted & found
    tally.figures_read += sum(n for text, n in same.items() if _FIGURE.fullmatch(text))
    tally.characters += sum(len(text) * n for text, n in wanted.items())
    tally.characters_read += sum(len(text) * n for text, n in same.items())
    rest, others = list((wanted - same).elements()), list((found - same).elements())
    if len(rest) * len(others) <= _MOST_COMPARED:
        tally.characters_read += sum(_likest(text, others) for text in rest)


def _likest(text: str, others: Sequence[str]) -> int:
    """Characters of `text` that the likest of the others has too."""
    return max((len(text) - edit_distance(text, other) for other in others), default=0)


def edit_distance(one: str, other: str) -> int:
    """Levenshtein's distance, at most the length of `one`."""
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
        before = row
    return min(before[-1], len(one))
