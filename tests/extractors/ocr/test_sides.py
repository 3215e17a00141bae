"""Sides of cells that text tells of: strokes that passed for a ruling, rulings under a seal."""

import pytest

from extractors.ocr.sides import settled
from extractors.tables.ruled import Grid, GridCell
from tests.extractors.ocr.pictures import box, inked

XS, YS = [100.0, 200.0, 300.0], [50.0, 90.0, 130.0]
HEIGHT = 20.0


def grid(*cells):
    return Grid(XS, YS, [GridCell(*cell) for cell in cells])


def shape(found):
    return sorted((c.row, c.column, c.row_span, c.column_span) for c in found.cells)


HEAD_PARTED = ((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1))
HEAD_WHOLE = ((0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1))


def page(*rulings):
    return inked((200, 400), *rulings)


def test_a_stroke_of_the_head_is_no_ruling():
    """目 of 项目支出 stands over the ruling between 小计 and 其中."""
    ink = page((199, 90, 201, 130), (152, 62, 248, 78))
    found = settled(grid(*HEAD_PARTED), [box(150, 60, 250, 80)], ink, HEIGHT)
    assert shape(found) == sorted(HEAD_WHOLE)


def test_a_figure_over_a_ruling_leaves_it():
    ink = page((199, 50, 201, 130), (152, 62, 248, 78))
    found = settled(grid(*HEAD_PARTED), [box(150, 60, 250, 80)], ink, HEIGHT)
    assert shape(found) == sorted(HEAD_PARTED)


def test_text_as_high_as_its_row_says_nothing():
    found = settled(grid(*HEAD_PARTED), [box(150, 52, 250, 88)], page(), HEIGHT)
    assert shape(found) == sorted(HEAD_PARTED)


def test_heads_in_the_middle_of_their_columns_are_parted():
    heads = [box(115, 60, 185, 80), box(220, 60, 285, 80)]
    found = settled(grid(*HEAD_WHOLE), heads, page(), HEIGHT)
    assert shape(found) == sorted(HEAD_PARTED)


@pytest.mark.parametrize(
    "texts",
    [
        [box(150, 60, 250, 80)],
        [box(102, 60, 160, 80), box(250, 60, 298, 80)],
        [box(115, 60, 185, 80)],
    ],
    ids=["a head over both", "owner and unit at the sides", "one text"],
)
def test_a_cell_over_two_columns_stays_whole(texts):
    found = settled(grid(*HEAD_WHOLE), texts, page(), HEIGHT)
    assert shape(found) == sorted(HEAD_WHOLE)
