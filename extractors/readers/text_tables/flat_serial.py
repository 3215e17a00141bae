"""Flattened lists with one cell a line and no empty cell: 序号, heads, then 1 …, 2 …, 3 …."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.readers.text_layout.lines import Line
from extractors.readers.text_tables import words
from extractors.readers.text_tables.rows import RawRow
from extractors.text.normalise import compact
from schemas.document import Role

_SERIAL = "序号"
_FEWEST_COLUMNS, _MOST_COLUMNS, _FEWEST_ROWS, _FEWEST_CELLS = 3, 16, 2, 2


def find_serial_lists(
    lines: Sequence[Line], roles: Mapping[int, Role], taken: set[int]
) -> list[tuple[int, int, list[RawRow]]]:
    """Lists as `(first, last, rows)`: every row as long as the head, numbered from 1 on."""
    found: list[tuple[int, int, list[RawRow]]] = []
    for first, line in enumerate(lines):
        if compact(line.string) != _SERIAL or (found and first < found[-1][1]):
            continue
        free = _free(lines, roles, taken, first)
        head = _width(free)
        size = _row_size(free, head)
        count = _count(free[head:], size) if size else 0
        if count >= _FEWEST_ROWS:
            rows = [_row(free[head + i * size : head + (i + 1) * size]) for i in range(count)]
            last = lines.index(free[head + count * size - 1], first) + 1
            found.append((first, last, [_row(free[:head]), *rows]))
    return found


def _row_size(lines: Sequence[Line], head: int) -> int:
    """Cells of a row: as many as heads, or fewer where the last head is of remarks."""
    for size in range(head, _FEWEST_CELLS - 1, -1):
        remarks = all(words.head_role(line.string) == "reason" for line in lines[size:head])
        second = lines[head + size : head + size + 1]
        if remarks and second and second[0].string == "2":
            return size
    return 0


def _free(
    lines: Sequence[Line], roles: Mapping[int, Role], taken: set[int], first: int
) -> list[Line]:
    """Lines from the head on, up to a table that was found already."""
    found: list[Line] = []
    for index in range(first, min(first + 2000, len(lines))):
        if index in taken or lines[index].tabbed:
            break
        if index not in roles:
            found.append(lines[index])
    return found


def _width(lines: Sequence[Line]) -> int:
    """Cells of the head: up to the first `1`."""
    for index in range(1, min(_MOST_COLUMNS + 1, len(lines))):
        if lines[index].string == "1":
            return index if index >= _FEWEST_COLUMNS else 0
    return 0


def _count(lines: Sequence[Line], size: int) -> int:
    """Rows that begin with their number, none of them with the next number inside it."""
    count = 0
    while (count + 1) * size <= len(lines):
        row = lines[count * size : (count + 1) * size]
        following = str(count + 2)
        inside = any(line.string == following for line in row[1:])
        if row[0].string != str(count + 1):
            break
        if inside and not _continues(lines, (count + 1) * size, following):
            break
        count += 1
    return count


def _continues(lines: Sequence[Line], index: int, following: str) -> bool:
    return index < len(lines) and lines[index].string == following


def _row(lines: Sequence[Line]) -> RawRow:
    return RawRow(tuple((i, line.text) for i, line in enumerate(lines)), len(lines), lines[0].page)
