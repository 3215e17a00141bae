"""A table: a grid of cells with spans, each with its own place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from schemas.geometry import BoundingBox
from schemas.text import PlacedText


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell whose top left corner is at (`row`, `column`), both from 0.

    An error cell of a spreadsheet (`#DIV/0!`) keeps its text and has `error` set. `alternatives`:
    other readings that a recogniser thought possible, with its scores (0..1), best first.
    `respelt`: a misread character of its words was put right.
    """

    row: int
    column: int
    text: PlacedText
    row_span: int = 1
    column_span: int = 1
    box: BoundingBox | None = None
    error: bool = False
    alternatives: tuple[tuple[str, float], ...] = ()
    respelt: bool = False

    @property
    def string(self) -> str:
        """The text without places."""
        return self.text.string

    def moved(self, rows: int, columns: int = 0) -> Cell:
        """The same cell further down and to the right."""
        return replace(self, row=self.row + rows, column=self.column + columns)


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of `row_count` × `column_count`; every position is covered by at most one cell.

    `page_numbers` lists the pages (from 1) that it runs over. `score` is the finder's trust in the
    grid (0..1). `column_edges` are the x of the grid lines in points where the format has them: how
    a continuation on the next page is laid over it. `caption` holds printed title lines where the
    reader knows that they belong to it (a sheet's title rows).
    """

    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    page_numbers: tuple[int, ...]
    engine: str
    score: float = 1.0
    box: BoundingBox | None = None
    column_edges: tuple[float, ...] = ()
    caption: tuple[PlacedText, ...] = ()
    sheet: str | None = None
    _index: dict[tuple[int, int], Cell] = field(
        default_factory=dict, init=False, repr=False, compare=False, hash=False
    )

    def __post_init__(self) -> None:
        for cell in self.cells:
            self._register(cell)

    def _register(self, cell: Cell) -> None:
        if cell.row + cell.row_span > self.row_count or (
            cell.column + cell.column_span > self.column_count
        ):
            raise ValueError(f"cell outside the grid: {cell}")
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                if (row, column) in self._index:
                    raise ValueError(f"two cells at row {row}, column {column}")
                self._index[row, column] = cell

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers (`row`, `column`), spans included; None where there is none."""
        return self._index.get((row, column))

    def row(self, row: int) -> list[Cell]:
        """Cells that cover the row, from left to right, each once."""
        found = (self.at(row, column) for column in range(self.column_count))
        return list(dict.fromkeys(cell for cell in found if cell is not None))

    def strings(self) -> list[list[str]]:
        """Texts as rows of columns; a spanning cell's text stands at its corner alone."""
        grid = [[""] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.string
        return grid
