"""Sides of cells settled by lines of text: words that a side cuts, heads that one should part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.ocr.prepare.ink import Mask
from extractors.protocols import Polygon
from extractors.tables.ruled import Grid, GridCell
from schemas.geometry import BoundingBox

#: Multiples of the height of text: how far text reaches past a side that cuts it, rows beside the
#: text that are enough to see whether a line runs there, half the breadth in which it may run.
_PAST, _FREE, _WANDER = 0.6, 0.2, 0.2
#: Rows at the upper and lower side of a cell that its own rulings take (multiple).
_RULING = 0.12
#: A row with less ink than this share of the text's breadth holds none of it, or a line across.
_BARE = 0.05
#: A line is seen if so much of those rows has ink.
_SEEN = 0.5
#: Text in a cell of its own may reach over the missing side, and stand off the middle, by these
#: (multiple of the height of text, share of the cell's width).
_OVER, _OFF_MIDDLE = 0.3, 0.15


def settled(grid: Grid, lines: Sequence[Polygon], ink: Mask, height: float) -> Grid:
    """The grid without sides that run through a word alone, and with those between two heads.

    All in pixels; `lines` are boxes of text, `ink` has the rulings in it. A stroke of a character
    that stands over a ruling is taken for its end; a ruling under a seal may be missed.
    """
    boxes = [_box(line) for line in lines]
    cells = [part for cell in grid.cells for part in _parted(grid, cell, boxes, height)]
    return Grid(grid.xs, grid.ys, _joined(Grid(grid.xs, grid.ys, cells), boxes, ink, height))


def _box(line: Polygon) -> BoundingBox:
    xs, ys = [p[0] for p in line], [p[1] for p in line]
    return BoundingBox(min(xs), min(ys), max(xs), max(ys))


def _parted(
    grid: Grid, cell: GridCell, boxes: Sequence[BoundingBox], height: float
) -> list[GridCell]:
    """A cell over several columns as one cell each, where text stands in the middle of each."""
    own = _inside(grid, cell, boxes)
    columns = range(cell.column, cell.column + cell.column_span)
    if len(columns) < 2 or len(own) < len(columns):
        return [cell]
    sides = list(pairwise(grid.xs[cell.column : cell.column + cell.column_span + 1]))
    held = [[b for b in own if left <= _middle(b) < right] for left, right in sides]
    centred = all(
        texts and all(_is_centred(text, side, height) for text in texts)
        for texts, side in zip(held, sides, strict=True)
    )
    return [replace(cell, column=c, column_span=1) for c in columns] if centred else [cell]


def _inside(grid: Grid, cell: GridCell, boxes: Sequence[BoundingBox]) -> list[BoundingBox]:
    around = grid.cell_box(cell)
    return [b for b in boxes if around.contains(_middle(b), (b.top + b.bottom) / 2)]


def _middle(box: BoundingBox) -> float:
    return (box.left + box.right) / 2


def _is_centred(text: BoundingBox, side: tuple[float, float], height: float) -> bool:
    left, right = side
    off = abs(_middle(text) - (left + right) / 2)
    inside = text.left > left - _OVER * height and text.right < right + _OVER * height
    return inside and off <= _OFF_MIDDLE * (right - left)


def _joined(grid: Grid, boxes: Sequence[BoundingBox], ink: Mask, height: float) -> list[GridCell]:
    """Cells that only a stroke of the text that crosses their common side parts, made one."""
    cells = list(grid.cells)
    for text in boxes:
        inner = [x for x in grid.xs if text.left + _PAST * height < x < text.right - _PAST * height]
        for x in inner:
            pair = _beside(grid, cells, x, (text.top + text.bottom) / 2)
            if pair and not _has_line(
                ink, x, _rows_beside(grid, pair[0], text, ink, height), height
            ):
                left, right = pair
                cells[cells.index(left)] = replace(
                    left, column_span=left.column_span + right.column_span
                )
                cells.remove(right)
    return cells


def _beside(
    grid: Grid, cells: Sequence[GridCell], x: float, y: float
) -> tuple[GridCell, GridCell] | None:
    """The cells left and right of a side, where they take the same rows."""
    at = grid.xs.index(x)
    rows = [c for c in cells if grid.ys[c.row] <= y < grid.ys[c.row + c.row_span]]
    left = next((c for c in rows if c.column + c.column_span == at), None)
    right = next((c for c in rows if c.column == at), None)
    if left is None or right is None:
        return None
    same = (left.row, left.row_span) == (right.row, right.row_span)
    return (left, right) if same else None


def _rows_beside(
    grid: Grid, cell: GridCell, text: BoundingBox, ink: Mask, height: float
) -> list[tuple[int, int]]:
    """Rows of the cell above and below the ink of the text, its rulings left out."""
    around, inset = grid.cell_box(cell), _RULING * height
    upper, lower = round(around.top + inset), round(around.bottom - inset)
    columns = slice(max(0, round(text.left)), round(text.right))
    dark = np.flatnonzero(ink[max(0, upper) : lower, columns].mean(axis=1) > _BARE)
    if not len(dark):
        return []
    return [(upper, upper + int(dark[0])), (upper + int(dark[-1]) + 1, lower)]


def _has_line(ink: Mask, x: float, rows: Sequence[tuple[int, int]], height: float) -> bool:
    """Whether a line runs at x in those rows; so it is taken where they are too few to tell."""
    reach = max(1, round(_WANDER * height))
    strip = [ink[a:b, max(0, round(x) - reach) : round(x) + reach + 1] for a, b in rows]
    dark = np.concatenate([part.any(axis=1) for part in strip]) if strip else np.zeros(0, bool)
    return len(dark) < _FREE * height or float(dark.mean()) >= _SEEN
