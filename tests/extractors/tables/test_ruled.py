"""Grids from plain lines."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.tables.cells import rectangles
from extractors.tables.ruled import GridCell, Ruling, find_grids, merge_rulings


def grid_lines(xs, ys):
    rows = [Ruling(y, xs[0], xs[-1]) for y in ys]
    columns = [Ruling(x, ys[0], ys[-1]) for x in xs]
    return rows, columns


def test_a_plain_grid():
    (grid,) = find_grids(*grid_lines([10, 60, 110], [20, 40, 60, 80]))
    assert (len(grid.ys) - 1, len(grid.xs) - 1) == (3, 2)
    assert len(grid.cells) == 6
    assert grid.cell_at(30, 50) == GridCell(1, 0, 1, 1)
    assert grid.cell_at(5, 50) is None


def test_a_missing_side_joins_cells():
    rows, columns = grid_lines([10, 60, 110], [20, 40, 60])
    columns[1] = Ruling(60, 40, 60)
    (grid,) = find_grids(rows, columns)
    assert grid.cells[0] == GridCell(0, 0, 1, 2)
    assert len(grid.cells) == 3


def test_pieces_doubled_and_leaning_lines_make_one_grid():
    rows, columns = grid_lines([10, 60, 110], [20, 40, 60])
    pieces = [
        Ruling(r.position + d, s, s + 26) for r in rows for d in (0, 1.2) for s in (10, 35, 60, 84)
    ]
    (grid,) = find_grids(pieces, columns)
    assert len(grid.cells) == 4


def test_open_sides_are_closed_where_the_lines_end():
    rows, _ = grid_lines([10, 60, 110, 160], [20, 40, 60])
    columns = [Ruling(60, 20, 60), Ruling(110, 20, 60)]
    (grid,) = find_grids(rows, columns)
    assert grid.xs == [10, 60, 110, 160]
    assert len(grid.cells) == 6


def test_a_table_without_a_line_at_the_page_break_keeps_its_first_row():
    _, columns = grid_lines([10, 60, 110], [20, 40, 60])
    rows = [Ruling(40, 10, 110), Ruling(60, 10, 110)]
    (grid,) = find_grids(rows, columns)
    assert grid.ys == [20, 40, 60]


def test_two_tables_and_a_line_under_the_running_head():
    first, second = (
        grid_lines([10, 60, 110], [100, 120, 140]),
        grid_lines([10, 110], [300, 320, 340]),
    )
    head = [Ruling(40, 0, 500)]
    grids = find_grids([*first[0], *second[0], *head], [*first[1], *second[1]])
    assert [grid.ys[0] for grid in grids] == [100, 300]


def test_a_frame_is_no_table():
    assert find_grids(*grid_lines([10, 500], [20, 800])) == []


@given(
    st.lists(st.integers(15, 60), min_size=1, max_size=7),
    st.lists(st.integers(12, 40), min_size=2, max_size=9),
    st.data(),
)
def test_cells_tile_the_grid_exactly_once(widths, heights, data):
    xs, ys = [0.0], [0.0]
    for width in widths:
        xs.append(xs[-1] + width)
    for height in heights:
        ys.append(ys[-1] + height)
    rows = [Ruling(y, xs[0], xs[-1]) for y in ys]
    columns = [Ruling(x, ys[0], ys[-1]) for x in (xs[0], xs[-1])]
    for x in xs[1:-1]:
        start = data.draw(st.integers(0, len(ys) - 2))
        end = data.draw(st.integers(start + 1, len(ys) - 1))
        columns.append(Ruling(x, ys[start], ys[end]))
    (grid,) = find_grids(rows, columns)
    covered = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(covered) == [
        (i, j) for i in range(len(grid.ys) - 1) for j in range(len(grid.xs) - 1)
    ]


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=4, max_size=4), st.data())
def test_any_sides_give_rectangles_that_tile(across, data):
    down = data.draw(
        st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=4, max_size=4)
    )
    tiles = [
        (r, c)
        for row, column, rows, columns in rectangles(across, down)
        for r in range(row, row + rows)
        for c in range(column, column + columns)
    ]
    assert sorted(tiles) == [(i, j) for i in range(3) for j in range(3)]


def test_merging_keeps_gaps_that_part_lines():
    assert merge_rulings([Ruling(5, 0, 10), Ruling(5, 40, 50)]) == [
        Ruling(5, 0, 10),
        Ruling(5, 40, 50),
    ]
