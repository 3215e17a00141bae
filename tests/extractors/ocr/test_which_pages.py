"""Which pages of a PDF are read from their pictures: by need, always or never, and said."""

import hashlib
import io
import re

import numpy as np
import pymupdf
import pytest
from PIL import Image

from extractors.ocr import pdf
from extractors.ocr.rapid import even_line
from extractors.ocr.recorded import Recorded
from extractors.protocols import ReadOptions
from schemas.document import Document, MediaType, SourceFile
from schemas.evidence import Method, PageLocation
from tests.extractors.ocr.pictures import text_page

WORDS = "一、收入支出决算总体情况说明。2024年度收入支出总计2995.39万元，与上年相比减少56.95万元。"
SIZE = 10


class Reader:
    """Reads the same line everywhere."""

    name, version, options = "reader", "1", ""

    def find_lines(self, page):
        return [((100.0, 130.0), (900.0, 130.0), (900.0, 160.0), (100.0, 160.0))]

    def read_lines(self, pictures):
        return [even_line("read from the picture", 0.95, picture.shape) for picture in pictures]


@pytest.fixture(autouse=True)
def engine(monkeypatch, tmp_path):
    recorded = Recorded(Reader(), tmp_path)
    monkeypatch.setattr(pdf, "engine", lambda: recorded)


def picture():
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(text_page())).save(out, "JPEG")
    return out.getvalue()


def page_with(document: pymupdf.Document, text: str = "", *, scan: bool = False, mode: int = 0):
    """`mode` 3: the text is not painted, as OCR programs put it over a scan."""
    page = document.new_page()
    if scan:
        page.insert_image(page.rect, stream=picture())
    for row, start in enumerate(range(0, len(text), 40)):
        line = text[start : start + 40]
        place = (60, 80 + 2 * SIZE * row)
        page.insert_text(place, line, fontname="china-s", fontsize=SIZE, render_mode=mode)
    return page


def read(document: pymupdf.Document, ocr: str = "auto") -> Document:
    data = document.tobytes()
    source = SourceFile("file", hashlib.sha256(data).hexdigest(), len(data), MediaType.PDF)
    return pdf.read(data, source, ReadOptions(ocr=ocr))


def methods(document: Document):
    return [page.method for page in document.pages]


def said(document: Document):
    return [
        (issue.code, issue.location.page if isinstance(issue.location, PageLocation) else None)
        for issue in document.issues
    ]


def garbled(document: pymupdf.Document) -> pymupdf.Document:
    """The fonts' Unicode maps taken off, their characters moved: what is left says nothing."""
    for xref in range(1, document.xref_length()):
        if document.xref_get_key(xref, "ToUnicode")[0] != "null":
            document.xref_set_key(xref, "ToUnicode", "null")
    return document


def test_pages_with_text_are_left_to_their_text():
    document = pymupdf.open()
    page_with(document, WORDS)
    page_with(document, WORDS, scan=True)
    found = read(document)
    assert Method.OCR not in methods(found)
    assert said(found) == []


def test_only_the_pages_without_text_are_read_from_their_pictures():
    document = pymupdf.open()
    page_with(document, WORDS)
    page_with(document, scan=True)
    page_with(document)
    found = read(document)
    assert [method is Method.OCR for method in methods(found)] == [False, True, False]
    assert said(found)[0] == ("read_by_ocr", None)
    assert "pages 2 were" in found.issues[0].message


def test_all_pages_of_a_scan():
    document = pymupdf.open()
    for _ in range(3):
        page_with(document, scan=True)
    found = read(document)
    assert set(methods(found)) == {Method.OCR}
    assert "pages 1-3 were" in found.issues[0].message


def test_always_and_never():
    document = pymupdf.open()
    page_with(document, WORDS)
    page_with(document, scan=True)
    assert set(methods(read(document, "always"))) == {Method.OCR}
    never = read(document, "never")
    assert Method.OCR not in methods(never)
    assert said(never) == [("no_text_layer", 2)]


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param(lambda c: chr(0xE000 + ord(c) % 0x1000), id="private use"),
        pytest.param(lambda c: chr(ord(c) + 37), id="one for another"),
    ],
)
def test_characters_that_mean_nothing_are_said_page_by_page(moved):
    """Chinese characters through a font whose map to Unicode is lost or off."""
    document = pymupdf.open()
    page_with(document, WORDS)
    page = page_with(document)
    nonsense = re.sub(r"[\u4e00-\u9fff]", lambda match: moved(match[0]), WORDS * 2)
    font = pymupdf.Font("cjk")
    writer = pymupdf.TextWriter(page.rect)
    for row, start in enumerate(range(0, len(nonsense), 40)):
        writer.append((60, 80 + 20 * row), nonsense[start : start + 40], font=font, fontsize=SIZE)
    writer.write_text(page)
    found = read(document)
    assert [method is Method.OCR for method in methods(found)] == [False, True]
    assert said(found)[:2] == [("garbage_text", 2), ("read_by_ocr", None)]
    assert "its picture was read instead" in found.issues[0].message


def test_a_font_without_its_unicode_map_is_noticed():
    document = pymupdf.open()
    page = document.new_page()
    writer = pymupdf.TextWriter(page.rect)
    for row, start in enumerate(range(0, 3 * len(WORDS), 40)):
        line = (WORDS * 3)[start : start + 40]
        writer.append((60, 80 + 20 * row), line, font=pymupdf.Font("cjk"), fontsize=SIZE)
    writer.write_text(page)
    assert Method.OCR not in methods(read(document))
    found = read(garbled(document))
    assert methods(found) == [Method.OCR]
    assert said(found)[0] == ("garbage_text", 1)


def test_a_poor_hidden_layer_is_said_and_a_good_one_is_used():
    document = pymupdf.open()
    page_with(document, WORDS, scan=True, mode=3)
    misread = "".join(
        "曲" if i % 5 in (0, 2, 4) and c > "\u4e00" else c for i, c in enumerate(WORDS * 2)
    )
    page_with(document, misread, scan=True, mode=3)
    page_with(document, WORDS + "~|^_{}", scan=True, mode=3)
    found = read(document)
    assert [method is Method.OCR for method in methods(found)] == [False, True, True]
    assert said(found)[:2] == [("poor_text_layer", 2), ("poor_text_layer", 3)]
