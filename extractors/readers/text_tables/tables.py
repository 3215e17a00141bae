"""Every table of a text file, whatever form it was flattened to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.readers.text_layout.lines import Line
from extractors.readers.text_layout.numbering import is_heading
from extractors.readers.text_tables import tabs
from extractors.readers.text_tables.cells import CellRegion, find_cell_regions
from extractors.readers.text_tables.flat_serial import find_serial_lists
from extractors.readers.text_tables.flattened import FlatFound, find_flattened
from extractors.readers.text_tables.grid import to_table
from extractors.readers.text_tables.merged import merged_table
from extractors.readers.text_tables.pipes import find_pipe_tables
from extractors.readers.text_tables.segments import Segment, segments
from extractors.readers.text_tables.spaced import find_spaced_tables
from extractors.text.normalise import compact
from schemas.document import Block, Paragraph, Role
from schemas.text import PlacedText

#: Trust in columns that are told by spaces alone.
_SPACED = 0.7
#: Trust in columns of a list whose cells stand one below the other.
_STACKED = 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """Lines `[first, last)` and the blocks that they were turned into."""

    first: int
    last: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """What was found, in reading order, and heads of forms that could not be put together."""

    found: list[Found]
    missed: list[PlacedText]


def find_tables(text: str, lines: Sequence[Line], roles: Mapping[int, Role]) -> Tables:
    """Tables with their titles and notes."""
    found: list[Found] = []
    taken: set[int] = set()
    for first, last, rows in find_pipe_tables(lines, roles):
        parts = _blocks(segments(rows), lines[first].page, "plain-text pipes", exact=True)
        found.append(Found(first, last, tuple(parts)))
        taken |= set(range(first, last))
    for cells in find_cell_regions(text, lines, roles):
        blocks = _merged_blocks(cells, lines[cells.first].page)
        found.append(Found(cells.first, cells.last, tuple(blocks)))
        taken |= set(range(cells.first, cells.last))
    for region in tabs.find_regions(lines, roles, taken):
        rows = tabs.raw_rows(text, lines, roles, region)
        page = lines[region.first].page
        blocks = _blocks(segments(rows), page, "plain-text tabs", exact=region.dumped)
        found.append(Found(region.first, region.last, tuple(blocks)))
        taken |= set(range(region.first, region.last))
    flattened = find_flattened(lines, roles, taken)
    found += [_flat(flat, lines[flat.first].page) for flat in flattened.found]
    taken |= {i for table in found for i in range(table.first, table.last)}
    for first, last, rows in find_serial_lists(lines, roles, taken):
        table = to_table(rows, "plain-text fragments", exact=True)
        found.append(Found(first, last, (replace(table, score=min(table.score, _STACKED)),)))
        taken |= set(range(first, last))
    for first, last, rows in find_spaced_tables(lines, roles, taken):
        table = to_table(rows, "plain-text spaces", exact=True)
        found.append(Found(first, last, (replace(table, score=min(table.score, _SPACED)),)))
    return Tables(_apart(found), flattened.missed)


def _apart(found: Sequence[Found]) -> list[Found]:
    """In reading order, none of them with lines that one before it took."""
    kept: list[Found] = []
    for table in sorted(found, key=lambda f: (f.first, -f.last)):
        if not kept or kept[-1].last <= table.first:
            kept.append(table)
    return kept


def _flat(flat: FlatFound, page: int) -> Found:
    rest = (Paragraph(text, page) for text in flat.rest)
    return Found(flat.first, flat.last, (flat.table, *rest))


def _blocks(parts: Sequence[Segment], page: int, engine: str, *, exact: bool) -> list[Block]:
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, PlacedText):
            blocks += _paragraphs(part, page)
        else:
            blocks.append(to_table(part, engine, exact=exact))
    return blocks


def _merged_blocks(region: CellRegion, page: int) -> list[Block]:
    """Tables between the rows of one cell, which are titles; a head that comes again begins one."""
    blocks: list[Block] = []
    table: list[list[PlacedText]] = []
    for row in [*region.rows, []]:
        alone = len(row) <= 1
        again = (
            len(table) > 1 and bool(row) and compact(row[0].string) == compact(table[0][0].string)
        )
        if table and (alone or again):
            blocks.append(merged_table(table, page, "plain-text cells"))
            table = []
        if alone:
            blocks += [block for cell in row for block in _paragraphs(cell, page)]
        else:
            table.append(row)
    return blocks


def _paragraphs(text: PlacedText, page: int) -> list[Block]:
    """The lines of a lone cell, each a paragraph."""
    found: list[Block] = []
    position = 0
    for line in text.string.split("\n"):
        part = text.slice(position, position + len(line)).strip()
        position += len(line) + 1
        if part:
            role = Role.HEADING if is_heading(part.string) else Role.BODY
            found.append(Paragraph(part, page, role))
    return found
