"""Pictures inside Word documents and workbooks are offered to OCR; ornaments are not."""

import io

import docx
import openpyxl
import pytest
from openpyxl.drawing.image import Image as Placed
from PIL import Image

from extractors.layout.glyphs import Frame
from extractors.layout.quality import text_quality
from extractors.ocr import inside, word, workbook
from extractors.protocols import ReadOptions
from extractors.readers.paged import ReadPage
from schemas.document import MediaType, SourceFile
from schemas.errors import EmptyFileError
from schemas.evidence import Method


def png(width: int, height: int, colour: str = "white") -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    out.seek(0)
    return out


def document(*sizes: tuple[int, int], text: str = "") -> bytes:
    made = docx.Document()
    if text:
        made.add_paragraph(text)
    for number, size in enumerate(sizes):
        made.add_picture(png(*size, colour=f"#{number:06x}"))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def source(data: bytes, kind: MediaType = MediaType.DOCX) -> SourceFile:
    return SourceFile("a", "0" * 64, len(data), kind)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, tuple[int, ...]]]:
    """Which pictures were read: the page's number and the picture's shape."""
    found: list[tuple[int, tuple[int, ...]]] = []

    def read(image, number, size, engine):
        found.append((number, image.shape))
        return [ReadPage(Frame(number, *size), text_quality("收入"), Method.OCR, engine="eye")]

    monkeypatch.setattr(inside, "read_picture", read)
    monkeypatch.setattr(inside, "engine", lambda: None)
    return found


def test_scanned_pages_in_a_document_follow_its_words(seen) -> None:
    data = document((900, 1200), (80, 80), (1000, 700), text="附件：")
    read = word.read(data, source(data), ReadOptions())
    assert seen == [(2, (1200, 900, 3)), (3, (700, 1000, 3))]
    assert [p.number for p in read.pages] == [1, 2, 3]
    assert [p.method is Method.OCR for p in read.pages] == [False, True, True]
    assert "read_by_ocr" in [issue.code for issue in read.issues]


def test_a_document_of_pictures_alone_is_no_empty_one(seen) -> None:
    data = document((900, 1200))
    assert [p.number for p in word.read(data, source(data), ReadOptions()).pages] == [1]
    ornament = document((80, 80))
    with pytest.raises(EmptyFileError):
        word.read(ornament, source(ornament), ReadOptions())


def test_without_ocr_the_pictures_are_said(seen) -> None:
    data = document((900, 1200), text="附件：")
    read = word.read(data, source(data), ReadOptions(ocr="never"))
    assert (seen, [issue.code for issue in read.issues]) == ([], ["picture_unread"])


def test_a_picture_on_a_sheet_is_read(seen) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["合计", 1])
    book.worksheets[0].add_image(Placed(png(900, 600)), "A3")
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()
    read = workbook.read(data, source(data, MediaType.XLSX), ReadOptions())
    assert seen == [(2, (600, 900, 3))]
    assert read.pages[1].name == "xl/media/image1.png"
