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
from extractors.readers.text_tables.fragments import Fragment, fragments, together
from extractors.readers.text_tables.grid import to_table
from schemas.document import Role
from schemas.table import Table
from schemas.text import PlacedText, SpanPlace

#: Trust in a grid that was put together again, where every row could be read.
_TRUST = 0.8
#: What tells a sentence from a head.
_MARKS = "，。；"


@dataclass(frozen=True, slots=True)
class FlatFound:
    """Lines `[first, last)` that one flattened table took."""

    first: int
    last: int
    table: Table
    rest: tuple[PlacedText, ...] = ()


@dataclass(frozen=True, slots=True)
class Flattened:
    """What was put together again, and the heads (as printed) whose rows could not be."""

    found: list[FlatFound]
    missed: list[PlacedText]


def find_flattened(lines: Sequence[Line], roles: Mapping[int, Role], taken: set[int]) -> Flattened:
    """Flattened tables among the lines that are not `taken`."""
    free = [i for i in range(len(lines)) if i not in roles and i not in taken]
    pieces = fragments(lines, free)
    found: list[FlatFound] = []
    missed: list[PlacedText] = []
    floor = 0
    for head in find_heads(pieces):
        page = lines[pieces[head.first].line].page
        table = _read(pieces, head, page) if head.first >= floor else None
        flat = _found(pieces, _with_form(pieces, table, floor, page)) if table else None
        if table is None or flat is None or taken.intersection(range(flat.first, flat.last)):
            missed.append(together(pieces[head.first : head.last]))
            continue
        found.append(flat)
        floor = table.last
    return Flattened(found, missed)


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
    rest = _unused(pieces[flat.first : flat.last], table)
    return FlatFound(first, last, replace(table, score=score), rest)


def _unused(pieces: Sequence[Fragment], table: Table) -> tuple[PlacedText, ...]:
    """Sentences between the rows that no cell holds; the heads at the side are none."""
    used = {start for cell in table.cells for start in _starts(cell.text)}
    runs: list[list[Fragment]] = [[]]
    for piece in pieces:
        if used.isdisjoint(_starts(piece.text)):
            runs[-1].append(piece)
        elif runs[-1]:
            runs.append([])
    texts = (together(run) for run in runs if run)
    return tuple(text for text in texts if any(mark in text.string for mark in _MARKS))


def _starts(text: PlacedText) -> set[int]:
    """Offsets in the file of the text's characters."""
    return {
        offset
        for segment in text.segments
        if isinstance(segment.place, SpanPlace)
        for offset in range(segment.place.start, segment.place.start + segment.place.length)
    }
