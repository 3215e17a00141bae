"""Tables whose every cell begins a line with a tab, as word processors' tables are exported.

An empty line ends a row. Inside a cell an empty line parts paragraphs, and an empty paragraph adds
two more: an odd number of empty lines before a cell begins a row, an even one goes on in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.readers.text_layout.lines import Line, clean
from extractors.readers.text_layout.numbering import level_of
from schemas.document import Role
from schemas.text import PlacedText

_AHEAD, _FEWEST = 12, 4
#: Lines of one cell: a cell that goes on for longer is running text after the table.
_LONGEST_CELL = 60


@dataclass(frozen=True, slots=True)
class CellRegion:
    """Lines `[first, last)` and the rows that they make; an empty cell has an empty text."""

    first: int
    last: int
    rows: list[list[PlacedText]]


@dataclass(slots=True)
class _Rows:
    """Rows under construction: each a list of cells, each a list of lines."""

    rows: list[list[list[Line]]] = field(default_factory=list)

    def is_complete(self) -> bool:
        """Whether the last row has as many cells as the one before it."""
        return len(self.rows) < 2 or len(self.rows[-1]) >= len(self.rows[-2])

    def add_row(self, line: Line) -> None:
        self.rows.append([[line]])

    def add_cell(self, line: Line) -> None:
        self.rows[-1].append([line])

    def add_line(self, line: Line) -> None:
        self.rows[-1][-1].append(line)


def find_cell_regions(
    text: str, lines: Sequence[Line], roles: Mapping[int, Role]
) -> list[CellRegion]:
    """Regions of single cells on their own lines."""
    found: list[CellRegion] = []
    index = 0
    while index < len(lines):
        if index not in roles and _begins(lines, index):
            region = _region(text, lines, roles, index)
            found.append(region)
            index = region.last
        else:
            index += 1
    return found


def _is_cell(line: Line) -> bool:
    return line.raw.startswith("\t") and line.raw.count("\t") == 1


def _begins(lines: Sequence[Line], index: int) -> bool:
    if not _is_cell(lines[index]):
        return False
    near = lines[index : index + _AHEAD]
    single = [line for line in near if _is_cell(line)]
    together = sum(1 for line in single[1:] if line.blanks == 0)
    return (
        len(single) >= _FEWEST
        and together >= 2
        and not any(line.raw.strip().count("\t") for line in near)
    )


def _region(text: str, lines: Sequence[Line], roles: Mapping[int, Role], first: int) -> CellRegion:
    rows = _Rows()
    index = first
    while index < len(lines):
        if index not in roles and not _take(rows, lines, index):
            break
        index += 1
    while index - 1 in roles:
        index -= 1
    cells = [[_cell(text, cell) for cell in row] for row in rows.rows]
    return CellRegion(first, index, _rejoined(cells))


def _rejoined(rows: list[list[PlacedText]]) -> list[list[PlacedText]]:
    """Rows of one width with a row in two parts between them: its parts put together."""
    result: list[list[PlacedText]] = []
    index = 0
    while index < len(rows):
        row = rows[index]
        if result and index + 2 < len(rows):
            whole, rest = len(result[-1]), rows[index + 1]
            if len(row) + len(rest) == whole == len(rows[index + 2]) and rest[0]:
                row, index = [*row, *rest], index + 1
        result.append(row)
        index += 1
    return result


def _take(rows: _Rows, lines: Sequence[Line], index: int) -> bool:
    """Add the line to the rows; False where the table has ended before it."""
    line = lines[index]
    even = line.blanks % 2 == 0
    if _is_cell(line):
        if rows.rows and (line.blanks == 0 or (even and not rows.is_complete())):
            rows.add_cell(line)
        else:
            rows.add_row(line)
        return True
    if line.tabbed or (line.blanks and even) or not _cell_follows(rows, lines, index):
        return False
    rows.add_line(line)
    return True


def _cell_follows(rows: _Rows, lines: Sequence[Line], index: int) -> bool:
    """Whether the line can still be inside a cell: another cell follows, no part of a report."""
    line = lines[index]
    if line.blanks == 0:
        return len(rows.rows[-1][-1]) < _LONGEST_CELL
    if line.is_markdown_heading or level_of(line.string) == 1:
        return False
    for ahead in lines[index + 1 : index + _LONGEST_CELL]:
        if _is_cell(ahead):
            return True
        if ahead.tabbed or ahead.is_markdown_heading or level_of(ahead.string) == 1:
            return False
        if ahead.blanks and ahead.blanks % 2 == 0:
            return len(rows.rows) > 1
    return False


def _cell(text: str, lines: Sequence[Line]) -> PlacedText:
    first = lines[0]
    skip = len(first.raw) - len(first.raw.lstrip("\t"))
    return clean(text[first.start + skip : lines[-1].end], first.start + skip)
