"""Workbooks inside other files: OLE packages that Word keeps with their last picture."""

from __future__ import annotations

import io

import olefile

from extractors.readers.sheets.blocks import blocks
from extractors.readers.sheets.workbook import sheets
from schemas.document import Block
from schemas.errors import UnreadableFileError
from schemas.report import Issue

_PACKAGE_STREAMS = ("Package", "package")
_ZIP = b"PK\x03\x04"


def embedded_blocks(data: bytes, part: str) -> tuple[list[Block], list[Issue]]:
    """Tables of an embedded workbook; what it cannot read is an issue, never an error."""
    book = _unwrapped(data)
    try:
        grids = [grid for grid in sheets(book, part) if grid.cells]
    except UnreadableFileError as error:
        return [], [Issue(code="embedded_object_unread", message=f"{part}：{error.message}")]
    return [block for grid in grids for block in blocks(grid, 1, "python-calamine")], []


def _unwrapped(data: bytes) -> bytes:
    """The workbook itself: OLE packages may hold an .xlsx whole in a stream."""
    if data.startswith(_ZIP) or not olefile.isOleFile(io.BytesIO(data)):
        return data
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        for stream in _PACKAGE_STREAMS:
            if container.exists(stream):
                return bytes(container.openstream(stream).read())
    return data
