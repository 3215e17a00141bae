"""A sheet as a sparse grid of printed texts, whatever file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from schemas.text import CellPlace, PlacedText, placed

#: (row, column) from 0.
Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells: first row and column, last row and column, all included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """Cells that hold something; `errors` those that hold a spreadsheet's error.

    `hidden_rows`, `hidden_columns`: what a person who opens the sheet does not see. `damage`: why
    nothing could be read of the sheet, empty where it could. `uncomputed`: formulas whose value was
    not saved, which are blank.
    """

    name: str
    cells: Mapping[Position, str]
    spans: tuple[Span, ...] = ()
    hidden: bool = False
    errors: frozenset[Position] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    damage: str = ""
    uncomputed: int = 0
    _spans_at: dict[Position, Span] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for span in self.spans:
            self._spans_at[span.top, span.left] = span

    def span_at(self, position: Position) -> Span:
        """The merged cells that begin there; the cell alone where none do."""
        row, column = position
        return self._spans_at.get(position, Span(row, column, row, column))

    def text(self, position: Position) -> PlacedText:
        """What a cell prints, with its A1 place."""
        merged = self._spans_at.get(position)
        where = a1(merged) if merged else f"{column_letters(position[1])}{position[0] + 1}"
        return placed(self.cells.get(position, ""), CellPlace(self.name, where))

    def is_merged(self, position: Position) -> bool:
        """Whether merged cells begin there."""
        return position in self._spans_at


def a1(span: Span) -> str:
    """A1 notation: `C5`, `A1:D1`."""
    first = f"{column_letters(span.left)}{span.top + 1}"
    last = f"{column_letters(span.right)}{span.bottom + 1}"
    return first if first == last else f"{first}:{last}"


@cache
def column_letters(column: int) -> str:
    """Letters of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
