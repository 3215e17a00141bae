"""Putting printed cells on a grid: labels, figures with what they say, header trees."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from samples.layout.blocks import Cell, Paragraph, Table, Witness
from samples.layout.book import Book, named
from samples.layout.form import Statement
from samples.layout.numbers import Style, plain, to_wan, wan

MONEY = Style(2, grouped=True)
COUNT = Style(0, grouped=False)


@dataclass
class Ink:
    """Collects the cells of one statement."""

    book: Book
    statement: Statement
    cells: list[Cell] = field(default_factory=list)

    def label(
        self,
        row: int,
        col: int,
        text: str,
        span: tuple[int, int] = (1, 1),
        align: str = "left",
    ) -> None:
        """A cell without a figure; `span` is rows, columns."""
        self.cells.append(Cell(row, col, text, span[0], span[1], align, self.statement.top))

    def head(self, row: int, col: int, text: str, rows: int = 1, cols: int = 1) -> None:
        """A header cell."""
        self.cells.append(Cell(row, col, text, rows, cols, "center"))

    def money(self, row: int, col: int, path: str, value: Decimal | None = None) -> None:
        """An amount in the statement's unit; without a path it is a number that no path holds."""
        amount = self.book.get(path) if value is None else value
        text = self.show(amount)
        told = to_wan(text) if self.statement.unit == "元" and text else plain(text)
        self.figure(row, col, Witness(path, told, "万元", text))

    def show(self, amount: Decimal) -> str:
        """The printed amount; the form's mark for an empty one."""
        text = MONEY.show(amount if self.statement.unit == "元" else wan(amount))
        return self.statement.empty if Decimal(plain(text)) == 0 else text

    def figure(self, row: int, col: int, said: Witness) -> None:
        """A printed figure with its witness; a dash states 0, an empty cell states nothing."""
        self.put(Cell(row, col, said.raw, align="right", top=self.statement.top), said)

    def put(self, cell: Cell, said: Witness) -> None:
        """A cell with what its text says."""
        value = "0" if said.raw in {"-", "—", "--"} else said.value
        witness = replace(said, value=value, named=named(said.path))
        self.cells.append(replace(cell, witnesses=(witness,) if said.raw else ()))

    def count(self, row: int, col: int, path: str, unit: str) -> None:
        """A count at a path."""
        value = self.book.get(path)
        text = (
            self.statement.empty
            if not value and self.statement.empty in {"", "-", "—"}
            else COUNT.show(value)
        )
        self.figure(row, col, Witness(path, text, unit, text))

    def tree(
        self,
        heads: Sequence[tuple[str, ...]],
        first_row: int = 0,
        first_col: int = 0,
        depth: int | None = None,
    ) -> int:
        """Header cells from each column's words, outer word first; returns the number of rows."""
        deep = depth or max(len(h) for h in heads)
        for level in range(deep):
            col = 0
            while col < len(heads):
                if level >= len(heads[col]):
                    col += 1
                    continue
                end = col + 1
                while end < len(heads) and heads[end][: level + 1] == heads[col][: level + 1]:
                    end += 1
                leaf = len(heads[col]) == level + 1
                self.head(
                    first_row + level,
                    first_col + col,
                    heads[col][level],
                    deep - level if leaf else 1,
                    end - col,
                )
                col = end
        return deep

    def fill(self, rows: int, columns: int) -> None:
        """Empty cells wherever nothing was put, so that the grid tiles."""
        taken = {
            (r, c)
            for x in self.cells
            for r in range(x.row, x.row + x.rowspan)
            for c in range(x.col, x.col + x.colspan)
        }
        self.cells += [
            Cell(r, c) for r in range(rows) for c in range(columns) if (r, c) not in taken
        ]

    def table(
        self, rows: int, widths: Sequence[float], heads: int, *, coded: bool = False
    ) -> Table:
        """The finished table with the lines above and below it."""
        s = self.statement
        self.fill(rows, len(widths))
        names = {
            "agency": self.book.agency.name,
            "unit": s.unit,
            "year": self.book.agency.fiscal_year,
        }
        notes = [note.format(**names) for note in s.notes]
        if s.nil_note and not any(w.path for cell in self.cells for w in cell.witnesses):
            notes = [s.nil_note.format(**names)]
        below = tuple(Paragraph(note, style="note") for note in notes)
        return Table(
            s.title.format(**names),
            tuple(self.cells),
            rows,
            tuple(widths),
            heads,
            s.landscape,
            s.repeat,
            s.rules,
            s.label,
            s.agency_line.format(**names),
            s.unit_line.format(**names),
            below,
            s.page,
            coded,
            s.figures,
            listed=s.title.format(**names) if s.page else "",
            kind=s.kind,
        )
