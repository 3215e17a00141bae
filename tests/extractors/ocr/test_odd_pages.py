"""Pages that are none, or no usual ones: a sensible result or a clear issue, never a number."""

import hashlib
import io

import cv2
import numpy as np
import pymupdf
import pytest
from PIL import Image

from extractors.ocr import image, pdf
from extractors.ocr.engines import engine
from extractors.ocr.page import read_picture
from extractors.ocr.rapid import even_line
from extractors.ocr.recorded import Recorded
from extractors.protocols import ReadOptions
from extractors.readers.paged import document_blocks
from schemas.document import MediaType, SourceFile
from schemas.errors import LimitExceededError
from schemas.evidence import PageLocation
from schemas.table import Table
from tests.extractors.ocr.pictures import blank, cat, ruled_page, sealed_blank, text_page

NOISE = np.random.default_rng(1).integers(0, 255, (900, 700, 3), dtype=np.uint8)
EMPTY = {
    "blank": blank(),
    "black": np.zeros((1754, 1240, 3), np.uint8),
    "grey": np.full((1754, 1240, 3), 120, np.uint8),
    "noise": NOISE,
    "cat": cat(),
    "seal": sealed_blank(),
}


class Babbler:
    """Sees text everywhere and is sure of nothing."""

    name, version, options = "babbler", "1", ""

    def find_lines(self, page):
        height, width = page.shape[:2]
        return [
            ((20.0, y), (width - 20.0, y), (width - 20.0, y + 30.0), (20.0, y + 30.0))
            for y in np.arange(10.0, height - 40.0, 60.0)
        ]

    def read_lines(self, pictures):
        return [even_line("1,234.56", 0.3, picture.shape) for picture in pictures]


def source(data, media_type=MediaType.PNG):
    return SourceFile("page", hashlib.sha256(data).hexdigest(), len(data), media_type)


def saved(picture, kind="PNG", **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@pytest.fixture
def babbler(monkeypatch, tmp_path):
    recorded = Recorded(Babbler(), tmp_path)
    for module in (image, pdf):
        monkeypatch.setattr(module, "engine", lambda: recorded)
    return recorded


@pytest.mark.parametrize("name", EMPTY)
def test_whatever_an_engine_sees_there_no_page_breaks(babbler, name):
    page = EMPTY[name]
    for read in read_picture(page, 1, (595.0, 842.0), babbler):
        for word in read.lines:
            assert word.text.score() < 0.6


@pytest.mark.parametrize("size", [(1, 40), (40, 1), (33, 33), (3000, 34), (34, 3000)])
def test_pages_of_any_shape(babbler, size):
    assert read_picture(np.full((*size, 3), 250, np.uint8), 1, (595.0, 842.0), babbler)


def test_all_pages_of_a_tiff_are_read_and_a_huge_one_is_named(babbler):
    pages = [Image.fromarray(text_page()[:, :, 0]) for _ in range(3)]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    found = image.read(data, source(data, MediaType.TIFF), ReadOptions())
    assert [page.number for page in found.pages] == [1, 2, 3]
    huge = Image.new("1", (12_000, 11_000), 1)
    first = pages[0].convert("1")
    data = saved(first, "TIFF", save_all=True, append_images=[huge], compression="group4")
    found = image.read(data, source(data, MediaType.TIFF), ReadOptions())
    assert [page.number for page in found.pages] == [1]
    assert found.issues[0].code == "picture_too_large"
    assert "12000 × 11000" in found.issues[0].message


def test_a_huge_picture_in_a_pdf_is_named_and_the_other_pages_are_read(babbler):
    document = pymupdf.open()
    huge, usual = Image.new("1", (20_000, 20_000), 1), Image.fromarray(text_page())
    for picture in (huge, usual):
        sheet = document.new_page()
        sheet.insert_image(sheet.rect, stream=saved(picture))
    data = document.tobytes()
    found = pdf.read(data, source(data, MediaType.PDF), ReadOptions())
    assert [issue.code for issue in found.issues[:2]] == ["no_text_layer", "picture_too_large"]
    assert isinstance(found.issues[1].location, PageLocation)
    assert found.issues[1].location.page == 1
    assert found.pages[1].words


def test_a_huge_picture_is_refused_before_it_is_opened(babbler):
    data = saved(Image.new("1", (20_000, 20_000), 1))
    with pytest.raises(LimitExceededError):
        image.read(data, source(data), ReadOptions())


def test_a_coarse_fax_is_as_high_as_it_was_printed(babbler):
    """Half as many lines as columns to the inch, as fax machines send."""
    page = cv2.cvtColor(ruled_page(), cv2.COLOR_BGR2GRAY)
    coarse = cv2.resize(page, (1224, 784), interpolation=cv2.INTER_AREA) > 128
    data = saved(Image.fromarray(coarse), "TIFF", dpi=(204, 98), compression="group4")
    (read,) = image.read(data, source(data, MediaType.TIFF), ReadOptions()).pages
    assert read.width == pytest.approx(1224 / 204 * 72, rel=0.02)
    assert read.height == pytest.approx(784 / 98 * 72, rel=0.02)


@pytest.mark.ocr
@pytest.mark.slow
@pytest.mark.parametrize("name", EMPTY)
def test_the_real_engine_finds_nothing_where_nothing_stands(tmp_path, name):
    live = Recorded(engine("paddleocr")._engine, tmp_path)
    pages = read_picture(EMPTY[name], 1, (595.0, 842.0), live)
    assert document_blocks(pages) == ()


@pytest.mark.ocr
@pytest.mark.slow
def test_the_words_of_a_grey_seal_are_no_sentence_s_number(tmp_path):
    live = Recorded(engine("paddleocr")._engine, tmp_path)
    (page,) = read_picture(sealed_blank((90, 90, 90)), 1, (595.0, 842.0), live)
    assert all(line.text.score() < 0.86 for line in page.lines)


@pytest.mark.ocr
@pytest.mark.slow
def test_a_table_lying_on_its_side_is_read(tmp_path):
    live = Recorded(engine("paddleocr")._engine, tmp_path)
    upright = ruled_page(4, 3, width=1200, height=900)
    turned = np.ascontiguousarray(np.rot90(upright))
    (page,) = read_picture(turned, 1, (595.0, 793.3), live)
    (table,) = [b for b in document_blocks([page]) if isinstance(b, Table)]
    assert table.strings()[0] == ["100.05", "111.15", "122.25"]
