"""Laying the columns of one table over those of another, by x."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from schemas.table import Cell, Table
from schemas.text import PagePlace

#: Edges this close (points) are the same edge; tables are also tried moved to each other's left.
_SAME_EDGE = 5.0
#: Widths that differ by less than this share are one width (a page scaled to fit).
_SAME_WIDTH = 0.015
#: Photographs of two pages differ in width by so much, their columns by so much of the width; all
#: of these must be there again, and be enough to tell one table from another.
_PHOTOGRAPHED, _BENT, _ENOUGH_EDGES = 0.2, 0.025, 4
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
    return _without_first_columns(own, list(second.column_edges))


def _without_first_columns(
    own: list[float], other: list[float]
) -> tuple[list[float], list[float]] | None:
    """Where a part lost its first columns at the page break: all its edges are own ones.

    A cell that runs over both pages has no ruling on top of the second, and its column is then not
    part of the grid there. The right sides are laid together.
    """
    moved = [x + own[-1] - other[-1] for x in other]
    near = [_nearest(own, x) for x in moved]
    if len(moved) < max(_ENOUGH_EDGES, _SHARED * len(own)) or None in near:
        return None
    return own, moved


def nested_edges(first: Table, second: Table) -> bool:
    """Whether every edge of the one with fewer columns is an edge of the other."""
    edges = common_edges(first, second)
    if edges is None:
        return False
    return len(edges[0]) == max(first.column_count, second.column_count) + 1


def by_content(first: Table, second: Table) -> list[int] | None:
    """For each column of a part without rulings, the column of the table that its texts stand in.

    None where two columns fall together, an order is broken, or a text stands outside.
    """
    found: list[int] = []
    for column in range(second.column_count):
        extent = _text_extent(second, column)
        if extent is None:
            return None
        index = bisect_right(first.column_edges, (extent[0] + extent[1]) / 2) - 1
        if not 0 <= index < first.column_count or (found and index <= found[-1]):
            return None
        found.append(index)
    return found


def _text_extent(table: Table, column: int) -> tuple[float, float] | None:
    """Where the texts of a column's own cells begin and end (points)."""
    boxes = [
        segment.place.box()
        for cell in table.cells
        if cell.column == column and cell.column_span == 1
        for segment in cell.text.segments
        if isinstance(segment.place, PagePlace)
    ]
    if not boxes:
        return None
    return min(box.left for box in boxes), max(box.right for box in boxes)


def moved_to(table: Table, columns: list[int], edges: tuple[float, ...]) -> Table:
    """The table with each column put where `columns` says, on the edges of another."""
    cells = []
    for cell in table.cells:
        start, last = columns[cell.column], columns[cell.column + cell.column_span - 1]
        cells.append(replace(cell, column=start, column_span=last - start + 1))
    return replace(table, cells=tuple(cells), column_count=len(edges) - 1, column_edges=edges)


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
    scaled = [own[0] + (x - other[0]) * width / other_width for x in other]
    likeness = abs(width - other_width) / width
    if likeness <= _SAME_WIDTH or (likeness <= _PHOTOGRAPHED and _all_among(own, scaled)):
        moved.append(scaled)
    if likeness <= _PHOTOGRAPHED and _bent_alike(own, scaled):
        moved.append(own)
    return moved


def _all_among(own: list[float], scaled: list[float]) -> bool:
    """Whether a photographed part has none but the table's edges, enough of them to tell."""
    return len(scaled) > _ENOUGH_EDGES and all(_nearest(own, x) is not None for x in scaled)


def _bent_alike(own: list[float], scaled: list[float]) -> bool:
    """Whether these are the same columns but for the bend of a photographed page."""
    if len(own) != len(scaled) or len(own) < _ENOUGH_EDGES:
        return False
    bend = _BENT * (own[-1] - own[0])
    return all(abs(x - y) <= bend for x, y in zip(own, scaled, strict=True))


def _ends_match(own: list[float], moved: list[float]) -> bool:
    """Whether the right side of the poorer table is an edge of the other."""
    return _nearest(own, moved[-1]) is not None


def _nearest(edges: list[float], x: float) -> int | None:
    best = min(range(len(edges)), key=lambda i: abs(edges[i] - x))
    return best if abs(edges[best] - x) <= _SAME_EDGE else None
