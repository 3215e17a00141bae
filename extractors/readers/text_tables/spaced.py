"""Tables whose columns are kept apart by runs of spaces, as layout-keeping exports write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.readers.text_layout.lines import Line, clean
from extractors.readers.text_layout.numbering import level_of
from extractors.readers.text_layout.paragraphs import cells as width_of
from extractors.readers.text_tables import words
from extractors.readers.text_tables.rows import RawRow
from extractors.text.normalise import compact
from schemas.document import Role
from schemas.text import PlacedText

_FIELD = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_LONGEST_PIECE, _TITLE_ENDS = 14, ("表", "说明", "情况", "。")
_FEWEST_ROWS, _FEWEST_FIELDS, _MOST_BLANKS = 3, 3, 1
#: Share of rows with a figure below which, and with few of them, aligned words are a list of names.
_FIGURES = 0.5


@dataclass(frozen=True, slots=True)
class _Field:
    """A text between columns `[left, right)` of half-width cells."""

    text: PlacedText
    left: int
    right: int


def find_spaced_tables(
    lines: Sequence[Line], roles: Mapping[int, Role], taken: set[int]
) -> list[tuple[int, int, list[RawRow]]]:
    """Runs of lines with three or more fields, as `(first, last, rows)`."""
    found: list[tuple[int, int, list[RawRow]]] = []
    first = 0
    while first < len(lines):
        last, rows = _run(lines, roles, taken, first)
        if _is_table(rows):
            pages = [lines[i].page for i in range(first, last)]
            found.append((first, last, _placed(rows, pages)))
        first = max(last, first + 1)
    return found


def _run(
    lines: Sequence[Line], roles: Mapping[int, Role], taken: set[int], first: int
) -> tuple[int, list[list[_Field]]]:
    rows: list[list[_Field]] = []
    last = first
    while last < len(lines) and last not in roles and last not in taken:
        line = lines[last]
        if line.tabbed or (rows and line.blanks > _MOST_BLANKS):
            break
        fields = _fields(line)
        if len(fields) < (_FEWEST_FIELDS if not rows else 2) and not (
            rows and _is_piece(fields) and _goes_on(lines, last + 1)
        ):
            break
        rows.append(fields)
        last += 1
    return last, rows


def _is_piece(fields: Sequence[_Field]) -> bool:
    """A short text on its own line: the rest of a name that was wrapped."""
    text = compact(fields[0].text.string)
    return (
        len(text) <= _LONGEST_PIECE
        and level_of(text) is None
        and not text.endswith(_TITLE_ENDS)
        and ":" not in text
    )


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Whether one of the next two lines has several fields again."""
    near = [line for line in lines[index : index + 2] if line.blanks <= _MOST_BLANKS]
    return any(len(_FIELD.findall(line.raw)) >= 2 for line in near)


def _fields(line: Line) -> list[_Field]:
    found = []
    for match in _FIELD.finditer(line.raw):
        left = width_of(line.raw[: match.start()])
        text = clean(match.group(), line.start + match.start())
        found.append(_Field(text, left, left + width_of(match.group())))
    return found


def _is_table(rows: Sequence[Sequence[_Field]]) -> bool:
    wide = sum(1 for row in rows if len(row) >= _FEWEST_FIELDS)
    figures = sum(1 for row in rows if any(words.is_number(f.text.string) for f in row))
    enough = figures >= _FIGURES * len(rows) or figures > _FEWEST_ROWS
    return wide >= _FEWEST_ROWS and enough


def _placed(rows: Sequence[Sequence[_Field]], pages: Sequence[int]) -> list[RawRow]:
    columns = _columns(rows)
    return [
        RawRow(_cells(row, columns), len(columns), page)
        for row, page in zip(rows, pages, strict=True)
    ]


def _columns(rows: Sequence[Sequence[_Field]]) -> list[tuple[int, int]]:
    """Columns: fields of the fullest rows that lie over each other, from left to right."""
    most = max(map(len, rows))
    spans = sorted(
        (field.left, field.right) for row in rows if len(row) >= most - 1 for field in row
    )
    columns: list[tuple[int, int]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    return columns


def _cells(
    row: Sequence[_Field], columns: Sequence[tuple[int, int]]
) -> tuple[tuple[int, PlacedText], ...]:
    """Each field at the column that it lies nearest to, none twice."""
    cells: list[tuple[int, PlacedText]] = []
    for field in row:
        least = cells[-1][0] + 1 if cells else 0
        free = range(least, len(columns))
        if not free:
            break
        column = min(free, key=lambda c: _distance(field, columns[c]))
        cells.append((column, field.text))
    return tuple(cells)


def _distance(field: _Field, column: tuple[int, int]) -> float:
    overlap = min(field.right, column[1]) - max(field.left, column[0])
    middle = abs(field.left + field.right - column[0] - column[1]) / 2
    return middle if overlap > 0 else middle + 1000
