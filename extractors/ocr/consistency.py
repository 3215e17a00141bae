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
_NILS, _DASHED, _SEVERAL = 8, 0.25, 2
#: Other figures of a column that tell what its entries look like; entries as short as this.
_COMPANY, _SHORT = 3, 2
#: A mark beside a figure that scores less is dirt.
_BADLY = 0.8
_NIL = "—"
#: What a dash is read as together with what is left of a ruling.
_RULED = frozenset("-—–一_~1lI|丨.· ")
#: What a remnant of a ruling is read as.
_STROKES = frozenset(("1", "l", "I", "|", "丨", "i", "!", ")", "]", "J", "/", "\\"))


def consistent(read: Sequence[ReadPiece], grids: Sequence[Grid]) -> list[ReadPiece]:
    """The pieces without dashes and strokes that cannot be entries; odd figures doubted."""
    kept = _without_strokes_beside_figures(_without_lone_dashes(_dashes_mended(read), grids))
    return _odd_decimals_doubted(_without_lone_strokes(kept))


def _dashes_mended(read: Sequence[ReadPiece]) -> list[ReadPiece]:
    """A lone stroke in a cell of a table of figures is a dash, whatever it was read as."""
    of_figures = {r.piece.grid for r in read if r.piece.cell is not None and parses(r.text)}
    return [
        _dash(r) if r.piece.cell and r.piece.grid in of_figures and _is_stroke(r) else r
        for r in read
    ]


def _is_stroke(read: ReadPiece) -> bool:
    """A dash as it was read, or a flat stroke at a side, whose ruling may be read with it."""
    return is_dash(read.text) or (read.piece.flush and _RULED.issuperset(read.text))


def _without_lone_dashes(read: Sequence[ReadPiece], grids: Sequence[Grid]) -> list[ReadPiece]:
    """Dashes of tables and columns that leave nils blank are dirt: a fold, a remnant of a line.

    Those that no detector took for text are left out, the others doubted.
    """
    nils = {index: _nils(read, index, grid) for index, grid in enumerate(grids)}
    found = []
    for r in read:
        if not is_dash(r.text) or not _is_lone(nils.get(r.piece.grid or 0, {}), _column(r)):
            found.append(r)
        elif not r.piece.missed:
            found.append(_doubt(r))
    return found


def _is_lone(nils: dict[int, tuple[int, int]], column: int | None) -> bool:
    """Whether neither the table nor the column prints nils as dashes; `nils`: see `_nils`."""
    dashes, blank = (sum(pair[i] for pair in nils.values()) for i in (0, 1))
    own_dashes, own_blank = nils.get(-1 if column is None else column, (0, 0))
    return (
        dashes + blank >= _NILS
        and dashes < _DASHED * (dashes + blank)
        and (own_dashes < _SEVERAL or own_dashes < _DASHED * (own_dashes + own_blank))
    )


def _nils(read: Sequence[ReadPiece], index: int, grid: Grid) -> dict[int, tuple[int, int]]:
    """Dashes and blank cells by column of figures, from the first row of figures on."""
    inside = [r for r in read if r.piece.grid == index and r.piece.cell is not None]
    figures = [r for r in inside if parses(r.text) and not is_dash(r.text)]
    columns = {c for r in inside if parses(r.text) and (c := _column(r)) is not None}
    first = min((r.piece.cell.row for r in figures if r.piece.cell), default=len(grid.ys))
    dashed = {r.piece.cell for r in inside if is_dash(r.text)}
    blank = set(grid.cells) - {r.piece.cell for r in inside}
    return {
        column: (
            sum(cell is not None and cell.column == column for cell in dashed),
            sum(cell.column == column and cell.row >= first for cell in blank),
        )
        for column in columns
    }


def _without_strokes_beside_figures(read: Sequence[ReadPiece]) -> list[ReadPiece]:
    """A lone stroke or a badly read mark in the cell of a whole figure is dirt, no part of it."""
    whole = {(r.piece.grid, r.piece.cell) for r in read if r.piece.cell and _decimals(r)}
    return [r for r in read if not _is_mark(r) or (r.piece.grid, r.piece.cell) not in whole]


def _is_mark(read: ReadPiece) -> bool:
    text = read.text.strip()
    badly = len(text) <= _SHORT and min(read.scores, default=0.0) < _BADLY
    return text in _STROKES or (badly and not parses(text))


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
    characters = read.line.characters
    if read.piece.flush and characters:
        edges = (characters[0].edges[0], characters[-1].edges[1])
        characters = (replace(characters[0], character=_NIL, edges=edges),)
    changed = replace(read, line=replace(read.line, characters=mended(characters)))
    return replace(changed, scores=read.scores[: len(characters)])
