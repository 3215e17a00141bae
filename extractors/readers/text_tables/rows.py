"""Rows of a text table as they are printed: cells at columns, before the grid is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.readers.text_layout.lines import clean
from schemas.text import PlacedText


@dataclass(frozen=True, slots=True)
class RawRow:
    """`cells` hold no empty text; columns rise. `width`: printed columns, empty ones at the end in.

    `broken`: an empty line, a page number or a form feed stands before the row. `exact`: empty
    cells were printed as cells, so that an empty one in front means a cell that runs down.
    """

    cells: tuple[tuple[int, PlacedText], ...]
    width: int
    page: int
    broken: bool = False

    @property
    def first(self) -> int:
        """Column of the first cell."""
        return self.cells[0][0]

    @property
    def strings(self) -> list[str]:
        """Texts of the cells."""
        return [text.string for _, text in self.cells]

    def at(self, column: int) -> PlacedText | None:
        """The cell at a column."""
        return next((text for c, text in self.cells if c == column), None)

    def moved(self, columns: Sequence[int]) -> RawRow:
        """The same cells at other columns."""
        cells = tuple((c, text) for c, (_, text) in zip(columns, self.cells, strict=True))
        return replace(self, cells=cells, width=max(self.width, columns[-1] + 1))


def split_fields(raw: str, start: int) -> list[PlacedText]:
    """The texts between the tabs of `raw`, which begins at `start` of the file's text."""
    fields, position = [], start
    for piece in raw.split("\t"):
        fields.append(clean(piece, position))
        position += len(piece) + 1
    return fields


def row_of(fields: Sequence[PlacedText], page: int, *, broken: bool) -> RawRow:
    """A row whose fields stand in columns from 0 on."""
    cells = tuple((i, field) for i, field in enumerate(fields) if field)
    return RawRow(cells, len(fields), page, broken)
