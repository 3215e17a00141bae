"""Statements whose rows are lines: 01, 04, 三公 printed downwards, 机构运行信息表."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.fields.statements.aspects import Aspect, ColumnMeaning, meaning, placed_path
from extractors.fields.statements.context import Context, Target
from extractors.fields.statements.doubt import label_trust
from extractors.fields.statements.grid import Block, Column, Grid
from extractors.tables.signature import plain_label
from extractors.text.normalise import compact
from schemas.paths import clean_key
from schemas.table import Cell
from schemas.vocabulary.classifications import (
    economic_code,
    functional_class,
    nearest_functional_class,
)
from schemas.vocabulary.statements import Line, lines, patterns, statement_file

_UNKNOWN = Aspect.UNKNOWN
_CLASS = "@class"
_NATURE = r".*(?:支出性质|经济分类).*"
_ADDED = re.compile(r"\((?!境\))[^()]*\)$|[*①-⑩]+$")
#: A class told by its name alone, and one with a misprinted character.
_CLASS_MATCH = 0.98
_MISPRINT_MATCH = 0.85


@dataclass(frozen=True, slots=True)
class Match:
    """A line that a label was recognised as; `key` fills the `[]` of its path."""

    line: Line
    score: float = 1.0
    key: str = ""
    names: tuple[str, ...] = ()


def read_lines(context: Context, grid: Grid) -> None:
    """Candidates of all cells whose line and column are known, block by block."""
    context.dash_is_blank = _holds_counts(context, grid)
    meanings = {c.index: meaning(context, c) for b in grid.blocks for c in b.values}
    shown = {m.aspect for m in meanings.values()}
    for block in grid.blocks:
        _read_block(context, grid, block, meanings, shown)


def _read_block(
    context: Context,
    grid: Grid,
    block: Block,
    meanings: dict[int, ColumnMeaning],
    shown: set[Aspect],
) -> None:
    place = _first_place(context, block)
    meanings = _clear(context, block, meanings)
    for row in grid.rows:
        label = _label(grid, block, row)
        if label is None:
            continue
        found = match_line(context, plain_label(label.string), place)
        if found is None:
            if place != "nature":
                _unknown(context, grid, block, row, label)
            continue
        place = found.line.opens or place
        for column, cell in grid.cells(row, block.values):
            known = meanings[column.index]
            if cell.column != column.index or cell is label:
                continue
            path = placed_path(context, found.line, known, shown)
            if path is not None:
                match = found.score * label_trust(label) * column.trust
                key = path.replace("[]", f"[{found.key}]")
                target = Target(key, match, found.line.unit, found.names)
                context.emit(cell, target, compact(label.string), column.head)


def _holds_counts(context: Context, grid: Grid) -> bool:
    found = (
        match_line(context, plain_label(label.string), str(context.form.lines))
        for block in grid.blocks
        for row in grid.rows
        if (label := _label(grid, block, row)) is not None
    )
    return any(m is not None and m.line.unit is not None for m in found)


def _first_place(context: Context, block: Block) -> str:
    heads = [head for column in block.names for head in column.path]
    nature = any(patterns(_NATURE).match(h) for h in heads)
    return "nature" if nature else str(context.form.lines)


def _clear(
    context: Context, block: Block, meanings: dict[int, ColumnMeaning]
) -> dict[int, ColumnMeaning]:
    """A lone column needs no head that is understood; several with none say nothing."""
    vague = [
        c for c in block.values if meanings[c.index] in {ColumnMeaning(), ColumnMeaning(_UNKNOWN)}
    ]
    if len(block.values) == 1:
        return meanings | {c.index: ColumnMeaning() for c in vague}
    for column in vague:
        context.note("column_unknown", f"column {column.head!r} was not understood")
    return meanings | {c.index: ColumnMeaning(_UNKNOWN) for c in vague}


def _label(grid: Grid, block: Block, row: int) -> Cell | None:
    cells = [c for _, c in grid.cells(row, block.names + block.codes) if c.string.strip()]
    return cells[0] if cells else None


def match_line(context: Context, label: str, place: str) -> Match | None:
    """The line of the statement's group that the label names, in its place; None where unknown.

    What a report adds in brackets at the end (其他收入（含利息）) may be left out.
    """
    bare = _ADDED.sub("", label)
    found = _match(context, label, place)
    return found if found or bare == label else _match(context, bare, place)


def _match(context: Context, label: str, place: str) -> Match | None:
    group = context.form.lines
    for line in lines(group) if group else ():
        if not _in_place(line, place):
            continue
        found = _class(label) if line.labels == (_CLASS,) else _plain(line, label)
        if found is not None:
            return Match(line, found.score, found.key, found.names)
    return None


def _in_place(line: Line, place: str) -> bool:
    if line.within is None:
        return True
    if line.within.startswith("!"):
        barred = line.within[1:]
        return place != barred and not (barred == "balance" and place in {"opening", "closing"})
    return place == line.within


def _plain(line: Line, label: str) -> Match | None:
    if not patterns(*line.labels).match(label):
        return None
    return Match(line, key=clean_key(label))


def _class(label: str) -> Match | None:
    """A functional class by its name; its 类 code is the key."""
    line = Line(labels=(_CLASS,))
    code = functional_class(label)
    if code is not None:
        return Match(line, _CLASS_MATCH, code, (clean_key(label),))
    near = nearest_functional_class(label)
    return Match(line, _MISPRINT_MATCH, near, (clean_key(label),)) if near else None


def _unknown(context: Context, grid: Grid, block: Block, row: int, label: Cell) -> None:
    cells: list[tuple[Column, Cell]] = list(grid.cells(row, block.values))
    file = statement_file()
    words = compact(label.string)
    known = patterns(*file.notes, *file.placeholders, *file.ignored_labels)
    filled = any(c.string.strip() and c is not label for _, c in cells)
    if filled and not known.match(words) and economic_code(plain_label(words)) is None:
        context.note("row_unknown", f"row {words[:30]!r} was not understood", label.text, words)
