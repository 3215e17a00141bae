"""Cells with spans out of the drawn sides of the smallest cells."""

from __future__ import annotations

from collections.abc import Sequence

#: For each edge, whether its side is drawn at each row or column along it.
Sides = Sequence[Sequence[bool]]
#: Row, column, row span, column span.
Rectangle = tuple[int, int, int, int]


def rectangles(across: Sides, down: Sides) -> list[Rectangle]:
    """Rectangles that tile the grid, parted by the drawn sides.

    `across[i][j]` is the horizontal side at row edge i over column j, `down[j][i]` the vertical
    side at column edge j along row i. Where sides that are missing join cells to a shape that is
    no rectangle, the shape is cut into rectangles.
    """
    group = _joined_cells(across, down)
    members: dict[int, list[tuple[int, int]]] = {}
    for position, label in group.items():
        members.setdefault(label, []).append(position)
    found = [part for cells in members.values() for part in _cut(cells)]
    return sorted(found)


def _joined_cells(across: Sides, down: Sides) -> dict[tuple[int, int], int]:
    """A label for each smallest cell; cells without a side between them share it."""
    row_count, column_count = len(across) - 1, len(down) - 1
    parent = list(range(row_count * column_count))

    def root(label: int) -> int:
        while parent[label] != label:
            parent[label] = parent[parent[label]]
            label = parent[label]
        return label

    for i in range(row_count):
        for j in range(column_count):
            label = i * column_count + j
            if j and not down[j][i]:
                parent[root(label)] = root(label - 1)
            if i and not across[i][j]:
                parent[root(label)] = root(label - column_count)
    return {divmod(label, column_count): root(label) for label in range(len(parent))}


def _cut(cells: list[tuple[int, int]]) -> list[Rectangle]:
    """The fewest rectangles of equal runs of rows that make up the shape."""
    runs: list[Rectangle] = []
    open_runs: dict[tuple[int, int], Rectangle] = {}
    for row in sorted({row for row, _ in cells}):
        present = _runs(sorted(column for r, column in cells if r == row))
        grown: dict[tuple[int, int], Rectangle] = {}
        for column, span in present:
            above = open_runs.pop((column, span), None)
            first = row if above is None else above[0]
            grown[column, span] = (first, column, row - first + 1, span)
        runs += open_runs.values()
        open_runs = grown
    return [*runs, *open_runs.values()]


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs
