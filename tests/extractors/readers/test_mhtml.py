"""Saved web archives."""

import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.protocols import ReadOptions
from extractors.readers.mhtml import read
from extractors.sniff import sniff
from schemas.document import Document, MediaType, SourceFile
from schemas.errors import GongkaiError, UnreadableFileError
from tests.fuzz import seeds

PAGE = (
    "<html><head><meta charset=gb2312></head>"
    "<body><p>2023年度收、支总计753.18万元。</p></body></html>"
)
HEAD = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
)


def archive(page: bytes) -> bytes:
    return (
        HEAD
        + b"--B\r\nContent-Type: text/css\r\n\r\nbody{}\r\n"
        + b"--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + quopri.encodestring(page)
        + b"\r\n--B--\r\n"
    )


def read_bytes(data: bytes) -> Document:
    return read(data, SourceFile("a.mht", "0" * 64, len(data), MediaType.MHTML), ReadOptions())


def test_the_page_of_a_saved_archive() -> None:
    data = archive(PAGE.encode("gb18030"))
    assert sniff(data) is MediaType.MHTML
    assert [p.string for p in read_bytes(data).paragraphs()] == ["2023年度收、支总计753.18万元。"]


def test_an_archive_without_a_page_is_said() -> None:
    with pytest.raises(UnreadableFileError):
        read_bytes(HEAD + b"--B\r\nContent-Type: text/css\r\n\r\nbody{}\r\n--B--\r\n")


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_a_clear_error(data: bytes) -> None:
    try:
        document = read_bytes(HEAD + data)
    except GongkaiError:
        return
    assert document.blocks


def test_an_archive_is_read_up_to_where_it_was_cut() -> None:
    data = seeds.mhtml()
    document = read(
        data[: len(data) * 8 // 10],
        SourceFile("a.mht", "0" * 64, len(data), MediaType.MHTML),
        ReadOptions(),
    )
    assert [issue.code for issue in document.issues] == ["truncated_file"]
    assert "2023年度收、支总计753.18万元。" in [p.string for p in document.paragraphs()]
