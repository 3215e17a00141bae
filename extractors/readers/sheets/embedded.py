"""Workbooks inside other files: OLE packages that Word keeps with their last picture."""

from __future__ import annotations

from extractors.readers.ole import MAGIC, stream
from extractors.readers.sheets.blocks import blocks
from extractors.readers.sheets.workbook import sheets
from schemas.document import Block
from schemas.errors import UnreadableFileError
from schemas.report import Issue

_PACKAGE_STREAMS = ("Package", "package")


def embedded_blocks(data: bytes, part: str) -> tuple[list[Block], list[Issue]]:
    """Tables of an embedded workbook; what it cannot read is an issue, never an error."""
    book = _unwrapped(data)
    try:
        grids = list(sheets(book, part))
    except UnreadableFileError as error:
        return [], [_unread(f"{part}：{error.message}")]
    found = [block for g in grids if g.cells for block in blocks(g, 1, "python-calamine")]
    return found, [_unread(f"{part}：{g.damage}") for g in grids if g.damage]


def _unread(message: str) -> Issue:
    return Issue(code="embedded_object_unread", message=message)


def _unwrapped(data: bytes) -> bytes:
    """The workbook itself: OLE packages may hold an .xlsx whole in a stream."""
    if not data.startswith(MAGIC):
        return data
    return next((found for s in _PACKAGE_STREAMS if (found := stream(data, s))), data)
