"""Grids out of drawn lines: broken, crossed by folds and seals, with spans."""

from typing import Any

import cv2
import numpy as np
import pytest

from extractors.ocr.completion import completed
from extractors.ocr.foreign import own_rulings
from extractors.ocr.pieces import pieces_of
from extractors.ocr.prepare.ink import ink_of
from extractors.ocr.prepare.seals import Seal
from extractors.ocr.rulings import find_rulings, without_rulings
from extractors.tables.ruled import Ruling, find_grids
from tests.extractors.ocr.pictures import blank, box, inked, ruled_page, text_page

HEIGHT = 22.0


def grey_of(page) -> Any:
    return cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)


def cells_of(pieces) -> list[Any]:
    return [p.cell for p in pieces]


def grids_of(page, seals=()):
    grey = grey_of(page)
    return find_grids(*find_rulings(grey, ink_of(grey), HEIGHT, seals).in_points(2.0))


def shape(grid):
    return len(grid.ys) - 1, len(grid.xs) - 1, len(grid.cells)


@pytest.mark.parametrize("gap", [False, True])
def test_a_ruled_grid_is_found_whole_though_its_lines_are_broken(gap):
    (grid,) = grids_of(ruled_page(12, 5, gap=gap))
    assert shape(grid) == (12, 5, 60)


def test_a_spanning_cell_is_one_cell():
    page = ruled_page(6, 4)
    xs = np.linspace(120, 1080, 5).astype(int)
    page[206:256, xs[1] - 4 : xs[1] + 5] = 250
    (grid,) = grids_of(page)
    assert shape(grid) == (6, 4, 23)
    assert any(cell.column_span == 2 and cell.row == 0 for cell in grid.cells)


def test_a_fold_through_a_table_makes_no_row():
    page = ruled_page(12, 5)
    cv2.line(page, (0, 470), (1199, 478), (120, 120, 120), 2)
    (grid,) = grids_of(page)
    assert shape(grid) == (12, 5, 60)


def test_the_ring_of_a_seal_makes_no_column():
    page = ruled_page(12, 5)
    cv2.circle(page, (620, 500), 150, (90, 90, 90), 6)
    (grid,) = grids_of(page, [Seal(620, 500, 150)])
    assert shape(grid) == (12, 5, 60)


def test_text_alone_makes_no_grid():
    assert grids_of(text_page()) == []


def test_a_table_of_one_row_has_its_short_columns():
    page = blank()
    for y in (400, 440):
        cv2.line(page, (120, y), (1080, y), (30, 30, 30), 2)
    for x in (120, 440, 760, 1080):
        cv2.line(page, (x, 400), (x, 440), (30, 30, 30), 2)
    (grid,) = grids_of(page)
    assert shape(grid) == (1, 3, 3)


def test_painting_rulings_over_leaves_the_figures():
    page = ruled_page(12, 5)
    grey = grey_of(page)
    clean: Any = without_rulings(grey, find_rulings(grey, ink_of(grey), HEIGHT))
    assert grids_of(cv2.cvtColor(clean, cv2.COLOR_GRAY2BGR)) == []
    figures = grey[210:250, 150:280]
    assert np.array_equal(clean[210:250, 150:280], figures)


def test_where_most_lines_run_past_the_missing_side_is_to_blame():
    rows = [Ruling(100.0 + 40 * i, 50.0, 700.0) for i in range(6)]
    columns = [Ruling(x, 100.0, 300.0) for x in (200.0, 400.0, 700.0)]
    kept, _ = own_rulings(rows, columns, 20.0, (800.0, 1200.0))
    assert len(kept) == 6


def test_a_streak_of_the_glass_from_edge_to_edge_is_no_ruling():
    head = [Ruling(60.0, 100.0, 700.0)]
    streak = [Ruling(470.0, 3.0, 590.0), Ruling(471.0, 610.0, 1198.0)]
    assert own_rulings(head, streak, 20.0, (800.0, 1200.0)) == (head, [])


def test_a_streak_through_a_table_leaves_its_columns():
    rows = [Ruling(300.0 + 40 * i, 50.0, 700.0) for i in range(6)]
    columns = [Ruling(x, 300.0, 500.0) for x in (50.0, 400.0, 700.0)]
    streak = Ruling(220.0, 0.0, 1200.0)
    assert own_rulings(rows, [*columns, streak], 20.0, (800.0, 1200.0)) == (rows, columns)


def test_a_line_that_a_hole_shortened_ends_with_the_others_all_the_same():
    """The right side of the table was not found; a punched hole took the start of one line."""
    whole = [Ruling(100.0 + 40 * i, 20.0, 760.0) for i in range(9) if i != 5]
    holed = Ruling(300.0, 70.0, 760.0)
    columns = [Ruling(x, 100.0, 420.0) for x in (20.0, 90.0, 300.0, 650.0)]
    rows, _ = own_rulings([*whole, holed], columns, 20.0, (800.0, 1200.0))
    assert holed in rows


def test_a_table_as_large_as_its_page_keeps_its_rulings():
    rows = [Ruling(4.0 + 199 * i, 2.0, 798.0) for i in range(7)]
    columns = [Ruling(x, 4.0, 1198.0) for x in (2.0, 400.0, 798.0)]
    assert own_rulings(rows, columns, 20.0, (800.0, 1200.0)) == (rows, columns)


def grid():
    return grid_of([120.0, 400.0, 700.0], [100.0, 160.0, 220.0])


def grid_of(columns, rows):
    across = [Ruling(y, columns[0], columns[-1]) for y in rows]
    down = [Ruling(x, rows[0], rows[-1]) for x in columns]
    (found,) = find_grids(across, down)
    return found


def ink_with(*boxes):
    return inked((400, 800), *boxes)


def test_a_box_over_two_cells_is_cut_at_the_ruling():
    ink = ink_with((300, 120, 380, 140), (420, 120, 500, 140))
    pieces = pieces_of([box(295, 115, 505, 145)], [grid()], ink, 20.0)
    assert sorted((c.row, c.column) for c in cells_of(pieces)) == [(0, 0), (0, 1)]


def test_a_sliver_beyond_the_ruling_is_no_figure():
    ink = ink_with((300, 120, 395, 140), (402, 118, 404, 142))
    pieces = pieces_of([box(295, 115, 404, 145)], [grid()], ink, 20.0)
    assert [(c.row, c.column) for c in cells_of(pieces)] == [(0, 0)]


def test_a_figure_that_crosses_a_ruling_is_cut_beside_it_not_through_it():
    ink = ink_with((340, 120, 407, 140))
    pieces = pieces_of([box(335, 115, 412, 145)], [grid()], ink, 20.0)
    whole = [p for p in pieces if p.left <= 340 and p.right >= 407]
    assert len(whole) == 1
    assert cells_of(whole)[0].column == 0


def test_ink_that_no_box_covers_is_a_piece_of_its_cell():
    ink = ink_with((450, 175, 454, 200), (454, 175, 470, 179))
    (piece,) = pieces_of([], [grid()], ink, 20.0)
    assert piece.missed
    (cell,) = cells_of([piece])
    assert (cell.row, cell.column) == (1, 1)


def test_what_is_left_of_rulings_round_a_figure_is_not_read_with_it_again():
    corner = [(404, 103, 480, 106), (404, 103, 406, 155)]
    ink = ink_with((440, 120, 520, 138), *corner)
    pieces = pieces_of([box(436, 117, 524, 141)], [grid()], ink, 20.0)
    assert [(p.left, p.missed) for p in pieces] == [(436, False)]


def test_a_box_that_ends_in_the_next_cell_s_first_character_is_no_piece_of_its_own():
    ink = ink_with((300, 120, 380, 140), (410, 120, 520, 140))
    pieces = pieces_of([box(295, 115, 430, 145), box(412, 115, 525, 145)], [grid()], ink, 20.0)
    assert sorted((p.left // 10, p.right // 10) for p in pieces) == [(29, 39), (40, 52)]


def test_specks_are_no_pieces():
    assert pieces_of([], [grid()], ink_with((450, 175, 453, 178)), 20.0) == []


def ledger():
    rows, columns = [100.0 + 60 * i for i in range(5)], [120.0, 400.0, 700.0]
    across = [Ruling(y, columns[0], columns[-1]) for y in rows]
    (found,) = find_grids(across, [Ruling(x, rows[0], rows[-1]) for x in columns])
    return found


def test_dashes_set_flush_with_the_side_of_their_column_are_seen():
    ink = ink_with(*((684, y, 700, y + 3) for y in (129, 189, 249)))
    pieces = pieces_of([], [ledger()], ink, HEIGHT)
    assert [(p.cell.row, p.cell.column) for p in pieces if p.cell] == [(0, 1), (1, 1), (2, 1)]
    assert all(piece.missed for piece in pieces)


def test_one_stroke_at_a_side_is_what_is_left_of_a_ruling():
    assert pieces_of([], [ledger()], ink_with((684, 129, 700, 132)), HEIGHT) == []


def test_what_runs_through_a_cell_is_no_dash():
    assert pieces_of([], [grid()], ink_with((121, 128, 400, 131)), HEIGHT) == []


def test_a_ruling_that_enters_a_cell_runs_through_it():
    rows = [Ruling(100.0 + 60 * i, 50.0, 700.0) for i in range(6)]
    column = Ruling(300.0, 132.0, 400.0)
    blank_paper = np.full((500, 800), 255, np.uint8)
    assert completed(blank_paper.T, [column], rows, HEIGHT) == [column, Ruling(300.0, 100.0, 160.0)]


def test_characters_set_upright_are_read_one_by_one():
    """三 of three strokes stays one; a line of text beside them stays a line."""
    three = [(130, y, 148, y + 3) for y in (105, 112, 119)]
    upright = [*three, (130, 128, 148, 146), (130, 151, 148, 169)]
    tall = grid_of([120.0, 160.0, 700.0], [100.0, 180.0, 220.0])
    ink = ink_with(*upright, (200, 130, 400, 148))
    found = pieces_of([box(126, 102, 152, 172), box(195, 126, 405, 152)], [tall], ink, 18.0)
    characters = [(p.top, p.bottom) for p in found if p.left < 160]
    assert characters == [(105, 122), (128, 146), (151, 169)]
    assert len(found) == 4


def test_lines_of_text_in_a_narrow_cell_stay_lines():
    tall = grid_of([120.0, 200.0, 700.0], [100.0, 180.0, 220.0])
    ink = ink_with((130, 105, 190, 123), (130, 128, 150, 146))
    found = pieces_of([box(126, 102, 194, 126), box(126, 126, 154, 150)], [tall], ink, 18.0)
    assert len(found) == 2
