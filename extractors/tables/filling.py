"""Characters → the cells of a grid, by place; a numeral is never cut."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby, pairwise

from extractors.layout.glyphs import Frame, Glyph
from extractors.layout.lines import Line, lines_of
from extractors.tables.ruled import Grid, GridCell
from extractors.text.normalise import fold
from schemas.table import Cell, Table
from schemas.text import join

#: Glyphs of one run with a larger gap (share of the size) are two strings.
_STRING_GAP = 0.25
#: A string that crosses a ruling goes whole to the cell that holds this share of it.
_MOST = 0.7
_NUMERAL = re.compile(r"[-(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,6})?\)?%?")

Contents = dict[GridCell, list[Glyph]]


def fill(grid: Grid, glyphs: Iterable[Glyph]) -> tuple[Contents, list[Glyph]]:
    """Glyphs by cell, and those that stand in no cell."""
    contents: Contents = {cell: [] for cell in grid.cells}
    rest: list[Glyph] = []
    for string in _strings(glyphs):
        first = _owner(grid, string[0])
        if first is not None and first is _owner(grid, string[-1]):
            contents[first] += string
            continue
        owners = [_owner(grid, glyph) for glyph in string]
        for glyph, owner in zip(string, _agree(string, owners), strict=True):
            (rest if owner is None else contents[owner]).append(glyph)
    return contents, rest


def table_of(
    grid: Grid, contents: Contents, frame: Frame, engine: str
) -> tuple[Table, dict[GridCell, list[Line]]]:
    """The table, and its lines by cell for whoever needs words."""
    lines = {cell: lines_of(glyphs, frame) for cell, glyphs in contents.items()}
    cells = tuple(
        Cell(
            row=cell.row,
            column=cell.column,
            text=join((line.text for line in lines[cell]), "\n"),
            row_span=cell.row_span,
            column_span=cell.column_span,
            box=frame.shown_box(grid.cell_box(cell)),
        )
        for cell in grid.cells
    )
    table = Table(
        row_count=len(grid.ys) - 1,
        column_count=len(grid.xs) - 1,
        cells=cells,
        page_numbers=(frame.page_number,),
        engine=engine,
        box=frame.shown_box(grid.box),
        column_edges=tuple(grid.xs),
    )
    return table, lines


def _strings(glyphs: Iterable[Glyph]) -> Iterable[list[Glyph]]:
    """Glyphs that were printed as one string, in the order of the page."""
    for _, run in groupby(glyphs, key=lambda g: g.run):
        together = list(run)
        cuts = [i for i, (a, b) in enumerate(pairwise(together), 1) if _apart(a, b)]
        for start, end in pairwise([0, *cuts, len(together)]):
            yield together[start:end]


def _apart(before: Glyph, after: Glyph) -> bool:
    gap = after.left - before.right
    return (
        not -_STRING_GAP * after.size < gap < _STRING_GAP * after.size
        or before.character.isspace()
        or after.character.isspace()
    )


def _owner(grid: Grid, glyph: Glyph) -> GridCell | None:
    return grid.cell_at((glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2)


def _agree(string: list[Glyph], owners: list[GridCell | None]) -> list[GridCell | None]:
    """One owner for a string that is a numeral or stands nearly whole in one cell."""
    counts = Counter(owners)
    if len(counts) == 1:
        return owners
    owner, count = counts.most_common(1)[0]
    printed = fold("".join(glyph.character for glyph in string))
    if count >= _MOST * len(string) or _NUMERAL.fullmatch(printed):
        return [owner] * len(string)
    return owners
