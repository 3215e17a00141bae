"""Lines that are no rulings, and rulings that a stroke of print made a little longer."""

import pytest

from extractors.ocr.foreign import own_rulings
from extractors.tables.ruled import Ruling

HEIGHT, SIZE = 24.0, (1200.0, 1600.0)
ACROSS = [Ruling(400.0 + 40 * row, 100.0, 1100.0) for row in range(11)]
SIDES = (100.0, 400.0, 700.0, 1100.0)


def verticals(start=400.0, end=800.0):
    """The sides of a table's columns; the third of them begins and ends elsewhere."""
    return [Ruling(x, *((start, end) if x == 700.0 else (400.0, 800.0))) for x in SIDES]


@pytest.mark.parametrize(("start", "end"), [(374.0, 800.0), (400.0, 826.0)])
def test_a_stroke_at_its_end_makes_no_side_a_foreign_line(start, end):
    assert own_rulings(ACROSS, verticals(start, end), HEIGHT, SIZE)[1] == verticals()


@pytest.mark.parametrize(("start", "end"), [(300.0, 800.0), (374.0, 830.0)])
def test_a_line_that_runs_on_is_no_side(start, end):
    found = own_rulings(ACROSS, verticals(start, end), HEIGHT, SIZE)[1]
    assert [line.position for line in found] == [100.0, 400.0, 1100.0]
