"""Other readings of a cell's figure go with the cell: rivals, outvoted looks, hidden layers."""

from dataclasses import replace

import pytest

from extractors.layout.glyphs import Frame
from extractors.ocr.alternatives import with_other_readings
from extractors.ocr.frame import ScanFrame
from extractors.ocr.glyphs import ReadPiece, glyphs_of
from extractors.ocr.layer import held_against, layer_of
from extractors.ocr.piece import Piece
from extractors.ocr.prepare.maps import shift
from extractors.ocr.reread import vote
from extractors.protocols import OcrCharacter, OcrLine
from extractors.readers.arrange import arrange
from extractors.tables.ruled import Grid, GridCell
from schemas.document import Word
from schemas.geometry import BoundingBox
from schemas.text import PagePlace, PlacedText, Segment

GRID = Grid(
    [0.0, 100.0, 200.0], [0.0, 20.0, 40.0], [GridCell(r, c, 1, 1) for r in (0, 1) for c in (0, 1)]
)
FRAME = ScanFrame(
    1,
    200.0,
    300.0,
    size=(200.0, 300.0),
    pixels_per_point=1.0,
    stored_pixels_per_point=1.0,
    to_stored=shift(0, 0),
    stored_page=1,
)


def line(text, score=0.9, rivals=None):
    characters = tuple(
        OcrCharacter(c, score, (20.0 + 6 * i, 26.0 + 6 * i), (rivals or {}).get(i, ()))
        for i, c in enumerate(text)
    )
    return OcrLine(characters, (), score)


def entry(read, row=0, column=0):
    moved = tuple(
        replace(c, edges=(c.edges[0] + 100 * column, c.edges[1] + 100 * column))
        for c in read.characters
    )
    left, top = 20 + 100 * column, 20 * row + 5
    piece = Piece(left, top, left + 6 * len(moved), top + 10, GridCell(row, column, 1, 1), 0)
    scores = tuple(c.score for c in moved)
    return ReadPiece(piece, replace(read, characters=moved), scores, read.others)


def cells(read):
    found = arrange(Frame(1, 200.0, 300.0), glyphs_of(read, 1.0, 10.0), [GRID], (), "engine")
    (placed,) = with_other_readings(found, [GRID], read).tables
    return {cell.string: cell.alternatives for cell in placed.table.cells}


def test_an_outvoted_look_stays_with_the_line():
    looks = [line("11.53", 0.95), line("11.53", 0.9), line("14.53", 0.9)]
    found = vote(line("14.53", 0.8), looks)
    ((text, score),) = found.others
    assert text == "14.53"
    assert 0 < score <= 0.05


def test_both_readings_of_a_cell_that_was_read_again_are_kept():
    settled = vote(line("14.53", 0.8), [line("14.53"), line("14.53"), line("11.53", 0.6)])
    found = cells([entry(settled), entry(line("2.00", 0.99), 1, 1)])
    assert [text for text, _ in found["14.53"]] == ["11.53"]
    assert found["2.00"] == ()


def test_rivals_of_a_character_and_outvoted_looks_are_both_kept():
    read = replace(line("14.53", rivals={3: (("6", 0.2),)}), others=(("11.53", 0.04),))
    found = cells([entry(read)])
    assert found["14.53"][:2] == (("14.63", 0.2), ("11.53", 0.04))


def test_words_and_the_same_figure_are_no_other_readings():
    read = replace(line("14.53"), others=(("14.53", 0.05), ("合计", 0.05), ("1.4.53", 0.02)))
    assert not {text for text, _ in cells([entry(read)])["14.53"]} & {"14.53", "合计", "1.4.53"}


def word(text, left, top):
    edges = tuple(left + 6.0 * i for i in range(len(text) + 1))
    place = PagePlace(1, top, top + 10, edges)
    box = BoundingBox(left, top, edges[-1], top + 10)
    return Word(PlacedText(text, (Segment(0, len(text), place),)), box)


@pytest.mark.parametrize(
    ("hidden", "kept"),
    [("11.53", True), ("14.53", False), ("14. 53", False), ("合计", False), ("I1.53", False)],
)
def test_a_hidden_layer_s_figure_is_kept_where_it_differs(hidden, kept):
    held = held_against([entry(line("14.53"))], layer_of([word(hidden, 20, 6)]), FRAME)
    assert bool(held.disputed) is kept
    texts = [text for text, _ in cells(held.read)["14.53"]]
    assert texts[:1] == ([hidden] if kept else texts[:1])
    assert (hidden in texts) is kept
