"""A table's pieces held against each other: dirt goes, what is odd is doubted, entries stay."""

from dataclasses import replace

import numpy as np
import pytest

from extractors.ocr.bands import band_of
from extractors.ocr.consistency import consistent
from extractors.ocr.glyphs import ReadPiece, glyphs_of
from extractors.ocr.piece import Piece
from extractors.protocols import OcrCharacter, OcrLine
from extractors.tables.ruled import Grid, GridCell

ROWS, COLUMNS = 9, 3


def grid():
    cells = [GridCell(r, c, 1, 1) for r in range(ROWS) for c in range(COLUMNS)]
    xs, ys = [100.0 * i for i in range(COLUMNS + 1)], [30.0 * i for i in range(ROWS + 1)]
    return Grid(xs, ys, cells)


def entry(row, column, text, *, missed=False, score=0.99):
    cell = GridCell(row, column, 1, 1)
    characters = tuple(OcrCharacter(c, score, (float(i), i + 1.0)) for i, c in enumerate(text))
    piece = Piece(
        100 * column + 20, 30 * row + 5, 100 * column + 60, 30 * row + 25, cell, 0, missed
    )
    return ReadPiece(piece, OcrLine(characters, (), score), (score,) * len(text))


def column(number, texts, **options):
    return [entry(row, number, text, **options) for row, text in enumerate(texts) if text]


FIGURES = ["16.19", "10.00", "135.25", "449.52", "326.72", "84.65", "160.75", "80.38", "0.94"]


def texts(found):
    return [r.text for r in found]


def test_a_lone_dash_among_blanks_is_dirt():
    read = [*column(0, FIGURES), entry(0, 1, "6.20"), entry(5, 1, "一", missed=True)]
    assert texts(consistent(read, [grid()])) == [*FIGURES, "6.20"]


def test_a_lone_dash_that_was_seen_as_text_is_doubted():
    read = [*column(0, FIGURES), entry(0, 1, "6.20"), entry(5, 1, "-")]
    found = consistent(read, [grid()])
    assert texts(found)[-1] == "-"
    assert max(found[-1].scores) < 0.5


def test_a_column_of_its_own_may_print_dashes():
    dashes = [entry(row, 2, "一", missed=True) for row in (2, 4, 6, 8)]
    read = [*column(0, FIGURES), entry(0, 1, "6.20"), entry(0, 2, "12.00"), *dashes]
    assert texts(consistent(read, [grid()])).count("—") == len(dashes)


def test_dashes_where_nils_are_printed_as_dashes_stay():
    dashes = [entry(row, 1, "一", missed=True) for row in range(1, ROWS)]
    found = consistent([*column(0, FIGURES), entry(0, 1, "6.20"), *dashes], [grid()])
    assert texts(found).count("—") == len(dashes)


def test_a_stroke_unlike_its_column_is_left_out():
    read = [*column(0, FIGURES[:8]), entry(8, 0, "1", missed=True)]
    assert texts(consistent(read, [grid()])) == FIGURES[:8]


def test_a_single_figure_among_its_like_stays():
    read = [*column(0, FIGURES), *column(1, ["1", "3", "4", "2"]), entry(5, 1, "7", missed=True)]
    found = consistent(read, [grid()])
    assert texts(found)[-1] == "7"
    assert min(found[-1].scores) > 0.5


def test_a_lone_figure_with_nothing_to_compare_is_doubted():
    found = consistent([*column(0, FIGURES), entry(5, 1, "1", missed=True)], [grid()])
    assert max(found[-1].scores) < 0.5


def test_a_figure_with_more_decimals_than_its_table_is_doubted():
    found = consistent(column(0, [*FIGURES[:8], "0.941"]), [grid()])
    assert max(found[-1].scores) < 0.5


def test_the_ink_of_the_next_line_is_no_part_of_a_line():
    window = np.zeros((40, 300), bool)
    window[4:28, 5:290] = True
    window[36:40, 40:200] = True
    band = band_of(window, 80)
    assert band is not None
    assert (band.top, band.bottom, band.tall) == (4, 28, 24)


def test_a_leaning_line_is_less_tall_than_its_box():
    window = np.zeros((60, 400), bool)
    for x in range(400):
        window[10 + x // 16 : 30 + x // 16, x] = True
    band = band_of(window, 80)
    assert band is not None
    assert band.bottom - band.top > 40
    assert band.tall < 28


def test_a_stroke_beside_a_whole_figure_is_left_out():
    read = [*column(0, FIGURES), entry(3, 0, "1")]
    assert texts(consistent(read, [grid()])) == FIGURES
    counts = [*column(0, ["12", "7", "31"]), entry(1, 0, "1")]
    assert texts(consistent(counts, [grid()])) == ["12", "7", "31", "1"]


def test_a_speck_makes_no_line_larger():
    """Heights of ink tell the size; one box that is too high does not part a paragraph."""
    text = "财政拨款收入支出总计"
    characters = tuple(OcrCharacter(c, 0.99, (20.0 * i, 20.0 * i + 20)) for i, c in enumerate(text))
    lines = [
        ReadPiece(Piece(0, 40 * i, 200, 40 * i + tall), OcrLine(characters, (), 0.99), (0.99,) * 10)
        for i, tall in enumerate((19, 19, 30, 19))
    ]
    sizes = {glyph.size for glyph in glyphs_of(lines, 1.0, 20.0)}
    assert len(sizes) == 1


@pytest.mark.parametrize("text", ["-1", "1", "一|", "—"])
def test_a_flat_stroke_at_a_side_is_a_dash_whatever_was_read_with_it(text):
    strokes = column(1, [text] * ROWS, missed=True)
    flat = [replace(r, piece=r.piece._replace(flush=True)) for r in strokes]
    found = consistent([*column(0, FIGURES), *flat], [grid()])
    assert texts(found) == FIGURES + ["—"] * ROWS
    assert all(len(r.scores) == 1 for r in found[ROWS:])
