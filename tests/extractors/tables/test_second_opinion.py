"""Camelot agrees with our own grids, and fails quietly."""

import pymupdf

from extractors.readers.mupdf.characters import read_characters
from extractors.readers.mupdf.drawings import read_rulings
from extractors.tables.ruled import find_grids
from extractors.tables.second_opinion import camelot_grids, engine_name
from tests.extractors.pdf_pages import draw_table, make_pdf

ROWS = [["项目", "合计", "基本支出"], ["教育支出", "10.00", "2.00"], ["住房保障支出", "445.69", ""]]


def test_two_engines_see_the_same_grid(capfd):
    data = make_pdf(lambda page: draw_table(page, [72, 250, 340, 430], 100, ROWS))
    with pymupdf.open(stream=data) as document:
        page = document[0]
        (own,) = find_grids(*read_rulings(page, read_characters(page).frame))
    (other,) = camelot_grids(data, 842)
    assert own.cells == other.cells
    assert all(abs(a - b) < 2 for a, b in zip(own.xs + own.ys, other.xs + other.ys, strict=True))
    assert engine_name().startswith("camelot 2.")
    assert capfd.readouterr().out == ""


def test_no_opinion_is_no_error():
    assert camelot_grids(b"%PDF-1.4 nothing", 842) == []
