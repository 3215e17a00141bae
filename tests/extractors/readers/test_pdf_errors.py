"""Bad PDFs: one clear error each; pages without usable text are said."""

import io
import random

import pymupdf
import pytest
from PIL import Image

from schemas.errors import (
    EmptyFileError,
    EncryptedFileError,
    LimitExceededError,
    NoPagesError,
    TruncatedFileError,
    UnknownFormatError,
    UnreadableFileError,
)
from schemas.evidence import PageLocation
from tests.extractors.pdf_pages import draw_table, make_pdf, paragraphs_in, read_bytes, write

OPEN = "开放"
#: `PDF_ENCRYPT_AES_256`, which the library does not export by type.
AES_256 = 5
ROWS = [["合计", "12.50"], ["教育", "2.00"]]
#: What a GBK text layer read as Latin 1 looks like.
GARBAGE = "ÊÕÈë¾öËã±í ºÏ¼Æ ²ÆÕþ²¦¿îÊÕÈë"


def one_page(page):
    write(page, 72, 100, "本年收入合计2940.05万元。")


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(buffer, "JPEG")
    return buffer.getvalue()


def no_pages() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n"
        b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n98\n%%EOF\n"
    )


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b" \r\n ", EmptyFileError),
        (jpeg(), UnknownFormatError),
        (b"\x00\x01\x02 noise" * 40, UnknownFormatError),
        (no_pages(), NoPagesError),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", TruncatedFileError),
    ],
    ids=["empty", "blank", "jpeg", "noise", "no pages", "header only"],
)
def test_what_is_no_readable_pdf(data, error):
    with pytest.raises(error):
        read_bytes(data)


def test_a_password_is_asked_for_and_used():
    data = make_pdf(one_page, encryption=AES_256, user_pw=OPEN, owner_pw="owner")
    with pytest.raises(EncryptedFileError):
        read_bytes(data)
    with pytest.raises(EncryptedFileError):
        read_bytes(data, password="wrong")  # noqa: S106
    assert "2940.05" in next(read_bytes(data, password=OPEN).paragraphs()).string


def test_a_file_cut_off_anywhere_gives_pages_or_a_named_error():
    data = make_pdf(one_page, one_page, one_page)
    for end in range(1, len(data), max(1, len(data) // 25)):
        try:
            document = read_bytes(data[:end])
        except UnreadableFileError:
            continue
        assert document.pages
        assert "truncated_file" in [issue.code for issue in document.issues] or end > len(data) - 9


def test_junk_before_the_header_is_let_pass():
    data = b"\xef\xbb\xbfHTTP/1.1 200 OK\r\n\r\n" + make_pdf(one_page)
    assert "2940.05" in next(read_bytes(data).paragraphs()).string


def test_limits_of_size_and_pages():
    data = make_pdf(one_page, one_page, one_page)
    with pytest.raises(LimitExceededError):
        read_bytes(data, max_bytes=100)
    document = read_bytes(data, max_pages=2)
    assert [page.number for page in document.pages] == [1, 2]
    assert [issue.code for issue in document.issues] == ["pages_unread"]


def looping() -> bytes:
    """Pages that lead to each other, a stream whose length is itself, a form that draws itself."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 99999/Parent 2 0 R>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
        b"/Resources<</XObject<</X 4 0 R>>>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>"
        b"/Length 4 0 R>>stream\n/X Do /X Do\nendstream",
        b"<</First 5 0 R/Last 5 0 R/Next 5 0 R/Title(x)>>",
    ]
    data = b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        data += b"%d 0 obj%bendobj\n" % (number, content)
    return data + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF\n"


def test_objects_that_lead_to_themselves_come_to_an_end():
    try:
        document = read_bytes(looping(), max_pages=50)
    except UnreadableFileError as error:
        assert error.remedy  # noqa: PT017 - either way out is right
        return
    assert len(document.pages) <= 50


def test_of_ten_thousand_pages_the_first_are_read():
    with pymupdf.open() as document:
        for _ in range(10_000):
            document.new_page()
        data = document.tobytes()
    found = read_bytes(data, max_pages=20)
    assert len(found.pages) == 20
    assert [issue.code for issue in found.issues] == ["pages_unread"]
    assert "10000 pages" in found.issues[0].message


def test_nothing_is_printed(capfd):
    data = make_pdf(one_page)
    read_bytes(data.replace(b"endstream", b"endstrxxm"))
    assert capfd.readouterr() == ("", "")


def test_a_page_of_a_picture_is_said_and_gives_no_blocks():
    def scan(page):
        page.insert_image(page.rect, stream=jpeg())

    document = read_bytes(make_pdf(one_page, scan))
    issue = document.issues[0]
    assert isinstance(issue.location, PageLocation)
    assert (issue.code, issue.location.page) == ("no_text_layer", 2)
    assert {block.page_number for block in paragraphs_in(document.blocks)} == {1}


def test_a_blank_page_is_no_fault():
    assert read_bytes(make_pdf(one_page, lambda page: None)).issues == ()


def test_a_text_layer_of_another_script_is_said():
    def page(page):
        page.insert_text((72, 100), GARBAGE, fontname="helv")

    document = read_bytes(make_pdf(page))
    assert [issue.code for issue in document.issues] == ["garbage_text"]
    assert document.blocks == ()


@pytest.mark.parametrize("seed", range(30))
def test_changed_bytes_give_a_document_or_a_named_error(seed):
    rng = random.Random(seed)  # noqa: S311
    data = bytearray(make_pdf(one_page, lambda page: draw_table(page, [72, 200, 300], 90, ROWS)))
    for _ in range(rng.choice([1, 8, 60])):
        data[rng.randrange(len(data))] = rng.randrange(256)
    try:
        document = read_bytes(bytes(data))
    except UnreadableFileError:
        return
    assert len(document.pages) <= 2
