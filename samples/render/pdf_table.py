"""Drawing a table: wrapped cells, page breaks, repeated headers, very wide tables in slices."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from samples.layout.blocks import Cell, Table
from samples.render.measure import width, wrap
from samples.render.pages import Ink, Page, PrintedCell, PrintedGrid

SIDE = 56.0
PAD = 2.5
WIDEST = 16
SLICE = 11
KEYS = 2
#: Merged cells of this many rows or fewer are not cut by a page break.
SMALL = 5


class Surface(Protocol):
    """What a table is printed on: the pages of a report, filled from top to bottom."""

    pages: list[Page]
    listed: list[tuple[int, str, int]]
    y: float

    @property
    def page(self) -> Page:
        """The page being filled."""

    def new_page(self, *, landscape: bool = False) -> None:
        """Start a page."""

    def room(self) -> float:
        """Points left above the bottom margin."""

    def font(self, role: str) -> str:
        """The face of body, heading or table."""


class TablePrinter:
    """Prints one table through the page printer."""

    def __init__(self, printer: Surface, table: Table) -> None:
        """Prepare; nothing is drawn yet."""
        self.out = printer
        self.table = table
        self.role = printer.font("table")
        self.size = 10.0 if table.columns <= 6 else 9.0 if table.columns <= 10 else 8.0

    def print(self) -> None:
        """Title lines, the grid over as many pages as it needs, notes."""
        self._start()
        tables = [self.table] if self.table.columns <= WIDEST else slices(self.table)
        for n, part in enumerate(tables):
            if n:
                self.out.new_page(landscape=self.table.landscape)
            self._grid(part)
        for note in self.table.below:
            self._note(note.text)
        self.out.y += 8

    def _start(self) -> None:
        t, out = self.table, self.out
        turned = out.page.size[0] > out.page.size[1] if out.pages else False
        fresh = bool(out.pages) and not out.page.texts
        if (t.page and not fresh) or turned != t.landscape or (not t.page and out.room() < 160):
            out.new_page(landscape=t.landscape)
        if t.listed:
            out.listed.append((2, t.listed, len(out.pages)))
        wide = out.page.size[0]
        if t.label:
            out.y += 14
            out.page.right(wide - SIDE, out.y, t.label, self.role, 10)
        if t.title:
            for line in wrap(t.title, out.font("heading"), 16, wide - 2 * SIDE):
                out.y += 26
                out.page.centered(wide / 2, out.y, line, out.font("heading"), 16)
        if t.agency or t.unit:
            out.y += 18
            out.page.text(Ink(SIDE, out.y, t.agency, self.role, 10))
            out.page.right(wide - SIDE, out.y, t.unit, self.role, 10)
        out.y += 6

    def _note(self, text: str) -> None:
        for line in wrap(text, self.role, 10, self.out.page.size[0] - 2 * SIDE):
            if self.out.room() < 16:
                self.out.new_page(landscape=self.table.landscape)
            self.out.y += 15
            self.out.page.text(Ink(SIDE, self.out.y, line, self.role, 10))

    def _grid(self, t: Table) -> None:
        xs = self._columns(t)
        heights = self._heights(t, xs)
        row = 0
        while row < t.rows:
            heads = list(range(t.heads)) if row and t.repeat else []
            room = self.out.room() - sum(heights[h] for h in heads)
            end, used = row, 0.0
            while end < t.rows and (used + heights[end] <= room or end == row):
                used += heights[end]
                end += 1
            end = whole_groups(t, row, end)
            if (end == row + 1 and used > room) or (end < t.rows and end <= t.heads and row == 0):
                self.out.new_page(landscape=t.landscape)
                if used <= self.out.room():
                    continue
            self._segment(t, xs, heights, [*heads, *range(row, end)])
            row = end
            if row < t.rows:
                self.out.new_page(landscape=t.landscape)

    def _columns(self, t: Table) -> list[float]:
        room = self.out.page.size[0] - 2 * SIDE
        unit = room / sum(t.widths)
        xs = [SIDE]
        for w in t.widths:
            xs.append(xs[-1] + w * unit)
        return xs

    def _lines(self, cell: Cell, xs: list[float]) -> tuple[list[str], float]:
        """Lines of a cell and the size they are set in; a figure is made smaller, not broken."""
        room = xs[cell.col + cell.colspan] - xs[cell.col] - 2 * PAD
        size = self.size
        if cell.align == "right":
            need = width(cell.text, self.role, size)
            if need > room and self.table.figures == "break":
                return wrap(cell.text, self.role, size, room, whole=False), size
            return [cell.text], size if need <= room else max(5.0, size * room / need)
        return wrap(cell.text, self.role, size, room), size

    def _heights(self, t: Table, xs: list[float]) -> list[float]:
        least = self.size * 1.75
        heights = [least] * t.rows
        for cell in sorted(t.cells, key=lambda c: c.rowspan):
            if not cell.text:
                continue
            lines, size = self._lines(cell, xs)
            need = len(lines) * size * 1.3 + 2 * PAD
            rows = range(cell.row, cell.row + cell.rowspan)
            missing = need - sum(heights[r] for r in rows)
            if missing > 0:
                for r in rows:
                    heights[r] += missing / cell.rowspan
        return heights

    def _segment(self, t: Table, xs: list[float], heights: list[float], rows: list[int]) -> None:
        """Draw the given rows; a cell over a page break has its text in the first part."""
        out = self.out
        tops = {}
        y = out.y
        for row in rows:
            tops[row] = y
            y += heights[row]
        shown = set(rows)
        for cell in t.cells:
            own = [r for r in range(cell.row, cell.row + cell.rowspan) if r in shown]
            if own:
                box = (
                    xs[cell.col],
                    tops[own[0]],
                    xs[cell.col + cell.colspan],
                    tops[own[-1]] + heights[own[-1]],
                )
                self._cell(t, cell, box, text=cell.row in shown)
        if t.rules == "three-line":
            thick = (
                (tops[rows[0]], 1.2),
                (tops[rows[0]] + sum(heights[r] for r in range(t.heads)), 0.6),
                (y, 1.2),
            )
            for at, weight in thick:
                out.page.line(xs[0], at, xs[-1], at, weight)
        out.page.grids.append(piece(t, rows, (xs[0], out.y, xs[-1], y)))
        out.y = y

    def _cell(
        self, t: Table, cell: Cell, box: tuple[float, float, float, float], *, text: bool
    ) -> None:
        x0, y0, x1, y1 = box
        page = self.out.page
        if t.rules == "grid":
            for a, b, c, d in (
                (x0, y0, x1, y0),
                (x0, y1, x1, y1),
                (x0, y0, x0, y1),
                (x1, y0, x1, y1),
            ):
                page.line(a, b, c, d)
        if not text or not cell.text:
            return
        lines, size = self._lines(cell, self._edges(cell, x0, x1))
        step = size * 1.3
        y = (
            y0 + PAD + size * 0.95
            if cell.top
            else (y0 + y1) / 2 - step * len(lines) / 2 + size * 0.98
        )
        for line in lines:
            self._text(cell, line, x0, x1, y, size)
            y += step

    @staticmethod
    def _edges(cell: Cell, x0: float, x1: float) -> list[float]:
        """Column edges that place one cell."""
        return [x0] * (cell.col + cell.colspan) + [x1]

    def _text(self, cell: Cell, line: str, x0: float, x1: float, y: float, size: float) -> None:
        page = self.out.page
        if cell.align == "center":
            page.centered((x0 + x1) / 2, y, line, self.role, size)
        elif cell.align == "right":
            page.right(x1 - PAD, y, line, self.role, size)
        else:
            page.text(Ink(x0 + PAD, y, line, self.role, size))


def piece(t: Table, rows: list[int], box: tuple[float, float, float, float]) -> PrintedGrid:
    """The given rows of a table as one printed grid; a cut cell has its text in its first part."""
    place = {row: n for n, row in enumerate(rows)}
    cells = []
    for cell in t.cells:
        own = [place[r] for r in range(cell.row, cell.row + cell.rowspan) if r in place]
        if own:
            text = cell.text if cell.row in place else ""
            cells.append(PrintedCell(own[0], cell.col, len(own), cell.colspan, text))
    ordered = sorted(cells, key=lambda c: (c.row, c.column))
    return PrintedGrid(t.title, t.kind, t.rules, box, len(rows), t.columns, tuple(ordered))


def whole_groups(table: Table, row: int, end: int) -> int:
    """An earlier end, where a merged cell of few rows would be cut there."""
    cut_cells = [
        cell.row
        for cell in table.cells
        if 1 < cell.rowspan <= SMALL and row < cell.row < end < cell.row + cell.rowspan
    ]
    return min(cut_cells, default=end)


def slices(table: Table) -> list[Table]:
    """A very wide table cut into parts that each repeat the key columns."""
    out = []
    for start in range(KEYS, table.columns, SLICE):
        cols = [*range(KEYS), *range(start, min(start + SLICE, table.columns))]
        out.append(cut(table, cols))
    return out


def cut(table: Table, cols: list[int]) -> Table:
    """The table with some of its columns only; a spanning cell keeps what is left of it."""
    place = {c: i for i, c in enumerate(cols)}
    cells = []
    for cell in table.cells:
        kept = [c for c in range(cell.col, cell.col + cell.colspan) if c in place]
        if kept:
            cells.append(replace(cell, col=place[kept[0]], colspan=len(kept)))
    return replace(table, cells=tuple(cells), widths=tuple(table.widths[c] for c in cols))
