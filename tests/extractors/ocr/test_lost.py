"""Nothing is lost in silence: cells that were not read, figures outside tables, unknown tables."""

import hashlib
import io

import numpy as np
from PIL import Image

from extractors.layout.glyphs import Frame
from extractors.layout.lines import lines_of
from extractors.ocr import image
from extractors.ocr.glyphs import ReadPiece, glyphs_of
from extractors.ocr.lost import loose_rows, unread_cells
from extractors.ocr.piece import Piece
from extractors.ocr.rapid import even_line
from extractors.ocr.recorded import Recorded
from extractors.protocols import OcrCharacter, OcrLine, ReadOptions
from extractors.structure import structure
from extractors.tables.ruled import Grid, GridCell
from pipeline.entries import issues_of
from schemas.document import MediaType, SourceFile
from schemas.evidence import PageLocation
from tests.extractors.ocr.pictures import ruled_page


def piece(row, *, height=20, width=60, column=0):
    cell = GridCell(row, column, 1, 1)
    left, top = 20 + 100 * column, 30 * row + 5
    return Piece(left, top, left + width, top + height, cell, 0)


def read(text, box):
    step = (box.right - box.left) / len(text)
    characters = tuple(
        OcrCharacter(c, 0.9, (box.left + i * step, box.left + (i + 1) * step))
        for i, c in enumerate(text)
    )
    return ReadPiece(box, OcrLine(characters, (), 0.9), (0.9,) * len(text))


CELLS = [GridCell(row, 0, 1, 1) for row in range(5)]
GRID = Grid([0.0, 100.0], [30.0 * row for row in range(6)], CELLS)


def inked(*boxes):
    """`boxes`: left, top, width, height of what is drawn."""
    ink = np.zeros((200, 120), bool)
    for left, top, width, height in boxes:
        ink[top : top + height, left : left + width] = True
    return ink


def test_a_cell_with_characters_of_which_nothing_was_read_is_lost():
    figures = [(20 + 15 * i, 30 * row + 8, 9, 14) for row in (0, 1) for i in range(4)]
    speck, line, stroke = (20, 70, 4, 4), (10, 105, 70, 2), (30, 128, 6, 14)
    ink = inked(*figures, speck, line, stroke)
    found = unread_cells([GRID], [read("1.20", piece(0))], ink, 20.0)
    assert [(box.top, box.bottom) for box in found] == [(30.0, 60.0)]


def rows(*texts):
    pieces = []
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            box = piece(row, column=column)._replace(cell=None, grid=None)
            pieces.append(read(text, box))
    return lines_of(glyphs_of(pieces, 1.0, 20.0), Frame(1, 400.0, 400.0))


def test_rows_of_amounts_outside_tables_are_lost():
    table = [("合计", "12.30", "45.60"), ("行政", "2.30", "5.60"), ("项目", "10.00", "40.00")]
    assert len(loose_rows(rows(*table))) == 3
    assert loose_rows(rows(*table[:2])) == []
    assert loose_rows(rows(*[("收入合计", "12.30")] * 5)) == []


class Blind:
    """Finds no lines; reads all but the broadest pieces as nothing."""

    name, version, options = "blind", "1", ""

    def __init__(self, text: str) -> None:
        self.text = text

    def find_lines(self, page):
        return []

    def read_lines(self, pictures):
        return [even_line(self.text, 0.95, picture.shape) for picture in pictures]


def converted(monkeypatch, tmp_path, text):
    recorded = Recorded(Blind(text), tmp_path)
    monkeypatch.setattr(image, "engine", lambda: recorded)
    out = io.BytesIO()
    Image.fromarray(ruled_page()).save(out, "PNG")
    data = out.getvalue()
    source = SourceFile("a.png", hashlib.sha256(data).hexdigest(), len(data), MediaType.PNG)
    return image.read(data, source, ReadOptions())


def test_a_table_whose_cells_cannot_be_read_is_said_with_its_page(monkeypatch, tmp_path):
    found = converted(monkeypatch, tmp_path, "")
    issue = next(issue for issue in found.issues if issue.code == "cells_unread")
    assert "60 cells" in issue.message
    assert isinstance(issue.location, PageLocation)
    assert issue.location.page == 1


def test_a_table_that_is_no_statement_is_said_with_its_page(monkeypatch, tmp_path):
    found = structure(converted(monkeypatch, tmp_path, "104.72"))
    assert "cells_unread" not in {issue.code for issue in found.document.issues}
    issues = [i for i in issues_of(found) if i.code == "table_not_identified"]
    assert [i.location.page for i in issues if isinstance(i.location, PageLocation)] == [1]
