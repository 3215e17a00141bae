"""Bytes → an open PyMuPDF document, or the one error that says why not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pymupdf

from schemas.errors import (
    EmptyFileError,
    EncryptedFileError,
    NoPagesError,
    TruncatedFileError,
    UnknownFormatError,
)

#: The header may stand behind some junk (mail headers, a byte order mark).
_HEADER, _HEADER_WITHIN = b"%PDF-", 4096
_END, _END_WITHIN = b"%%EOF", 4096

pymupdf.TOOLS.mupdf_display_errors(on=False)
pymupdf.TOOLS.mupdf_display_warnings(on=False)


@contextmanager
def open_pdf(data: bytes, password: str | None = None) -> Iterator[pymupdf.Document]:
    """Open a PDF with at least one page.

    Raises:
        EmptyFileError: no bytes.
        UnknownFormatError: no PDF, whatever its name says.
        TruncatedFileError: the end is missing and no page could be saved.
        EncryptedFileError: a password is needed, or the one given is wrong.
        NoPagesError: it opens and has no pages.
    """
    document = _open(data)
    try:
        _unlock(document, password)
        _check_pages(document, data)
        yield document
    finally:
        document.close()
        pymupdf.TOOLS.store_shrink(100)


def is_cut_off(data: bytes) -> bool:
    """Whether the end is missing that every PDF has: the pages were found by searching for them."""
    return _END not in data[-_END_WITHIN:]


def _open(data: bytes) -> pymupdf.Document:
    if not data.strip():
        raise EmptyFileError("the file is empty")
    start = data.find(_HEADER, 0, _HEADER_WITHIN)
    if start < 0:
        raise UnknownFormatError("this is no PDF: its header is missing")
    try:
        return pymupdf.open(stream=data[start:], filetype="pdf")
    except (pymupdf.FileDataError, pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise _broken(data, error) from error


def _unlock(document: pymupdf.Document, password: str | None) -> None:
    if not document.needs_pass:
        return
    if password is None:
        raise EncryptedFileError("the PDF is encrypted and no password was given")
    if not document.authenticate(password):
        raise EncryptedFileError("the PDF is encrypted and the password is wrong")


def _check_pages(document: pymupdf.Document, data: bytes) -> None:
    try:
        count = document.page_count
        if count:
            document.load_page(0)
    except (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise _broken(data, error) from error
    if not count:
        if not is_cut_off(data):
            raise NoPagesError("the PDF has no pages")
        raise TruncatedFileError("the PDF's end is missing and no page could be saved")


def _broken(data: bytes, error: Exception) -> Exception:
    if not is_cut_off(data):
        return UnknownFormatError(f"the PDF is damaged: {error}")
    return TruncatedFileError("the PDF's end is missing")
