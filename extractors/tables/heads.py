"""Heads of a table without vertical rulings laid over its columns.

A head is centred over a column whose figures stand at its right side: they need not overlap. So
heads and columns are matched in order, each pair at the cost of the gap between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.bands import Band, Chunk

#: Costs in sizes: a column without a head, a head without content.
_NO_HEAD, _NO_CONTENT = 4.0, 2.0
#: Room (in sizes) beside a head of an upper line that lets it be a column of its own.
_ROOM = 1.5
#: Lines of one head are out of line by less than this (sizes).
_ALIGNED = 0.6
_OUT_OF_LINE = 0.05


def with_heads(bands: Sequence[Band], heads: Sequence[Sequence[Chunk]], size: float) -> list[Band]:
    """The columns with their heads, and columns that have a head and no content.

    `heads` are the lines of the head from the top down.
    """
    columns = _head_columns(heads, bands, size)
    return _matched(sorted(bands, key=lambda band: band.left), columns, size)


def _head_columns(
    heads: Sequence[Sequence[Chunk]], bands: Sequence[Band], size: float
) -> list[Band]:
    """One band a column head; heads that run over several columns are none."""
    found: list[Band] = []
    for depth, row in enumerate(reversed(heads)):
        for chunk in row:
            below = [band for band in found if band.shares(chunk) > 0]
            own = Band(chunk.left, chunk.right)
            if len(below) == 1:
                if _is_stacked(below[0], own, size):
                    found[found.index(below[0])] = below[0].joined(own)
            elif not below and (not depth or _has_room(own, found, bands, size)):
                found.append(own)
    return sorted(found, key=lambda band: band.left)


def _is_stacked(below: Band, above: Band, size: float) -> bool:
    """Whether both are lines of one head: set to the middle, the left or the right together."""
    offsets = (
        (above.left + above.right - below.left - below.right) / 2,
        above.left - below.left,
        above.right - below.right,
    )
    return min(map(abs, offsets)) < _ALIGNED * size


def _has_room(own: Band, found: Sequence[Band], bands: Sequence[Band], size: float) -> bool:
    """Whether a head of an upper line stands over a column that has no head below it."""
    over = [band for band in bands if band.shares(own) > 0]
    if over:
        return not any(band.shares(head) > 0 for band in over for head in found)
    return all(
        own.left - band.right > _ROOM * size or band.left - own.right > _ROOM * size
        for band in found
    )


def _matched(bands: list[Band], heads: list[Band], size: float) -> list[Band]:
    """Both in order, matched at the least cost."""
    costs = [[0.0] * (len(heads) + 1) for _ in range(len(bands) + 1)]
    for i in range(len(bands), -1, -1):
        for j in range(len(heads), -1, -1):
            if (i, j) != (len(bands), len(heads)):
                costs[i][j] = min(cost for cost, _, _ in _steps(bands, heads, costs, (i, j), size))
    found: list[Band] = []
    i = j = 0
    while (i, j) != (len(bands), len(heads)):
        _, next_i, next_j = min(_steps(bands, heads, costs, (i, j), size))
        if (next_i, next_j) == (i + 1, j + 1):
            found.append(bands[i].joined(heads[j]))
        else:
            found.append(bands[i] if next_i > i else heads[j])
        i, j = next_i, next_j
    return found


def _steps(
    bands: list[Band], heads: list[Band], costs: list[list[float]], at: tuple[int, int], size: float
) -> list[tuple[float, int, int]]:
    """What can come next: (whole cost, next band, next head)."""
    i, j = at
    steps = []
    if i < len(bands):
        steps.append((_NO_HEAD * size + costs[i + 1][j], i + 1, j))
    if j < len(heads):
        steps.append((_NO_CONTENT * size + costs[i][j + 1], i, j + 1))
    if i < len(bands) and j < len(heads):
        steps.append((_gap(bands[i], heads[j]) + costs[i + 1][j + 1], i + 1, j + 1))
    return steps


def _gap(band: Band, head: Band) -> float:
    """The gap between both; where there is none, a little for being out of line."""
    gap = max(0.0, head.left - band.right, band.left - head.right)
    return gap + _OUT_OF_LINE * abs(head.left + head.right - band.left - band.right)
