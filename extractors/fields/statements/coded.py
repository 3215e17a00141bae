"""Statements whose rows are codes of a classification: 02, 03, 05, 06, 08, 09 and their kin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.fields.statements.codes import Key, KeyReader
from extractors.fields.statements.context import Context, Target
from extractors.fields.statements.grid import Block, Column, Grid, grid_of
from extractors.text.normalise import compact
from extractors.text.numbers import parse_number
from schemas.table import Cell
from schemas.vocabulary.classifications import economic_code
from schemas.vocabulary.statements import Measure, Rows, lines, patterns, statement_file

#: What a report adds to a head in brackets (事业收入（含专户）).
_ADDED = re.compile(r"\([^()]*\)$")
_YEAR = re.compile(r"((?:19|20)\d\d)年")


def read_coded(context: Context) -> None:
    """Candidates of all cells whose row and column are known."""
    grid = grid_of(context.statement.table)
    every = ["/".join(c.path) for b in grid.blocks for c in b.values]
    for block in grid.blocks:
        measures = {c.index: _measure(context, c, every) for c in block.values}
        reader = KeyReader(grid, block, context.form.kind, context.names)
        for row in grid.rows:
            _read_row(context, grid, block, row, reader, measures)


def _read_row(
    context: Context,
    grid: Grid,
    block: Block,
    row: int,
    reader: KeyReader,
    measures: dict[int, Measure | None],
) -> None:
    key = reader.key(row)
    cells = list(_values(grid, block, row))
    if key is None:
        _unkeyed(context, grid, block, row, cells)
        return
    if not _fits(context, key):
        context.note("code_unknown", f"{key.code} {key.label} is no code of the list", key.text)
        return
    for column, cell in cells:
        measure = measures[column.index]
        path = _path(measure, key) if measure else None
        if path is not None:
            target = Target(path, key.match * column.trust, names=key.names)
            context.emit(cell, target, key.label or key.code, column.head)


def _values(grid: Grid, block: Block, row: int) -> Iterator[tuple[Column, Cell]]:
    """Value cells that stand in one column: a label that runs over them is none."""
    for column, cell in grid.cells(row, block.values):
        if cell.column == column.index and cell.row == row:
            yield column, cell


def _path(measure: Measure, key: Key) -> str | None:
    if key.code is None:
        return measure.total
    return None if measure.member is None else measure.member.replace("[]", f"[{key.code}]")


def _fits(context: Context, key: Key) -> bool:
    """Functional codes begin with 2; departmental economic codes with 3 and have 3 or 5 digits."""
    if key.code is None:
        return True
    if context.form.kind is Rows.ECONOMIC:
        return key.code.startswith("3") and len(key.code) in {3, 5}
    return key.code.startswith("2") and len(key.code) in {3, 5, 7}


def _unkeyed(
    context: Context, grid: Grid, block: Block, row: int, cells: list[tuple[Column, Cell]]
) -> None:
    """Rows without a code: 人员经费合计 and 公用经费合计, notes, or something unknown."""
    keys = grid.cells(row, block.codes + block.names)
    labels = [c for _, c in keys if c.string.strip() and parse_number(c.string) is None]
    label = "".join(compact(c.string) for c in labels)
    path = _subtotal(context, label)
    if path is not None:
        _emit_subtotal(context, grid, labels[-1], Target(path), label)
        return
    file = statement_file()
    known = patterns(*file.notes, *file.placeholders, *file.ignored_labels)
    if _repeats_total(context, label, cells):
        return
    if label and not known.match(label) and any(c.string.strip() for _, c in cells):
        context.note("row_unknown", f"row {label[:30]!r} was not understood", labels[0].text, label)


def _repeats_total(context: Context, label: str, cells: list[tuple[Column, Cell]]) -> bool:
    """Whether the row is the body's own (`105236 | 某某大学`) and says what 合计 said."""
    if re.fullmatch(statement_file().agency_ending, label) is None:
        return False
    totals = {c.raw for c in context.candidates if "[" not in c.path}
    figures = [c.string.strip() for _, c in cells if parse_number(c.string) is not None]
    return bool(figures) and totals.issuperset(figures)


def _emit_subtotal(context: Context, grid: Grid, label: Cell, target: Target, name: str) -> None:
    """The first figure right of the label: it may stand under the next block."""
    table = grid.table
    for column in range(label.column + label.column_span, table.column_count):
        cell = table.at(label.row, column)
        if cell is not None and cell.string.strip() and cell.row == label.row:
            if parse_number(cell.string) is not None:
                context.emit(cell, target, name, None)
            return


def _subtotal(context: Context, label: str) -> str | None:
    """The path of a row that is named, not coded (人员经费合计)."""
    named = lines(context.form.lines) if context.form.lines else ()
    return next((line.path for line in named if patterns(*line.labels).match(label)), None)


def _shown(context: Context, column: Column) -> str:
    """The head path without what adds nothing; the last head stays if all would go."""
    transparent = patterns(*context.form.transparent)
    kept = [head for head in column.path if not transparent.match(head)]
    return "/".join(kept or column.path[-1:])


def _measure(context: Context, column: Column, every: list[str]) -> Measure | None:
    """The measure of a column: by its whole head path, else without what adds nothing to it."""
    whole, shown = "/".join(column.path), _shown(context, column)
    others = [head for head in every if head != whole]
    for head in dict.fromkeys((whole, shown, _ADDED.sub("", shown))):
        found = [m for m in context.form.measures if _applies(m, head, others)]
        if len(found) == 1:
            return None if _other_year(context, column) else found[0]
    ignored = patterns(*context.form.ignored)
    if shown and not ignored.match(shown) and economic_code(shown) is None:
        context.note("column_unknown", f"column {column.head!r} was not understood")
    return None


def _other_year(context: Context, column: Column) -> bool:
    """Whether a head over the column names a year that is not the statement's."""
    year = context.year
    printed = [int(m[1]) for head in column.path for m in [_YEAR.match(head)] if m]
    return bool(printed) and year is not None and year not in printed


def _applies(measure: Measure, head: str, others: list[str]) -> bool:
    if not patterns(*measure.heads).match(head):
        return False
    if measure.without and any(patterns(measure.without).match(h) for h in others):
        return False
    return not measure.beside or any(patterns(measure.beside).match(h) for h in others)
