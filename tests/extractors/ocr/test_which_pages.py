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
from schemas.errors import MissingEngineError
from schemas.evidence import Method, PageLocation
from schemas.table import Table
from tests.extractors.ocr.pictures import blank, cat, ruled_page, text_page

WORDS = "一、收入支出决算总体情况说明。2024年度收入支出总计2995.39万元，与上年相比减少56.95万元。"
SIZE = 10


class Reader:
    """Reads the same line wherever there is ink."""

    name, version, options = "reader", "1", ""

    def __init__(self, text: str = "read from the picture") -> None:
        self.text = text

    def find_lines(self, page):
        inked = np.flatnonzero((page[:, :, 0] < 128).any(axis=1))
        rows = np.split(inked, np.flatnonzero(np.diff(inked) > 8) + 1)
        wide = page.shape[1]
        return [
            ((0.0, float(r[0])), (wide, float(r[0])), (wide, float(r[-1])), (0.0, float(r[-1])))
            for r in rows
            if len(r)
        ]

    def read_lines(self, pictures):
        return [even_line(self.text, 0.95, picture.shape) for picture in pictures]


@pytest.fixture(autouse=True)
def engine(monkeypatch, tmp_path):
    recorded = Recorded(Reader(), tmp_path)
    monkeypatch.setattr(pdf, "engine", lambda: recorded)


def stored(drawn: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(drawn[:, :, ::-1])).save(out, "JPEG")
    return out.getvalue()


def page_with(document: pymupdf.Document, text: str = "", *, scan: bool = False, mode: int = 0):
    """`mode` 3: the text is not painted, as OCR programs put it over a scan."""
    page = document.new_page()
    if scan:
        page.insert_image(page.rect, stream=stored(text_page()))
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
    page = page_with(document, WORDS)
    page.insert_image(page.rect, stream=stored(blank()), overlay=False)
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


def test_hidden_layers_are_said_good_or_poor_and_the_pictures_read():
    document = pymupdf.open()
    page_with(document, WORDS, scan=True, mode=3)
    misread = "".join(
        "曲" if i % 5 in (0, 2, 4) and c > "\u4e00" else c for i, c in enumerate(WORDS * 2)
    )
    page_with(document, misread, scan=True, mode=3)
    page_with(document, WORDS + "~|^_{}", scan=True, mode=3)
    found = read(document)
    assert set(methods(found)) == {Method.OCR}
    assert said(found)[:3] == [
        ("hidden_text_layer", 1),
        ("poor_text_layer", 2),
        ("poor_text_layer", 3),
    ]
    assert all("its picture was read instead" in issue.message for issue in found.issues[:3])
    assert {word.text.string for word in found.pages[0].words} <= set(Reader().text.split())


def layered(figures: list[str], *, mode: int = 3, under: bool = False) -> pymupdf.Document:
    """A scan of rows of print, each with a hidden figure that a program recognised there."""
    document = pymupdf.open()
    page = document.new_page()
    if not under:
        page.insert_image(page.rect, stream=stored(text_page()))
    for row, figure in enumerate(figures):
        place = (60, 24.4 + (148 + 52 * row) * 595 / 1200)
        page.insert_text(place, figure, fontsize=9, render_mode=mode)
    if under:
        page.insert_image(page.rect, stream=stored(text_page()))
    return document


FIGURES = ["1,234.56"] * 12
WRONG = [*FIGURES[:5], "1,284.56", *FIGURES[6:]]


@pytest.fixture
def figures(monkeypatch, tmp_path):
    """Every line of print is read as the same figure."""
    recorded = Recorded(Reader("1,234.56"), tmp_path)
    monkeypatch.setattr(pdf, "engine", lambda: recorded)


def lowest(document: Document) -> list[float]:
    return sorted(word.text.score() for word in document.pages[0].words)


def test_a_hidden_layer_that_says_the_same_casts_no_doubt(figures):
    found = read(layered(FIGURES))
    assert [code for code, _ in said(found)] == ["hidden_text_layer", "read_by_ocr"]
    assert lowest(found)[0] > 0.9


@pytest.mark.parametrize(
    ("mode", "under"), [(3, False), (0, True)], ids=["not painted", "under the picture"]
)
@pytest.mark.parametrize("ocr", ["auto", "always"])
def test_figures_that_a_hidden_layer_gives_otherwise_are_doubted(figures, mode, under, ocr):
    found = read(layered(WRONG, mode=mode, under=under), ocr)
    issues = {issue.code: issue for issue in found.issues}
    assert ("hidden_text_layer" in issues) == (ocr == "auto")
    differs = issues["hidden_layer_differs"]
    assert "1,234.56 / 1,284.56" in differs.message
    assert isinstance(differs.location, PageLocation)
    place = 24.4 + (148 + 52 * 5) * 595 / 1200
    assert differs.location.box[1] - 5 < place < differs.location.box[3] + 5
    first, second, *_ = lowest(found)
    assert first <= 0.7
    assert second > 0.9


def test_a_layer_that_is_not_of_this_print_is_of_no_use(figures):
    found = read(layered([f"{n},000.00" for n in range(2, 14)]))
    issue = next(issue for issue in found.issues if issue.code == "hidden_layer_differs")
    assert "of no use" in issue.message
    assert lowest(found)[0] > 0.9


def without_engine():
    raise MissingEngineError("none")


def test_a_hidden_layer_that_nothing_is_held_against_is_not_trusted_as_print(monkeypatch):
    never = read(layered([WORDS]), "never")
    monkeypatch.setattr(pdf, "engine", without_engine)
    for found in (never, read(layered([WORDS]))):
        assert methods(found) == [Method.OCR]
        assert said(found) == [("hidden_text_layer", 1)]
        assert lowest(found)[-1] <= 0.7


def pasted(drawn: np.ndarray, *, whole: bool = False) -> pymupdf.Document:
    """A digital page on which a picture stands, below its words or all over it."""
    document = pymupdf.open()
    page = page_with(document, WORDS)
    place = page.rect if whole else pymupdf.Rect(60, 250, 540, 700)
    page.insert_image(place, stream=stored(drawn), overlay=not whole)
    return document


def test_a_table_pasted_as_a_picture_is_read_beside_the_page_s_own_text(figures):
    found = read(pasted(ruled_page(rows=6, height=700)))
    words = [word.text.string for word in found.pages[0].words]
    assert "1,234.56" in words
    assert any("2995.39万元" in word for word in words)
    assert methods(found) == [Method.OCR]
    assert sum(isinstance(block, Table) for block in found.blocks) == 1
    (table,) = found.tables()
    assert table.box is not None
    assert table.box.top > 250


def test_what_pictures_show_is_said_where_nothing_can_read_it(monkeypatch):
    never = read(pasted(ruled_page(rows=6, height=700)), "never")
    monkeypatch.setattr(pdf, "engine", without_engine)
    for found in (never, read(pasted(ruled_page(rows=6, height=700)))):
        assert methods(found) == [Method.TEXT_LAYER]
        assert said(found) == [("picture_unread", 1)]


def test_a_photograph_on_a_digital_page_adds_nothing(monkeypatch, tmp_path):
    class Doubtful(Reader):
        def read_lines(self, pictures):
            return [even_line("1", 0.3, picture.shape) for picture in pictures]

    recorded = Recorded(Doubtful(), tmp_path)
    monkeypatch.setattr(pdf, "engine", lambda: recorded)
    found = read(pasted(cat()))
    assert methods(found) == [Method.TEXT_LAYER]
    assert said(found) == []


def test_a_scan_on_which_only_a_number_is_printed_is_read():
    document = pymupdf.open()
    page = page_with(document, scan=True)
    page.insert_text((280, 810), "- 3 -", fontsize=9)
    page.insert_text((60, 820), "Scanned by a program that names itself here", fontsize=8)
    found = read(document)
    assert methods(found) == [Method.OCR]
    assert "picture" in {word.text.string for word in found.pages[0].words}
