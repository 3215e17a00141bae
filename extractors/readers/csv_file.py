"""Comma-separated exports of a sheet, in any Chinese encoding."""

from __future__ import annotations

import csv
import io

from extractors.protocols import ReadOptions
from extractors.readers.sheets.blocks import blocks
from extractors.readers.sheets.grid import SheetGrid
from extractors.readers.text_layout.decode import decode
from extractors.text.numbers import is_error
from schemas.document import Document, Page, SourceFile
from schemas.errors import LimitExceededError, UnreadableFileError
from schemas.evidence import Method

ENGINE = "csv 1"
#: Characters of one field beyond which a quotation mark was probably never closed.
_MAX_FIELD = 1_000_000


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read the file as one sheet.

    Raises:
        LimitExceededError: more bytes than a text may have.
        EmptyFileError, UnknownFormatError: as `decode` raises them.
        UnreadableFileError: a quotation mark is never closed.
    """
    if len(data) > options.max_text_bytes:
        raise LimitExceededError(f"{source.name}: {len(data)} bytes of text")
    text = decode(data)
    csv.field_size_limit(_MAX_FIELD)
    try:
        lines = io.StringIO(text.lstrip("\ufeff"), newline="")
        rows = list(csv.reader(lines, delimiter=_delimiter(text)))
    except csv.Error as error:
        raise UnreadableFileError(f"{source.name}: no CSV ({error})") from error
    grid = _grid(source.name, rows)
    page = Page(1, name=source.name, method=Method.CELL)
    return Document(source, ENGINE, (page,), tuple(blocks(grid, 1, ENGINE)))


def _delimiter(text: str) -> str:
    head = text[:20_000]
    return max(",;\t", key=head.count)


def _grid(name: str, rows: list[list[str]]) -> SheetGrid:
    cells = {
        (row, column): field
        for row, fields in enumerate(rows)
        for column, field in enumerate(fields)
        if field.strip()
    }
    errors = frozenset(position for position, field in cells.items() if is_error(field))
    return SheetGrid(name, cells, errors=errors)
