"""Sheets out of bytes: xlsx, xlsm, xls, et, ods by calamine; cached values, nothing is computed."""

from __future__ import annotations

import io
from collections.abc import Iterator

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from extractors.readers.sheets.extras import read_extras
from extractors.readers.sheets.grid import Position, SheetGrid, Span
from extractors.readers.sheets.printed import printed
from extractors.readers.sheets.sparse import build_grid, sparse_sheets
from schemas.errors import EncryptedFileError, LimitExceededError, TruncatedFileError

#: Cells of one workbook beyond which it is not read: a report has thousands.
_MAX_CELLS = 5_000_000
#: calamine keeps every position up to the last cell: a blank at XFD1048576 would ask for 500 GB.
_MAX_AREA = 8_000_000


def sheets(data: bytes, name: str) -> Iterator[SheetGrid]:
    """Every worksheet, hidden ones too.

    Raises:
        EncryptedFileError: a password is set.
        TruncatedFileError: the container cannot be opened.
        LimitExceededError: more cells than a report can have.
    """
    extras = read_extras(data)
    if any(_area(found.last) > _MAX_AREA for found in extras.values()):
        yield from sparse_sheets(data, name, extras, _MAX_CELLS)
        return
    workbook = _open(data, name)
    room = _MAX_CELLS
    for meta in workbook.sheets_metadata:
        if meta.typ is SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_name(meta.name)
            cells = _cells(sheet, room, name)
            room -= len(cells)
            hidden = meta.visible is not SheetVisibleEnum.Visible
            yield build_grid(meta.name, cells, _spans(sheet), extras, hidden=hidden)


def _area(last: Position) -> int:
    return (last[0] + 1) * (last[1] + 1)


def _open(data: bytes, name: str) -> CalamineWorkbook:
    try:
        return load_workbook(io.BytesIO(data))
    except PasswordError as error:
        raise EncryptedFileError(f"{name}: the workbook is protected by a password") from error
    except (CalamineError, OSError, ValueError) as error:
        raise TruncatedFileError(f"{name}: the workbook cannot be opened ({error})") from error


def _cells(sheet: CalamineSheet, room: int, name: str) -> dict[Position, str]:
    left = 0 if sheet.start is None else sheet.start[1]
    cells: dict[Position, str] = {}
    for row, values in enumerate(sheet.iter_rows()):
        for column, value in enumerate(values, left):
            text = printed(value)
            if text.strip():
                cells[row, column] = text
        if len(cells) > room:
            raise LimitExceededError(f"{name}: more than {_MAX_CELLS} cells")
    return cells


def _spans(sheet: CalamineSheet) -> tuple[Span, ...]:
    merged = sheet.merged_cell_ranges or []
    return tuple(Span(*first, *last) for first, last in merged if first != last)
