"""Regions of a sheet as paragraphs and tables of the document model."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.readers.sheets.grid import Position, SheetGrid
from extractors.readers.sheets.regions import Region, regions
from extractors.text.normalise import compact
from schemas.document import Block, Paragraph, Role
from schemas.table import Cell, Table
from schemas.text import PlacedText
from schemas.vocabulary.sheets import sheet_cues

#: What read the cells is as sure as a file can be; the cut into tables is a little less.
_SCORE = 0.97


def blocks(grid: SheetGrid, page_number: int, engine: str) -> Iterator[Block]:
    """The sheet from top to bottom; a hidden sheet gives blocks as well, its page says so."""
    for region in regions(grid):
        if region.is_table:
            yield _table(grid, region, page_number, engine)
        else:
            yield from _paragraphs(grid, region, page_number)


def _paragraphs(grid: SheetGrid, region: Region, page_number: int) -> Iterator[Block]:
    wanted = set(region.rows)
    cells = (grid.text(p) for p in sorted(p for p in grid.cells if p[0] in wanted))
    for text in (line for cell in cells for line in _lines(cell)):
        squeezed = compact(text.string)
        role = Role.BODY
        if sheet_cues().is_note(squeezed):
            role = Role.NOTE
        elif sheet_cues().is_title(squeezed):
            role = Role.HEADING
        yield Paragraph(text, page_number, role)


def _lines(cell: PlacedText) -> Iterator[PlacedText]:
    """Prose of several paragraphs is often kept in one cell."""
    start = 0
    for line in cell.string.splitlines(keepends=True):
        text = cell.slice(start, start + len(line)).strip()
        start += len(line)
        if text:
            yield text


def _table(grid: SheetGrid, region: Region, page_number: int, engine: str) -> Table:
    wanted = set(region.rows)
    held = [p for p in grid.cells if p[0] in wanted]
    columns = _kept_columns(held)
    rows = {row: index for index, row in enumerate(range(region.rows[0], region.rows[-1] + 1))}
    places = {column: index for index, column in enumerate(columns)}
    cells = tuple(_cell(grid, position, rows, places) for position in sorted(held))
    return Table(
        row_count=len(rows),
        column_count=len(columns),
        cells=_without_overlaps(cells),
        page_numbers=(page_number,),
        engine=engine,
        score=_SCORE,
        sheet=grid.name,
    )


def _kept_columns(held: list[Position]) -> list[int]:
    """Columns that hold a cell of their own; those that merged cells merely run over are none."""
    return sorted({column for _, column in held})


def _cell(
    grid: SheetGrid, position: Position, rows: dict[int, int], places: dict[int, int]
) -> Cell:
    text, error = grid.text(position).strip(), position in grid.errors
    if not grid.is_merged(position):
        return Cell(rows[position[0]], places[position[1]], text, error=error)
    span = grid.span_at(position)
    covered = [places[c] for c in range(span.left, span.right + 1) if c in places]
    last_row = max(row for row in range(span.top, span.bottom + 1) if row in rows)
    return Cell(
        row=rows[position[0]],
        column=places[position[1]],
        text=text,
        row_span=rows[last_row] - rows[position[0]] + 1,
        column_span=len(covered),
        error=error,
    )


def _without_overlaps(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Damaged files merge over cells that hold text: then the text keeps its own position."""
    taken: set[Position] = {(cell.row, cell.column) for cell in cells}
    kept = []
    for cell in cells:
        others = (p for p in _area(cell) if p != (cell.row, cell.column))
        if cell.row_span * cell.column_span == 1:
            kept.append(cell)
        elif any(position in taken for position in others):
            kept.append(Cell(cell.row, cell.column, cell.text, error=cell.error))
        else:
            taken.update(_area(cell))
            kept.append(cell)
    return tuple(kept)


def _area(cell: Cell) -> Iterator[Position]:
    for row in range(cell.row, cell.row + cell.row_span):
        for column in range(cell.column, cell.column + cell.column_span):
            yield row, column
