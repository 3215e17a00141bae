"""A statement as a table again, made from where its values were printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schemas.evidence import Evidence, PageLocation, SheetLocation, TextLocation
from schemas.paths import keys
from schemas.report import Report, Value

#: Points by which the tops of figures of one line may differ.
_ONE_LINE = 4.0
_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class TableCell:
    """A value in its cell."""

    path: str
    value: Value
    evidence: Evidence


@dataclass(slots=True)
class TableRow:
    """A printed line: its labels and cells by the half of the statement that they stand in."""

    labels: dict[str, str] = field(default_factory=dict)
    cells: dict[str, TableCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatementTable:
    """Columns by half, from left to right, and lines from top to bottom.

    A statement of two halves (收入 beside 支出) has two; all others one, named by the empty string.
    """

    halves: dict[str, list[str]]
    rows: list[TableRow]


def statement_table(report: Report, statement: str) -> StatementTable:
    """All values that were read in a statement, in their places."""
    cells = sorted(_cells(report, statement), key=lambda cell: _order(cell.evidence))
    lines = list(_lines(cells))
    columns = _columns(lines)
    two = any(len({cell.evidence.row for cell in line}) > 1 for line in lines)
    halves: dict[str, list[str]] = {}
    for column in columns:
        halves.setdefault(_half(column) if two else "", []).append(column)
    return StatementTable(halves, [_row(line, two=two) for line in lines])


def _cells(report: Report, statement: str) -> Iterator[TableCell]:
    for path, value in report.values.items():
        for evidence in value.evidence:
            if evidence.statement == statement:
                yield TableCell(path, value, evidence)


def _lines(cells: Iterable[TableCell]) -> Iterator[list[TableCell]]:
    line: list[TableCell] = []
    for cell in cells:
        if line and not _is_beside(line[0].evidence, cell.evidence):
            yield line
            line = []
        line.append(cell)
    if line:
        yield line


def _is_beside(one: Evidence, other: Evidence) -> bool:
    """Whether two figures stand in one printed line."""
    first, second = one.location, other.location
    if isinstance(first, PageLocation) and isinstance(second, PageLocation):
        apart = abs(first.box[1] - second.box[1])
        return first.page == second.page and apart <= _ONE_LINE
    if isinstance(first, SheetLocation) and isinstance(second, SheetLocation):
        return (first.sheet, _sheet_row(first)[0]) == (second.sheet, _sheet_row(second)[0])
    return one.row == other.row


def _order(evidence: Evidence) -> tuple[int, float, float]:
    place = evidence.location
    if isinstance(place, PageLocation):
        return place.page, round(place.box[1] / _ONE_LINE), place.box[0]
    if isinstance(place, SheetLocation):
        row, column = _sheet_row(place)
        return 0, row, column
    if isinstance(place, TextLocation):
        return 0, place.start, 0
    return 0, 0, 0


def _sheet_row(place: SheetLocation) -> tuple[int, int]:
    found = _CELL.match(place.range)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _columns(lines: list[list[TableCell]]) -> list[str]:
    """Columns from left to right: by their place, or in the order in which they were met."""
    met: dict[str, float] = {}
    for line in lines:
        for number, cell in enumerate(line):
            column = cell.evidence.column or ""
            place = cell.evidence.location
            at = place.box[2] if isinstance(place, PageLocation) else len(met) + number / 100
            met.setdefault(column, at)
    return sorted(met, key=lambda column: met[column])


def _half(column: str) -> str:
    return column.partition("/")[0]


def _row(line: list[TableCell], *, two: bool) -> TableRow:
    row = TableRow()
    for cell in line:
        column = cell.evidence.column or ""
        half = _half(column) if two else ""
        row.labels.setdefault(half, _label(cell))
        row.cells.setdefault(column, cell)
    return row


def _label(cell: TableCell) -> str:
    """The printed label, behind its code where the path has one."""
    code = next((key for key in keys(cell.path) if key.isdigit()), "")
    label = cell.evidence.row or ""
    return label if code in label or "、" in label else f"{code} {label}".strip()
