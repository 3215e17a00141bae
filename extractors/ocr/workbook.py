"""Workbooks with the pictures that lie on their sheets."""

from __future__ import annotations

from extractors.ocr.inside import read_with_pictures
from extractors.protocols import ReadOptions
from extractors.readers import spreadsheet
from schemas.document import Document, SourceFile


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read the cells of all sheets, then the pictures; raises as `read_with_pictures`."""
    return read_with_pictures(spreadsheet.read, data, source, options)
