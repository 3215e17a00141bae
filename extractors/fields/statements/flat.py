"""Statements whose heads are the items and which have one row of figures: 三公, 国有资产占用."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.fields.statements.aspects import Aspect, ColumnMeaning, aspect_of, placed_path
from extractors.fields.statements.context import Context, Target
from extractors.fields.statements.grid import Column, ColumnRole, Grid
from extractors.fields.statements.lines import Match, match_line
from extractors.tables.signature import plain_label
from extractors.text.normalise import compact
from schemas.table import Cell
from schemas.vocabulary.statements import patterns, statement_file

_SUFFIXES = ("年初预算数", "全年预算数", "预算数", "决算数", "预算金额", "决算金额", "预算", "决算")
_TOTAL_HEADS = ("合计", "小计", "总计")


@dataclass(frozen=True, slots=True)
class Item:
    """What a column of a flat table holds."""

    match: Match
    aspect: Aspect


def read_flat(context: Context, grid: Grid) -> None:
    """Candidates of the one row of figures; several rows need one that is named 合计."""
    columns = [c for b in grid.blocks for c in b.values]
    items = {c.index: item_of(context, c) for c in columns}
    for column in columns:
        if items[column.index] is None:
            context.note("column_unknown", f"column {column.head!r} was not understood")
    shown = {i.aspect for i in items.values() if i is not None}
    for row, aspect in _rows(context, grid, columns):
        for column, cell in grid.cells(row, columns):
            item = items[column.index]
            if item is None or cell.column != column.index:
                continue
            known = ColumnMeaning(aspect or item.aspect)
            path = placed_path(context, item.match.line, known, shown | {known.aspect})
            if path is not None:
                filled = path.replace("[]", f"[{item.match.key}]")
                target = Target(filled, item.match.score, item.match.line.unit)
                context.emit(cell, target, _row_label(grid, row), column.head)


def holds_items(context: Context, grid: Grid) -> bool:
    """Whether the heads of the table name at least two items of the statement."""
    columns = [c for b in grid.blocks for c in b.values]
    found = (item_of(context, c) for c in columns)
    return len({i.match.line.path for i in found if i is not None}) >= 2


def item_of(context: Context, column: Column) -> Item | None:
    """The item of a column: the lowest head that names one; 小计 below an item is that item."""
    match: Match | None = None
    aspect = Aspect.PLAIN
    for head in column.path:
        stem, suffix = _split(head)
        found = match_line(context, plain_label(stem), str(context.form.lines))
        found_aspect = aspect_of(context, head)
        # 上年结转 is an item; 上年 over an item is another year's.
        if found_aspect is not None and (found_aspect is not Aspect.PREVIOUS or found is None):
            aspect = found_aspect
            continue
        if match is not None and stem in _TOTAL_HEADS:
            continue
        if found is not None:
            match = found
            aspect = aspect_of(context, suffix) or aspect if suffix else aspect
    return None if match is None else Item(match, aspect)


def _split(head: str) -> tuple[str, str]:
    """`机关运行经费预算数` → item and aspect."""
    plain = head.replace('"', "")
    suffix = next((s for s in _SUFFIXES if plain.endswith(s) and plain != s), "")
    return plain.removesuffix(suffix), suffix


def _rows(context: Context, grid: Grid, columns: list[Column]) -> list[tuple[int, Aspect | None]]:
    """Rows that are read, with the aspect that a row's own label names."""
    filled = [r for r in grid.rows if any(c.string.strip() for c in _own(grid, r, columns))]
    labels = {row: _row_label(grid, row) for row in filled}
    named = [(row, aspect_of(context, labels[row])) for row in filled]
    if any(aspect is not None for _, aspect in named):
        return [(row, aspect) for row, aspect in named if aspect is not None]
    if len(filled) <= 1:
        return [(row, None) for row in filled]
    totals = patterns(*statement_file().total_labels)
    summed = [(row, None) for row in filled if totals.match(labels[row])]
    if len(summed) != 1:
        context.note("rows_unclear", f"{len(filled)} rows of figures and none is the total")
        return []
    return [(summed[0][0], None)]


def _own(grid: Grid, row: int, columns: list[Column]) -> list[Cell]:
    return [c for _, c in grid.cells(row, columns)]


def _row_label(grid: Grid, row: int) -> str:
    keys = [c for b in grid.blocks for c in [*b.units, *b.codes, *b.names]]
    cells = [c for _, c in grid.cells(row, keys) if c.string.strip()]
    return "".join(compact(c.string) for c in cells)


def is_flat(context: Context, grid: Grid) -> bool:
    """Whether items stand in the heads rather than in the rows."""
    labels = [
        plain_label(c.string)
        for b in grid.blocks
        for row in grid.rows
        for _, c in grid.cells(row, [k for k in b.names if k.role is ColumnRole.NAME])
    ]
    known = sum(
        match_line(context, label, str(context.form.lines)) is not None for label in labels if label
    )
    return known < 2 and holds_items(context, grid)
