"""What was read in a table held against the rest of it: dirt left out, what is odd doubted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractors.ocr.glyphs import ReadPiece
from extractors.ocr.numerals import is_dash, mended, parses
from extractors.tables.ruled import Grid

#: Figures that tell how many decimals a table has, share that must agree, trust in an odd one.
_ENOUGH, _NEARLY_ALL, _ODD = 5, 0.8, 0.45
#: A table prints nils as dashes or leaves them blank: of so many nils at least this share.
_NILS, _DASHED = 8, 0.25
#: Other figures of a column that tell what its entries look like; entries as short as this.
_COMPANY, _SHORT = 3, 2


def consistent(read: Sequence[ReadPiece], grids: Sequence[Grid]) -> list[ReadPiece]:
    """The pieces without dashes and strokes that cannot be entries; odd figures doubted."""
    kept = _without_lone_dashes(_dashes_mended(read), grids)
    return _odd_decimals_doubted(_without_lone_strokes(kept))


def _dashes_mended(read: Sequence[ReadPiece]) -> list[ReadPiece]:
    """A lone stroke in a cell of a table of figures is a dash, whatever it was read as."""
    of_figures = {r.piece.grid for r in read if r.piece.cell is not None and parses(r.text)}
    return [
        _dash(r) if r.piece.cell and r.piece.grid in of_figures and is_dash(r.text) else r
        for r in read
    ]


def _without_lone_dashes(read: Sequence[ReadPiece], grids: Sequence[Grid]) -> list[ReadPiece]:
    """Dashes of tables that leave nils blank are dirt: a fold, a remnant of a line.

    Those that no detector took for text are left out, the others doubted.
    """
    odd = {index for index, grid in enumerate(grids) if _leaves_nils_blank(read, index, grid)}
    found = []
    for r in read:
        if r.piece.grid not in odd or not is_dash(r.text):
            found.append(r)
        elif not r.piece.missed:
            found.append(_doubt(r))
    return found


def _leaves_nils_blank(read: Sequence[ReadPiece], index: int, grid: Grid) -> bool:
    inside = [r for r in read if r.piece.grid == index and r.piece.cell is not None]
    figures = [r for r in inside if parses(r.text) and not is_dash(r.text)]
    dashes = sum(is_dash(r.text) for r in inside)
    columns = {c for r in figures if (c := _column(r)) is not None}
    rows = [r.piece.cell.row for r in figures if r.piece.cell is not None]
    if not dashes or not rows:
        return False
    filled = {r.piece.cell for r in inside}
    blank = sum(
        cell.column in columns and cell.row >= min(rows) and cell not in filled
        for cell in grid.cells
    )
    return dashes + blank >= _NILS and dashes < _DASHED * (dashes + blank)


def _without_lone_strokes(read: Sequence[ReadPiece]) -> list[ReadPiece]:
    """A figure or two where no text was found, unlike all others of its column: left out.

    Where the column has nothing to compare it with, it is doubted.
    """
    columns: dict[tuple[int | None, int | None], list[str]] = defaultdict(list)
    for r in read:
        if r.piece.cell is not None and parses(r.text) and not r.piece.missed:
            columns[r.piece.grid, _column(r)].append(r.text.strip())
    found = []
    for r in read:
        text = r.text.strip()
        if not r.piece.missed or not text.isalnum() or len(text) > _SHORT or not text.isascii():
            found.append(r)
            continue
        others = columns[r.piece.grid, _column(r)]
        alike = any(len(other) == len(text) for other in others)
        if alike or len(others) < _COMPANY:
            found.append(r if alike else _doubt(r))
    return found


def _odd_decimals_doubted(read: Sequence[ReadPiece]) -> list[ReadPiece]:
    """A figure with more decimals than the others of its table is doubted: a stroke joined it."""
    by_grid: dict[int | None, list[int]] = {}
    for r in read:
        if r.piece.cell is not None and (places := _decimals(r)) is not None:
            by_grid.setdefault(r.piece.grid, []).append(places)
    usual = {grid: _usual(places) for grid, places in by_grid.items()}
    return [_doubt(r) if _is_odd(r, usual.get(r.piece.grid)) else r for r in read]


def _column(read: ReadPiece) -> int | None:
    cell = read.piece.cell
    return cell.column if cell is not None and cell.column_span == 1 else None


def _decimals(read: ReadPiece) -> int | None:
    body = read.text.strip()
    return len(body.partition(".")[2]) if "." in body and parses(body) else None


def _usual(places: Sequence[int]) -> int | None:
    """The number of decimals that nearly all figures have."""
    if len(places) < _ENOUGH:
        return None
    most = max(set(places), key=places.count)
    return most if places.count(most) >= _NEARLY_ALL * len(places) else None


def _is_odd(read: ReadPiece, usual: int | None) -> bool:
    places = _decimals(read) if read.piece.cell is not None else None
    return usual is not None and places is not None and places > usual


def _doubt(read: ReadPiece) -> ReadPiece:
    return replace(read, scores=tuple(min(score, _ODD) for score in read.scores))


def _dash(read: ReadPiece) -> ReadPiece:
    return replace(read, line=replace(read.line, characters=mended(read.line.characters)))
