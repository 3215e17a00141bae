"""Other readings of a cell's numeral, kept with the cell: arithmetic may choose among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.ocr.glyphs import ReadPiece
from extractors.ocr.numerals import meant_as_numeral, other_readings, parses
from extractors.readers.arrange import Arrangement, PlacedTable
from extractors.tables.ruled import Grid
from schemas.table import Cell

#: So many are kept.
_MOST = 5

Readings = dict[tuple[int, int], tuple[tuple[str, float], ...]]


def with_other_readings(
    found: Arrangement, grids: Sequence[Grid], read: Sequence[ReadPiece]
) -> Arrangement:
    """The arrangement whose cells hold their other readings; `grids` are those it was made of."""
    for index, grid in enumerate(grids):
        readings = _readings(read, index)
        for placed in found.tables:
            if readings and _is_of(placed, grid):
                cells = tuple(_with(cell, readings) for cell in placed.table.cells)
                placed.table = replace(placed.table, cells=cells)
    return found


def _is_of(placed: PlacedTable, grid: Grid) -> bool:
    return (placed.left, placed.top) == (grid.xs[0], grid.ys[0]) and (
        placed.table.column_edges == tuple(grid.xs)
    )


def _with(cell: Cell, readings: Readings) -> Cell:
    found = readings.get((cell.row, cell.column))
    return cell if found is None else replace(cell, alternatives=found)


def _readings(read: Sequence[ReadPiece], grid: int) -> Readings:
    """By cell of the grid; cells of several lines are left out: they hold no one numeral."""
    pieces: dict[tuple[int, int], list[ReadPiece]] = {}
    for r in read:
        if r.piece.grid == grid and r.piece.cell is not None:
            pieces.setdefault((r.piece.cell.row, r.piece.cell.column), []).append(r)
    return {
        place: others
        for place, (r, *more) in pieces.items()
        if not more and meant_as_numeral(r.text) and (others := _others(r))
    }


def _others(read: ReadPiece) -> tuple[tuple[str, float], ...]:
    """Other numerals: what other looks and another program read, and the recogniser's rivals."""
    found: dict[str, float] = {}
    for text, score in (*read.others, *other_readings(read.line.characters)):
        if text != read.text and meant_as_numeral(text) and parses(text):
            found[text] = max(score, found.get(text, 0.0))
    return tuple(sorted(found.items(), key=lambda pair: -pair[1])[:_MOST])
