"""A statement as a sheet: its title, label and unit as rows over the grid, its notes under it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from samples.layout.blocks import Announced, Block, Cell, Cover, Heading, Laid, Paragraph, Table

#: What a workbook refuses in a sheet's name, and how long a name may be.
REFUSED = re.compile(r"[\[\]:*?/\\]")
LONGEST = 31
FIGURE = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?|-?\d+\.\d+")
NARRATIVE_COLUMNS = 8


@dataclass(frozen=True)
class Sheet:
    """Cells that tile nothing in particular, placed from row 0; `heads` of them are header rows."""

    name: str
    cells: tuple[Cell, ...]
    rows: int
    widths: tuple[float, ...]


def sheet(table: Table, name: str) -> Sheet:
    """The table with what stands above and below it, a row each."""
    above = list(_above(table))
    moved = [replace(c, row=c.row + len(above)) for c in table.cells]
    cells = [cell for row, line in enumerate(above) for cell in _line(row, line, table.columns)]
    end = len(above) + table.rows
    notes = [Cell(end + n, 0, p.text, 1, table.columns) for n, p in enumerate(table.below)]
    return Sheet(name, (*cells, *moved, *notes), end + len(notes), table.widths)


def _above(table: Table) -> Iterable[tuple[str, ...]]:
    if table.title:
        yield (table.title,)
    if table.label:
        yield ("", table.label)
    if table.agency or table.unit:
        yield (table.agency, table.unit)


def _line(row: int, parts: tuple[str, ...], columns: int) -> Iterable[Cell]:
    if len(parts) == 1:
        yield Cell(row, 0, parts[0], 1, columns, "center", bold=True)
        return
    half = max(columns - 2, 1)
    yield Cell(row, 0, parts[0], 1, half)
    if columns > half:
        yield Cell(row, half, parts[1], 1, columns - half, "right")


def prose(blocks: Iterable[Block], name: str) -> Sheet:
    """Cover, headings and paragraphs, a merged row each."""
    lines = [line for block in blocks for line in block_lines(block)]
    cells = tuple(Cell(n, 0, text, 1, NARRATIVE_COLUMNS) for n, text in enumerate(lines))
    return Sheet(name, cells, len(lines), (1.5,) * NARRATIVE_COLUMNS)


def block_lines(block: Block) -> tuple[str, ...]:
    """Lines of a block that is no table; a contents page has none here."""
    if isinstance(block, Cover):
        return (*block.lines, *block.small)
    if isinstance(block, Heading | Paragraph):
        return (block.text,)
    return ()


def contents_lines(laid: Laid) -> list[str]:
    """Texts that the contents page lists, in order."""
    out = []
    for block in laid.blocks:
        if isinstance(block, Heading) and block.listed:
            out.append(block.text)
        elif isinstance(block, Table | Announced) and block.listed:
            out.append(block.listed)
    return out


def sheet_names(tables: Iterable[Table]) -> list[str]:
    """One name a table: its title cut, numbered where two would be the same."""
    names: list[str] = []
    for number, table in enumerate(tables, 1):
        wanted = REFUSED.sub("", table.title).strip() or f"附表{number}"
        name = wanted[:LONGEST]
        if name in names:
            name = f"{wanted[: LONGEST - len(str(number))]}{number}"
        names.append(name)
    return names


def figure(cell: Cell) -> Decimal | None:
    """The amount of a cell that prints one; codes and years stay text."""
    said = any(w.unit for w in cell.witnesses)
    return Decimal(cell.text.replace(",", "")) if said and FIGURE.fullmatch(cell.text) else None
