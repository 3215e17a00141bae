"""OFD → document: pages by their text; those that are a picture alone by OCR."""

from __future__ import annotations

from dataclasses import replace

from extractors.ocr.engines import engine
from extractors.ocr.image import page_pictures
from extractors.ocr.issues import ocr_issues
from extractors.ocr.page import read_picture
from extractors.protocols import ReadOptions
from extractors.readers import ofd
from extractors.readers.paged import ReadPage
from schemas.document import Document, SourceFile


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read an OFD; `options.ocr` says whether pictures are read.

    Raises:
        schemas.errors.UnreadableFileError: see `extractors.readers.ofd.read`.
        schemas.errors.MissingEngineError: if a page needs OCR and no engine can run.
    """
    if options.ocr == "never":
        return ofd.read(data, source, options)
    document = ofd.read(data, source, options, _read_picture)
    return replace(document, issues=(*document.issues, *ocr_issues(document)))


def _read_picture(data: bytes, number: int, size: tuple[float, float]) -> list[ReadPage]:
    """The page that the first picture of a file shows; the picture fills the page."""
    for picture, _ in page_pictures(data, 1):
        return read_picture(picture, number, size, engine())
    return []
