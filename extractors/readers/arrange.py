"""Glyphs of a page → tables and the lines outside them, with a score of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.layout.glyphs import Frame, Glyph
from extractors.layout.lines import Line, lines_of, words_of
from extractors.tables.bands import chunks_of
from extractors.tables.filling import fill, table_of
from extractors.tables.ruled import Grid, Ruling
from extractors.tables.score import amounts_in, grid_score, placed_share
from extractors.tables.unruled import UNRULED, find_unruled
from schemas.document import Word
from schemas.table import Table

#: What a table without a grid of rulings is trusted at most.
_UNRULED_TRUST = 0.85


@dataclass(slots=True)
class PlacedTable:
    """A table and where it begins in the reading frame."""

    table: Table
    top: float
    left: float


@dataclass(slots=True)
class Arrangement:
    """The tables of a page, and the lines and words outside and inside them."""

    frame: Frame
    tables: list[PlacedTable] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    table_lines: list[Line] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The lowest trust in a table, less where figures stand outside all tables."""
        lowest = min((placed.table.score for placed in self.tables), default=1.0)
        inside = sum(amounts_in(line.string) for line in self.table_lines)
        outside = sum(
            chunk.is_amount for line in self.lines for chunk in chunks_of(line) if self.tables
        )
        return lowest * placed_share(inside, outside)

    def words(self) -> list[Word]:
        """All words of the page."""
        lines = [*self.table_lines, *self.lines]
        return [word for line in lines for word in words_of(line, self.frame)]


def arrange(
    frame: Frame, glyphs: list[Glyph], grids: list[Grid], rules: Sequence[Ruling], engine: str
) -> Arrangement:
    """Sort glyphs into the grids, the innermost first, then into tables without rulings.

    `rules` are the horizontal rulings, hints for tables without a grid.
    """
    found = Arrangement(frame)
    rest = glyphs
    for grid in sorted(grids, key=lambda g: g.box.width * g.box.height):
        rest = _add_table(found, grid, rest, engine)
    lines = lines_of(rest, frame)
    unruled = find_unruled(lines, rules)
    for grid in unruled:
        rest = _add_table(found, grid, rest, engine + UNRULED)
    found.lines = lines_of(rest, frame) if unruled else lines
    return found


def _add_table(found: Arrangement, grid: Grid, glyphs: list[Glyph], engine: str) -> list[Glyph]:
    """Fill a grid and add its table; the glyphs outside are handed back."""
    contents, rest = fill(grid, glyphs)
    table, lines = table_of(grid, contents, found.frame, engine)
    score = grid_score([line.string for line in cell] for cell in lines.values())
    if engine.endswith(UNRULED):
        score *= _UNRULED_TRUST
    found.tables.append(PlacedTable(replace(table, score=score), grid.ys[0], grid.xs[0]))
    found.table_lines += [line for cell in grid.cells for line in lines[cell]]
    return rest
