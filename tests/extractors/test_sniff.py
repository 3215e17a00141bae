import hashlib
import io
import zipfile

import pytest

from extractors.sniff import is_encrypted_office, sniff
from pipeline.fetch import fetch
from pipeline.settings import Settings
from schemas.document import MediaType
from tests.fuzz import seeds

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS_NAME = b"application/vnd.oasis.opendocument.spreadsheet"
CHINESE = "2024年度部门决算收入总计1,234.56万元，比上年增加12.30万元。\n" * 20


def zipped(*members: str, content: bytes = b"<x/>") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        for name in members:
            container.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n...", MediaType.PDF),
        (b"\x00\r\nmail gateway\r\n" * 8 + b"%PDF-1.4\n", MediaType.PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", MediaType.JPEG),
        (b"\x89PNG\r\n\x1a\n....", MediaType.PNG),
        (b"II*\x00....", MediaType.TIFF),
        (b"{\\rtf1\\ansi", MediaType.RTF),
        (b"7z\xbc\xaf\x27\x1c..", MediaType.SEVEN_ZIP),
        (b"Rar!\x1a\x07\x01\x00", MediaType.RAR),
        (b"\x1f\x8b\x08\x00", MediaType.GZIP),
        (bytes(257) + b"ustar\x0000" + bytes(248), MediaType.TAR),
        (zipped("xl/workbook.xml", "[Content_Types].xml"), MediaType.XLSX),
        (zipped("word/document.xml"), MediaType.DOCX),
        (zipped("OFD.xml", "Doc_0/Document.xml"), MediaType.OFD),
        (zipped("mimetype", content=ODS_NAME), MediaType.ODS),
        (zipped("a.pdf", "b.pdf"), MediaType.ZIP),
        (zipped("a.pdf", content=b"%PDF-1.7 stored, not packed"), MediaType.ZIP),
        (b"PK\x03\x04 cut off", MediaType.ZIP),
        (OLE + bytes(500) + "WordDocument\0".encode("utf-16-le"), MediaType.DOC),
        (OLE + bytes(500) + "Workbook\0".encode("utf-16-le"), MediaType.XLS),
        (OLE + bytes(500), MediaType.UNKNOWN),
        (b"<!DOCTYPE html><html><head></head></html>", MediaType.HTML),
        (b"\n\n  <table class=x><tr><td>1</td></tr></table>", MediaType.HTML),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", MediaType.MHTML),
        (CHINESE.encode(), MediaType.TEXT),
        (CHINESE.encode("gb18030"), MediaType.TEXT),
        (CHINESE.encode("utf-16"), MediaType.TEXT),
        (("\ufeff" + CHINESE).encode(), MediaType.TEXT),
        (b"plain ascii, 12.5%\n", MediaType.TEXT),
    ],
)
def test_bytes_tell_the_format(data, expected):
    assert sniff(data) is expected


NAMED = {
    "决算表.xlsx.bak": (seeds.xlsx, MediaType.XLSX),
    "决算表.xlsm": (seeds.xlsx, MediaType.XLSX),
    "网页导出.xls": (seeds.html, MediaType.HTML),
    "决算.doc": (seeds.rtf, MediaType.RTF),
    "网页存档.doc": (seeds.mhtml, MediaType.MHTML),
    "有邮件头.pdf": (lambda: b"HTTP/1.1 200 OK\r\n\r\n" + seeds.pdf(), MediaType.PDF),
    "金山.et": (seeds.xls, MediaType.XLS),
    "开放.xls": (seeds.ods, MediaType.ODS),
    "金山.wps": (
        lambda: OLE + bytes(500) + "WordDocument\0".encode("utf-16-le"),
        MediaType.DOC,
    ),
    "表.txt": (seeds.csv, MediaType.CSV),
    "表.xls": (lambda: seeds.csv().decode("gb18030").encode("utf-16"), MediaType.CSV),
    "有标记.csv": (lambda: seeds.csv().decode("gb18030").encode("utf-8-sig"), MediaType.CSV),
    "版式.pdf": (seeds.ofd, MediaType.OFD),
    "扫描.pdf": (lambda: seeds.picture("TIFF"), MediaType.TIFF),
    "附件.doc": (seeds.archive, MediaType.ZIP),
    "附件.zip": (seeds.rar, MediaType.RAR),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_wrong_name_deceives_nobody(name, tmp_path):
    make, expected = NAMED[name]
    (tmp_path / name).write_bytes(make())
    source, _ = fetch(tmp_path / name, Settings())
    assert (source.name, source.media_type) == (name, expected)


@pytest.mark.parametrize(
    ("make", "expected"), [(seeds.docx_file, MediaType.DOCX), (seeds.ofd, MediaType.OFD)]
)
def test_a_package_that_was_cut_off_is_still_what_it_was(make, expected):
    data = make()
    assert sniff(data[: len(data) * 9 // 10]) is expected


def test_a_character_cut_at_the_sample_edge_is_still_text():
    assert sniff(b"x" + "决".encode() * 40_000) is MediaType.TEXT


def test_a_page_that_speaks_of_pdf_is_no_pdf():
    assert sniff(b"<html><body>%PDF-1.4 is a magic number</body></html>") is MediaType.HTML


def test_noise_is_not_text():
    noise = bytes(range(256)) * 64
    assert sniff(noise) is MediaType.UNKNOWN
    hashes = b"".join(hashlib.sha512(bytes([i])).digest() for i in range(64))
    assert sniff(b"\x01" + hashes) is MediaType.UNKNOWN


def test_a_word_file_that_embeds_a_workbook_is_a_word_file():
    streams = "WordDocument\0".encode("utf-16-le") + bytes(64) + "Workbook\0".encode("utf-16-le")
    assert sniff(OLE + bytes(500) + streams) is MediaType.DOC


def test_office_under_a_password_is_told():
    assert is_encrypted_office(OLE + bytes(64) + "EncryptedPackage".encode("utf-16-le"))
    assert not is_encrypted_office(OLE + bytes(64))
