"""Forms flattened to a cell or a piece of one a line: a table again where head and rows agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.readers.text_layout.lines import Line
from extractors.readers.text_tables.flat_criteria import read_criteria
from extractors.readers.text_tables.flat_form import read_form
from extractors.readers.text_tables.flat_heads import FlatHead, find_heads
from extractors.readers.text_tables.flat_led import read_led
from extractors.readers.text_tables.flat_lines import read_lines
from extractors.readers.text_tables.flat_rows import read_related
from extractors.readers.text_tables.flat_table import FlatTable
from extractors.readers.text_tables.flat_values import read_values
from extractors.readers.text_tables.fragments import Fragment, fragments
from extractors.readers.text_tables.grid import to_table
from schemas.document import Role
from schemas.table import Table

#: Trust in a grid that was put together again, where every row could be read.
_TRUST = 0.8


@dataclass(frozen=True, slots=True)
class FlatFound:
    """Lines `[first, last)` that one flattened table took."""

    first: int
    last: int
    table: Table


def find_flattened(
    lines: Sequence[Line], roles: Mapping[int, Role], taken: set[int]
) -> list[FlatFound]:
    """Flattened tables among the lines that are not `taken`."""
    free = [i for i in range(len(lines)) if i not in roles and i not in taken]
    pieces = fragments(lines, free)
    found: list[FlatFound] = []
    floor = 0
    for head in find_heads(pieces):
        page = lines[pieces[head.first].line].page
        table = _read(pieces, head, page) if head.first >= floor else None
        if table is not None:
            table = _with_form(pieces, table, floor, page)
            found.append(_found(pieces, table))
            floor = table.last
    return [flat for flat in found if not taken.intersection(range(flat.first, flat.last))]


def _with_form(pieces: Sequence[Fragment], table: FlatTable, floor: int, page: int) -> FlatTable:
    """The table with the names, texts and money of its form above it."""
    form = read_form(pieces, floor, table.first, page)
    if form is None:
        return table
    rows, first = form
    return replace(table, rows=[*rows, *table.rows], first=first)


def _read(pieces: Sequence[Fragment], head: FlatHead, page: int) -> FlatTable | None:
    roles = set(head.roles)
    if "relation" in roles:
        return read_related(pieces, head, page)
    if "weight" in roles and roles & {"explanation", "standard"}:
        return read_criteria(pieces, head, page)
    for reading in (read_led, read_values, read_lines):
        table = reading(pieces, head, page)
        if table is not None:
            return table
    return None


def _found(pieces: Sequence[Fragment], flat: FlatTable) -> FlatFound:
    table = to_table(flat.rows, "plain-text fragments", exact=True)
    score = round(min(table.score, _TRUST * flat.share), 3)
    first, last = pieces[flat.first].line, pieces[flat.last - 1].line + 1
    return FlatFound(first, last, replace(table, score=score))
