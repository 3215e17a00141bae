"""Records of an Excel 97 workbook ([MS-XLS] 2.1.4) that a library takes at their word for memory.

Where a record claims what no sheet can have, the workbook is damaged: nothing is allocated for it.
"""

from __future__ import annotations

import struct

from extractors.readers.ole import stream
from schemas.errors import LimitExceededError, TruncatedFileError

_STREAMS = ("Workbook", "Book")
_HEADER = struct.Struct("<HH")
_POSITION = struct.Struct("<HH")
#: Extent of a sheet: first row, row after the last, first column, column after the last.
_EXTENT, _OLD_EXTENT = struct.Struct("<IIHH"), struct.Struct("<HHHH")
_BEGIN, _DIMENSIONS, _PASSWORD = 0x809, 0x200, 0x2F
#: Records of a cell with a value: they begin with its row and column.
_CELLS = frozenset({0x06, 0x206, 0x406, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E, 0x7E, 0x03})
_MAX_ROWS, _MAX_COLUMNS = 65_536, 256
#: Positions up to the last valued cell, over all sheets: the library keeps each of them.
_MAX_AREA = 40_000_000


def check_records(data: bytes, name: str) -> None:
    """Walk the workbook's records once.

    Raises:
        TruncatedFileError: a sheet's extent or a cell lies outside of what a sheet can be.
        LimitExceededError: valued cells so far out that the sheets would fill gigabytes.
    """
    book = next((found for s in _STREAMS if (found := stream(data, s))), b"")
    area, last, at = 0, (0, 0), 0
    while at + _HEADER.size <= len(book):
        kind, length = _HEADER.unpack_from(book, at)
        at += _HEADER.size
        if kind == _PASSWORD:
            return
        if kind == _BEGIN:
            area, last = area + last[0] * last[1], (0, 0)
        elif kind == _DIMENSIONS:
            _check_extent(book[at : at + length], name)
        elif kind in _CELLS and length >= _POSITION.size and at + _POSITION.size <= len(book):
            row, column = _POSITION.unpack_from(book, at)
            if column >= _MAX_COLUMNS:
                raise TruncatedFileError(f"{name}: a cell stands in column {column}")
            last = max(last[0], row + 1), max(last[1], column + 1)
        at += length
    if area + last[0] * last[1] > _MAX_AREA:
        raise LimitExceededError(f"{name}: cells spread over more than {_MAX_AREA} positions")


def _check_extent(record: bytes, name: str) -> None:
    layout = _EXTENT if len(record) >= _EXTENT.size else _OLD_EXTENT
    if len(record) < layout.size:
        return
    top, bottom, left, right = layout.unpack_from(record)
    sound = top <= bottom <= _MAX_ROWS and left <= right <= _MAX_COLUMNS
    if not sound:
        raise TruncatedFileError(f"{name}: a sheet claims rows {top}–{bottom}, {left}–{right}")
