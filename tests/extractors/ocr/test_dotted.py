"""Rulings that a coarse fax breaks into steps and dots, and what only looks like one."""

from typing import Any

import cv2
import numpy as np

from extractors.ocr.foreign import own_rulings
from extractors.ocr.prepare.bend import flattening
from extractors.ocr.prepare.chains import chained
from extractors.ocr.prepare.curves import Curve
from extractors.ocr.prepare.ink import ink_of
from extractors.ocr.prepare.maps import Chain, redrawn, rotation
from extractors.ocr.rulings import find_rulings, without_rulings
from extractors.ocr.strokes import without_strokes
from extractors.tables.ruled import Ruling, find_grids
from tests.extractors.ocr.pictures import blank, faxed, leaned, ruled_page

HEIGHT = 22.0


def thin_page(rows: int = 12, columns: int = 5) -> np.ndarray:
    """A grid of hairlines with a figure in each cell."""
    page = blank()
    xs, ys = np.linspace(120, 1080, columns + 1), np.linspace(200, 200 + 60 * rows, rows + 1)
    for x in xs.astype(int).tolist():
        cv2.line(page, (x, int(ys[0])), (x, int(ys[-1])), (0, 0, 0), 1)
    for y in ys.astype(int).tolist():
        cv2.line(page, (int(xs[0]), y), (int(xs[-1]), y), (0, 0, 0), 1)
    for i, y in enumerate(ys[:-1].astype(int).tolist()):
        for j, x in enumerate(xs[:-1].astype(int).tolist()):
            text, place = f"{i * 37 + j * 11 + 100}.{j}5", (x + 40, y + 42)
            cv2.putText(page, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    return page


def fax_of(page: np.ndarray, degrees: float) -> Any:
    """A leaning page after the fax, made straight again."""
    grey: Any = cv2.cvtColor(faxed(leaned(page, degrees)), cv2.COLOR_BGR2GRAY)
    back = Chain((rotation(degrees, grey.shape[1], grey.shape[0]),))
    return redrawn(grey, back, (grey.shape[1], grey.shape[0]))


def test_a_grid_of_steps_and_dots_is_found_whole() -> None:
    grey = fax_of(thin_page(), 0.45)
    (grid,) = find_grids(*find_rulings(grey, ink_of(grey), HEIGHT).in_points(2.0))
    assert (len(grid.ys) - 1, len(grid.xs) - 1, len(grid.cells)) == (12, 5, 60)


def test_nothing_of_a_dotted_ruling_is_left_to_be_read() -> None:
    grey = fax_of(thin_page(), 0.45)
    rulings = find_rulings(grey, ink_of(grey), HEIGHT)
    clean = without_rulings(grey, rulings)
    between = [clean[y - 8 : y + 9, 140:1060] for y in range(260, 900, 60)]
    assert all((strip < 128).mean() < 0.001 for strip in between)


def test_the_steps_of_a_fax_bend_no_page() -> None:
    assert flattening(ink_of(fax_of(thin_page(), 0.45)), HEIGHT) is None


def test_pieces_at_one_level_are_one_curve_and_lines_of_a_table_are_not() -> None:
    def piece(start: float, level: float) -> Curve:
        along = start + 12.0 * np.arange(10, dtype=np.float64)
        return Curve(along, np.full(len(along), level))

    steps = [piece(100, 300), piece(240, 302), piece(390, 304), piece(240, 340)]
    assert sorted(len(c.along) for c in chained(steps, HEIGHT)) == [10, 30]


def test_a_dash_in_the_next_cell_makes_a_ruling_no_longer() -> None:
    page = blank(900, 600)
    for y in (200, 260, 320):
        cv2.line(page, (100, y), (400 if y == 260 else 700, y), (0, 0, 0), 2)
    for x in (100, 400, 700):
        cv2.line(page, (x, 200), (x, 320), (0, 0, 0), 2)
    cv2.line(page, (425, 260), (450, 260), (0, 0, 0), 2)
    grey = page[:, :, 0].copy()
    (grid,) = find_grids(*find_rulings(grey, ink_of(grey), HEIGHT).in_points(2.0))
    assert len(grid.cells) == 3


def test_the_strokes_of_a_title_are_no_rulings() -> None:
    stroke, upright = Ruling(80.0, 300.0, 360.0), Ruling(330.0, 60.0, 115.0)
    rows = [Ruling(200.0 + 40 * i, 100.0, 700.0) for i in range(4)]
    columns = [Ruling(x, 200.0, 320.0) for x in (100.0, 400.0, 700.0)]
    short = Ruling(220.0, 350.0, 400.0)
    assert without_strokes([stroke, short, *rows], [upright, *columns], 22.0) == [short, *rows]


def test_a_printed_grid_stays_as_it_was() -> None:
    grey: Any = cv2.cvtColor(ruled_page(12, 5), cv2.COLOR_BGR2GRAY)
    (grid,) = find_grids(*find_rulings(grey, ink_of(grey), HEIGHT).in_points(2.0))
    assert len(grid.cells) == 60


def test_a_frame_whose_last_row_is_not_seen_keeps_its_sides() -> None:
    rows = [Ruling(200.0 + 40 * i, 100.0, 900.0) for i in range(6)]
    sides = [Ruling(x, 200.0, 460.0) for x in (100.0, 300.0, 700.0, 900.0)]
    inner = [Ruling(150.0 + 50 * i, 200.0, 400.0) for i in range(13) if i not in {3, 11}]
    fold = Ruling(520.0, 200.0, 560.0)
    _, kept = own_rulings(rows, [*sides, *inner, fold], 20.0, (1000.0, 1200.0))
    assert set(sides) <= set(kept)
    assert fold not in kept


def test_a_line_that_a_hole_shortened_is_kept_where_another_hole_broke_the_side() -> None:
    whole = [Ruling(200.0 + 40 * i, 100.0, 900.0) for i in range(12) if i != 4]
    holed = Ruling(360.0, 130.0, 900.0)
    side = Ruling(100.0, 200.0, 540.0)
    columns = [Ruling(x, 200.0, 640.0) for x in (200.0, 400.0, 650.0, 900.0)]
    kept, _ = own_rulings([*whole, holed], [side, *columns], 20.0, (1000.0, 1400.0))
    assert any(line.position == holed.position for line in kept)
