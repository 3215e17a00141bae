"""Ruling lines → grids of cells with spans.

Works on plain lines in points, so that lines drawn in a PDF and lines found in an image take the
same way: snap → join → connect → cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extractors.tables.cells import Sides, rectangles
from schemas.geometry import BoundingBox

#: Lines closer than this are one line; also how far a gap in a line may be bridged.
_SNAP = 2.5
_GAP = 4.0
#: How far a line may end short of the line that it meets.
_TOUCH = 3.5
#: A side of a cell is there if rulings cover this share of it.
_COVERED = 0.6
#: Rulings that run on past the outermost crossing line by more than this have an open side there.
_OPEN_SIDE = 8.0
_SHORTEST = 2.0


class Ruling(NamedTuple):
    """A line across the page: a horizontal one at y = `position`, or a vertical one at x."""

    position: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: its first row and column, and how many it spans."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Grid:
    """Row and column edges (points) and the cells between them."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    _owner: dict[tuple[int, int], GridCell] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._owner[row, column] = cell

    @property
    def box(self) -> BoundingBox:
        """The outer rectangle."""
        return BoundingBox(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_box(self, cell: GridCell) -> BoundingBox:
        """The rectangle of a cell."""
        return BoundingBox(
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.column_span],
            self.ys[cell.row + cell.row_span],
        )

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """The cell around a point."""
        if not self.box.contains(x, y):
            return None
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        return self._owner.get((row, column))


def find_grids(horizontal: Iterable[Ruling], vertical: Iterable[Ruling]) -> list[Grid]:
    """Grids of at least two cells, from top to bottom."""
    rows, columns = merge_rulings(horizontal), merge_rulings(vertical)
    found = (_grid(h, v) for h, v in _connected(rows, columns))
    grids = [grid for grid in found if grid is not None and len(grid.cells) > 1]
    return sorted(grids, key=lambda g: (g.ys[0], g.xs[0]))


def merge_rulings(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Pieces of one line joined, lines that lie on each other made one."""
    merged: list[Ruling] = []
    for cluster in _clusters(sorted(r for r in rulings if r.end > r.start)):
        length = sum(r.end - r.start for r in cluster)
        position = sum(r.position * (r.end - r.start) for r in cluster) / length
        for start, end in _joined(cluster):
            if end - start >= _SHORTEST:
                merged.append(Ruling(position, start, end))
    return merged


def _clusters(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    clusters: list[list[Ruling]] = []
    for ruling in rulings:
        if clusters and ruling.position - clusters[-1][0].position <= _SNAP:
            clusters[-1].append(ruling)
        else:
            clusters.append([ruling])
    return clusters


def _joined(cluster: list[Ruling]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for _, start, end in sorted(cluster, key=lambda r: r.start):
        if spans and start - spans[-1][1] <= _GAP:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def _connected(
    rows: list[Ruling], columns: list[Ruling]
) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Groups of lines that meet."""
    groups: list[tuple[list[Ruling], list[Ruling]]] = []
    for row in rows:
        meeting = [column for column in columns if _meet(row, column)]
        touched = [g for g in groups if any(column in g[1] for column in meeting)]
        joined: tuple[list[Ruling], list[Ruling]] = ([row], list(meeting))
        for group in touched:
            joined[0].extend(group[0])
            joined[1].extend(column for column in group[1] if column not in joined[1])
            groups.remove(group)
        groups.append(joined)
    return [g for g in groups if g[1]]


def _meet(row: Ruling, column: Ruling) -> bool:
    return (
        row.start - _TOUCH <= column.position <= row.end + _TOUCH
        and column.start - _TOUCH <= row.position <= column.end + _TOUCH
    )


def _grid(rows: list[Ruling], columns: list[Ruling]) -> Grid | None:
    ys, open_ys = _edges(rows, columns)
    xs, open_xs = _edges(columns, rows)
    while True:
        if len(xs) < 2 or len(ys) < 2:
            return None
        across = [_drawn(y, xs, rows, always=y in open_ys) for y in ys]
        down = [_drawn(x, ys, columns, always=x in open_xs) for x in xs]
        kept_ys = [y for y, sides in zip(ys, across, strict=True) if any(sides)]
        kept_xs = [x for x, sides in zip(xs, down, strict=True) if any(sides)]
        if len(kept_ys) == len(ys) and len(kept_xs) == len(xs):
            break
        xs, ys = kept_xs, kept_ys
    found = (GridCell(*r) for r in rectangles(across, down))
    return Grid(xs, ys, [cell for cell in found if not _is_outside(cell, across, down)])


def _edges(lines: list[Ruling], crossing: list[Ruling]) -> tuple[list[float], set[float]]:
    """Positions of the lines; those added where the crossing lines run past the outermost one."""
    positions = sorted({line.position for line in lines})
    added = set()
    first = sorted(r.start for r in crossing if r.start < positions[0] - _OPEN_SIDE)
    last = sorted(r.end for r in crossing if r.end > positions[-1] + _OPEN_SIDE)
    for ends in (first, last):
        if len(ends) * 2 > len(crossing):
            added.add(ends[len(ends) // 2])
    return sorted({*positions, *added}), added


def _drawn(
    position: float, cuts: list[float], lines: list[Ruling], *, always: bool
) -> tuple[bool, ...]:
    """Between which neighbouring cuts a line is drawn at the position."""
    here = [line for line in lines if line.position == position]
    return tuple(
        always or sum(max(0.0, min(r.end, b) - max(r.start, a)) for r in here) >= _COVERED * (b - a)
        for a, b in pairwise(cuts)
    )


def _is_outside(cell: GridCell, across: Sides, down: Sides) -> bool:
    """Whether the cell lies open towards two sides of the grid: the table is no rectangle."""
    end_row, end_column = cell.row + cell.row_span, cell.column + cell.column_span
    columns = slice(cell.column, end_column)
    rows = slice(cell.row, end_row)
    openings = (
        cell.row == 0 and not any(across[0][columns]),
        end_row == len(across) - 1 and not any(across[end_row][columns]),
        cell.column == 0 and not any(down[0][rows]),
        end_column == len(down) - 1 and not any(down[end_column][rows]),
    )
    return sum(openings) > 1
