"""Laying the columns of one table over those of another, by x."""

from __future__ import annotations

from dataclasses import replace

from schemas.table import Cell, Table

#: Edges this close (points) are the same edge; tables are also tried moved to each other's left.
_SAME_EDGE = 5.0
#: Widths that differ by less than this share are one width (a page scaled to fit).
_SAME_WIDTH = 0.015
#: Share of the inner edges of the poorer table that the other one must have too.
_SHARED = 0.6


def common_edges(first: Table, second: Table) -> tuple[list[float], list[float]] | None:
    """Edges that both tables' columns can be laid over, and the second's edges moved there.

    The first table's edges come first, then what the second parts more finely. None where the two
    do not stand in the same columns, or where the format has no edges.
    """
    if not first.column_edges or not second.column_edges:
        return None
    own = list(first.column_edges)
    for moved in _moved_edges(own, list(second.column_edges)):
        extra = [x for x in moved if _nearest(own, x) is None]
        inside = all(own[0] - _SAME_EDGE < x < own[-1] + _SAME_EDGE for x in moved)
        if not inside or abs(moved[0] - own[0]) > _SAME_EDGE:
            continue
        shared = len(moved) - len(extra)
        if shared >= _SHARED * min(len(moved), len(own)) and _ends_match(own, moved):
            return sorted([*own, *extra]), moved
    return None


def laid_over(table: Table, own_edges: list[float], edges: list[float]) -> Table:
    """The table on other (finer) edges: cells span more columns, nothing is parted."""
    index = [_nearest(edges, x) for x in own_edges]
    if None in index:
        raise ValueError("the table's columns are not among the edges")
    places = [i for i in index if i is not None]
    return replace(
        table,
        cells=tuple(_respanned(cell, places) for cell in table.cells),
        column_count=len(edges) - 1,
        column_edges=tuple(edges),
    )


def _respanned(cell: Cell, places: list[int]) -> Cell:
    start, end = places[cell.column], places[cell.column + cell.column_span]
    return replace(cell, column=start, column_span=end - start)


def _moved_edges(own: list[float], other: list[float]) -> list[list[float]]:
    """The other's edges as they are, moved to the same left side, and scaled to the same width."""
    shift = own[0] - other[0]
    moved = [other, [x + shift for x in other]]
    width, other_width = own[-1] - own[0], other[-1] - other[0]
    if abs(width - other_width) <= _SAME_WIDTH * width:
        moved.append([own[0] + (x - other[0]) * width / other_width for x in other])
    return moved


def _ends_match(own: list[float], moved: list[float]) -> bool:
    """Whether the right side of the poorer table is an edge of the other."""
    return _nearest(own, moved[-1]) is not None


def _nearest(edges: list[float], x: float) -> int | None:
    best = min(range(len(edges)), key=lambda i: abs(edges[i] - x))
    return best if abs(edges[best] - x) <= _SAME_EDGE else None
