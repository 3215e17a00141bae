"""Word 97, WPS and RTF files, converted, with the scanned pages that they hold."""

from __future__ import annotations

from extractors.ocr import word
from extractors.protocols import ReadOptions
from extractors.readers import office
from schemas.document import Document, SourceFile


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Convert, then read words and pictures.

    Raises:
        schemas.errors.UnreadableFileError: as `extractors.readers.office.read`.
        schemas.errors.MissingEngineError: LibreOffice, or an engine for pictures, is not there.
    """
    return office.read(data, source, options, word.read)
