"""Whole pages: recorded results for speed, the real engine where it is asked for.

`UPDATE_GOLDEN=1 pytest -m ocr tests/extractors/ocr/test_pages.py` records anew what the recorded
tests read; needed whenever preparation changes what the engine is shown.
"""

import hashlib
import io
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image

from extractors.ocr import image, pdf
from extractors.ocr.engines import engine
from extractors.ocr.page import read_picture
from extractors.ocr.recorded import Recorded, Replay
from extractors.protocols import ReadOptions
from extractors.readers.paged import document_blocks
from schemas.document import MediaType, SourceFile
from schemas.errors import (
    EmptyFileError,
    TruncatedFileError,
    UnreadableFileError,
)
from schemas.evidence import Method
from tests.extractors.ocr.pictures import blank, leaned, ruled_page

RECORDS = Path(__file__).parent / "records"
#: The engine whose results are recorded.
ENGINE = ("paddleocr", "3.7.0 PP-OCRv6-small/3.10.0", "side=1760")
SIZE = (595.0, 793.3)


def scanned():
    """A small leaning table of figures."""
    return leaned(ruled_page(4, 3, width=900, height=1200), 1.3)


def expected():
    return [
        [f"{(i * 37 + j * 11) % 900 + 100}.{(i + j) % 10}5" for j in range(3)] for i in range(4)
    ]


def source(data, media_type=MediaType.PNG):
    return SourceFile("page", hashlib.sha256(data).hexdigest(), len(data), media_type)


def png(page, **options):
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(page[:, :, ::-1])).save(out, "PNG", **options)
    return out.getvalue()


def pdf_of(*pages):
    document = pymupdf.open()
    for page in pages:
        height, width = page.shape[:2]
        sheet = document.new_page(width=width / 2, height=height / 2)
        sheet.insert_image(sheet.rect, stream=png(page))
    return document.tobytes()


def table_of(pages):
    (table,) = [b for b in document_blocks(pages) if hasattr(b, "cells")]
    return table


@pytest.fixture
def replay(monkeypatch):
    """The recorded engine in place of the real one."""
    recorded = Recorded(Replay(*ENGINE), RECORDS)
    for module in (image, pdf):
        monkeypatch.setattr(module, "engine", lambda: recorded)
    return recorded


def test_a_leaning_table_is_read_cell_by_cell(replay):
    table = table_of(read_picture(scanned(), 7, SIZE, replay))
    assert table.strings() == expected()
    assert table.page_numbers == (7,)


def test_places_are_on_the_page_as_stored(replay):
    table = table_of(read_picture(scanned(), 7, SIZE, replay))
    page = scanned()
    for cell in table.cells:
        (place,) = cell.text.locate()
        left, top, right, bottom = (round(v * 900 / SIZE[0]) for v in place.box)
        window = page[top:bottom, left:right]
        assert place.page == 7
        assert (window < 120).mean() > 0.05, cell.string


def test_scores_are_of_characters(replay):
    table = table_of(read_picture(scanned(), 7, SIZE, replay))
    for cell in table.cells:
        assert len(cell.text.segments) == len(cell.string)
        assert 0.5 < cell.text.score() <= 1.0


def test_a_scanned_page_of_a_pdf_comes_as_a_digital_one_would(replay):
    data = pdf_of(scanned())
    document = pdf.read(data, source(data, MediaType.PDF), ReadOptions())
    (page,) = document.pages
    (table,) = document.tables()
    assert page.method is Method.OCR
    assert page.engine.startswith("paddleocr 3.7.0")
    assert document.engine_at(table.cells[0].text.locate()[0]) == page.engine
    assert table.strings() == expected()
    assert [issue.code for issue in document.issues] == ["read_by_ocr"]


def test_ocr_never_leaves_the_page_and_says_so(replay):
    data = pdf_of(scanned())
    document = pdf.read(data, source(data, MediaType.PDF), ReadOptions(ocr="never"))
    assert not list(document.tables())
    assert [issue.code for issue in document.issues] == ["no_text_layer"]


def test_a_picture_file_is_a_page(replay):
    data = png(scanned(), dpi=(109, 109))
    document = image.read(data, source(data), ReadOptions())
    (table,) = document.tables()
    assert table.strings() == expected()
    assert document.pages[0].width == pytest.approx(900 / 109 * 72, abs=1)


def test_a_blank_page_is_blank(replay):
    data = png(blank(900, 1200))
    document = image.read(data, source(data), ReadOptions())
    assert document.blocks == ()
    assert [issue.code for issue in document.issues] == ["read_by_ocr", "page_without_text"]


def test_what_cannot_be_read_says_why(replay):
    options = ReadOptions()
    with pytest.raises(EmptyFileError):
        image.read(b"", source(b""), options)
    cut = png(scanned())[:4000]
    with pytest.raises(TruncatedFileError):
        image.read(cut, source(cut), options)
    dot = png(np.full((4, 4, 3), 255, np.uint8))
    with pytest.raises(UnreadableFileError):
        image.read(dot, source(dot), options)
    with pytest.raises(UnreadableFileError, match="OCR is switched off"):
        image.read(dot, source(dot), ReadOptions(ocr="never"))


@pytest.mark.ocr
@pytest.mark.slow
def test_the_real_engine_reads_what_was_recorded(update_golden, tmp_path):
    live = Recorded(engine("paddleocr")._engine, RECORDS if update_golden else tmp_path)
    assert (live.name, live.version, live.options) == ENGINE
    assert table_of(read_picture(scanned(), 7, SIZE, live)).strings() == expected()
    assert read_picture(blank(900, 1200), 1, SIZE, live)[0].lines == []


@pytest.mark.ocr
@pytest.mark.slow
def test_a_fax_is_read(tmp_path):
    page = ruled_page(4, 3, width=900, height=1200)
    coarse = np.where(page < 160, 0, 255).astype(np.uint8)
    live = Recorded(engine("paddleocr")._engine, tmp_path)
    assert table_of(read_picture(coarse, 1, SIZE, live)).strings() == expected()
