"""Tables that hold several small tables, each under a title of its own (一、政府采购情况)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.tables.header import is_head_like, own_cells
from extractors.tables.signature import plain_label
from extractors.text.normalise import compact
from schemas.table import Table
from schemas.vocabulary.statements import patterns, statement_file


def segments(table: Table) -> list[Table]:
    """The table cut where a title in a row of its own is followed by heads; itself if it has none.

    In each piece the heads stand first and the title below them, as a label of the lines that
    follow. Places of cells are kept.
    """
    starts = [row for row in range(table.row_count - 2) if _begins(table, row)]
    if not starts:
        return [table]
    bounds = [*starts, table.row_count]
    pieces = [_piece(table, [a + 1, a, *range(a + 2, b)]) for a, b in pairwise(bounds)]
    before = [_piece(table, range(starts[0]))] if starts[0] else []
    found = [piece for piece in (*before, *pieces) if piece is not None]
    return found if len(found) == len(before) + len(pieces) else [table]


def _begins(table: Table, row: int) -> bool:
    """A lone numbered title, then two heads or more, the first of them 项目 or the like."""
    title, heads = own_cells(table, row), own_cells(table, row + 1)
    if len(title) != 1 or len(heads) < 2 or not is_head_like(table, row + 1):
        return False
    words = compact(title[0].string)
    named = patterns(*statement_file().roles["name"]).match(compact(heads[0].string))
    return named and plain_label(words) != words


def _piece(table: Table, rows: Sequence[int]) -> Table | None:
    """The rows as a table of their own, in that order; None where a cell runs over their edge."""
    at = {row: index for index, row in enumerate(rows)}
    cells = [c for c in table.cells if c.row in at]
    if any(at.get(c.row + c.row_span - 1) != at[c.row] + c.row_span - 1 for c in cells):
        return None
    moved = tuple(replace(c, row=at[c.row]) for c in cells)
    return replace(table, row_count=len(rows), cells=moved)
