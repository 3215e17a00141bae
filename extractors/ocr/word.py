"""Word documents (.docx) with the scanned pages that they hold."""

from __future__ import annotations

from extractors.ocr.inside import read_with_pictures
from extractors.protocols import ReadOptions
from extractors.readers import docx
from schemas.document import Document, SourceFile


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read the document's words, then its pictures; raises as `read_with_pictures`."""
    return read_with_pictures(docx.read, data, source, options)
