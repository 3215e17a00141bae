"""Rows parted by tabs: one line a row, or a spreadsheet's dump with an empty line after each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.readers.text_layout.lines import Line
from extractors.readers.text_tables.rows import RawRow, row_of, split_fields
from schemas.document import Role
from schemas.text import PlacedText

#: Share of rows with an empty line before them from which empty lines part rows, not pages.
_DUMP = 0.6
#: Share of filled fields on even places from which each visual column is two tabs wide.
_DOUBLED = 0.9


@dataclass(frozen=True, slots=True)
class Region:
    """Lines `[first, last)` that make rows; `dumped`: an empty line stands after each row."""

    first: int
    last: int
    dumped: bool


def find_regions(lines: Sequence[Line], roles: Mapping[int, Role], taken: set[int]) -> list[Region]:
    """Regions of tabbed lines, those left out that are furniture or `taken`."""
    found: list[Region] = []
    index = 0
    while index < len(lines):
        if lines[index].tabbed and index not in roles and index not in taken:
            region = _grow(lines, roles, taken, index)
            found.append(region)
            index = region.last
        else:
            index += 1
    return found


def _grow(lines: Sequence[Line], roles: Mapping[int, Role], taken: set[int], first: int) -> Region:
    dumped = _is_dumped(lines, first)
    last = first + 1
    while last < len(lines) and last not in taken:
        step = _step(lines, roles, last, dumped=dumped)
        if step == 0:
            break
        last += step
    return Region(first, last, dumped)


def _is_dumped(lines: Sequence[Line], first: int) -> bool:
    """Whether the next rows that begin with tabs have empty lines between them."""
    near = [line for line in lines[first + 1 : first + 60] if line.raw.startswith("\t")][:20]
    apart = sum(1 for line in near if line.blanks > 0)
    return lines[first].raw.startswith("\t") and apart >= max(_DUMP * len(near), 1)


def _step(lines: Sequence[Line], roles: Mapping[int, Role], index: int, *, dumped: bool) -> int:
    """How many lines belong to the region from `index` on: 0 where it ends."""
    line, ahead = lines[index], index + 1
    if index in roles:
        over = ahead < len(lines) and lines[ahead].tabbed and ahead not in roles
        return 1 if roles[index] is not Role.CONTENTS and over else 0
    if line.tabbed:
        return 1
    if line.blanks or line.is_markdown_heading:
        return 0
    return 1 if dumped else _inner_break(lines, roles, index)


def _inner_break(lines: Sequence[Line], roles: Mapping[int, Role], index: int) -> int:
    """Lines of a cell that was broken, up to the line with the row's remaining cells."""
    for ahead in range(index, min(index + 4, len(lines))):
        if lines[ahead].blanks or ahead in roles:
            return 0
        if lines[ahead].tabbed:
            return ahead - index if _completes(lines, index - 1, ahead) else 0
    return 0


def _completes(lines: Sequence[Line], before: int, after: int) -> bool:
    """Whether the two lines together make one row of the rows around them."""
    near = (line.raw.count("\t") for line in lines[max(0, before - 10) : after + 10])
    short, rest = lines[before].raw.count("\t"), lines[after].raw.count("\t")
    return short > 0 and short + rest <= max(near) and short < max(rest + short, 2)


def raw_rows(
    text: str, lines: Sequence[Line], roles: Mapping[int, Role], region: Region
) -> list[RawRow]:
    """The rows of a region."""
    inside = [i for i in range(region.first, region.last) if i not in roles]
    groups = _dumped(lines, inside) if region.dumped else _lined(lines, inside)
    rows = [_row(text, [lines[i] for i in group], lines, group[0]) for group in groups]
    filled = [row for row in rows if row.cells]
    return _halved(filled) if _is_doubled(filled) else filled


def _dumped(lines: Sequence[Line], inside: Sequence[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for index in inside:
        line = lines[index]
        if groups and line.blanks == 0 and not line.raw.startswith("\t"):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _lined(lines: Sequence[Line], inside: Sequence[int]) -> list[list[int]]:
    """A line a row; a line without tabs goes to a row that lacks cells, with what follows it."""
    counts = Counter(lines[i].raw.count("\t") for i in inside if lines[i].tabbed)
    usual = max(counts, key=lambda c: (counts[c], c))
    groups: list[list[int]] = []
    for index in inside:
        tabs = sum(lines[i].raw.count("\t") for i in groups[-1]) if groups else 0
        open_cell = bool(groups) and not lines[groups[-1][-1]].tabbed
        more = lines[index].raw.count("\t")
        if groups and (more == 0 or (open_cell and tabs + more <= usual)):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _row(text: str, group: Sequence[Line], lines: Sequence[Line], index: int) -> RawRow:
    first = group[0]
    before = lines[index - 1] if index else first
    broken = first.blanks > 0 or before.page != first.page or not before.tabbed
    fields = split_fields(text[first.start : group[-1].end], first.start)
    return row_of(fields, first.page, broken=broken)


def _is_doubled(rows: Sequence[RawRow]) -> bool:
    """Whether each visual column is two tabs wide, as some spreadsheets are dumped."""
    places = [column for row in rows for column, _ in row.cells]
    even = sum(1 for column in places if column % 2 == 0)
    return len(rows) > 1 and min(places) >= 2 and even >= _DOUBLED * len(places)


def _halved(rows: Sequence[RawRow]) -> list[RawRow]:
    least = min(row.first for row in rows) // 2
    halved = []
    for row in rows:
        cells: list[tuple[int, PlacedText]] = []
        for place, cell in row.cells:
            column = (place + 1) // 2 - least
            cells.append((max(column, cells[-1][0] + 1) if cells else column, cell))
        width = max(cells[-1][0] + 1, (row.width + 1) // 2 - least)
        halved.append(RawRow(tuple(cells), width, row.page, row.broken))
    return halved
