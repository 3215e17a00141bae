"""Sheets out of bytes: xlsx, xlsm, xls, et, ods by calamine; cached values, nothing is computed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from extractors.readers.ole import MAGIC, check_chains
from extractors.readers.sheets.extras import Extras, read_extras
from extractors.readers.sheets.grid import Position, SheetGrid, Span
from extractors.readers.sheets.printed import printed
from extractors.readers.sheets.records import check_records
from extractors.readers.sheets.sparse import build_grid, sparse_sheets
from schemas.errors import EncryptedFileError, LimitExceededError, TruncatedFileError

#: Cells of one workbook beyond which it is not read: a report has thousands.
_MAX_CELLS = 5_000_000
#: calamine keeps every position up to the last cell: a blank at XFD1048576 would ask for 500 GB.
_MAX_AREA = 8_000_000


def sheets(data: bytes, name: str) -> Iterator[SheetGrid]:
    """Every worksheet, hidden ones too; one that is damaged comes empty, with what is wrong.

    Raises:
        EncryptedFileError: a password is set.
        TruncatedFileError: the container cannot be opened.
        LimitExceededError: more cells than a report can have.
    """
    if data.startswith(MAGIC):
        check_chains(data, name)
        check_records(data, name)
    extras = read_extras(data)
    if any(_area(found.last) > _MAX_AREA for found in extras.values()):
        yield from sparse_sheets(data, name, extras, _MAX_CELLS)
        return
    with _faults(name):
        workbook = load_workbook(io.BytesIO(data))
    room = _MAX_CELLS
    for meta in workbook.sheets_metadata:
        if meta.typ is SheetTypeEnum.WorkSheet:
            grid = _grid(workbook, meta, room, extras)
            room -= len(grid.cells)
            yield grid


def _area(last: Position) -> int:
    return (last[0] + 1) * (last[1] + 1)


@contextmanager
def _faults(name: str) -> Iterator[None]:
    """What the library raises, as our error; a panic of its Rust is no `Exception`."""
    try:
        yield
    except PasswordError as error:
        raise EncryptedFileError(f"{name}: the workbook is protected by a password") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise TruncatedFileError(f"{name}: the workbook cannot be opened ({error})") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise TruncatedFileError(f"{name}: the workbook is damaged ({error})") from error


def _grid(
    workbook: CalamineWorkbook, meta: SheetMetadata, room: int, extras: Mapping[str, Extras]
) -> SheetGrid:
    hidden = meta.visible is not SheetVisibleEnum.Visible
    try:
        with _faults(meta.name):
            sheet = workbook.get_sheet_by_name(meta.name)
            cells, spans = _cells(sheet, room, meta.name), _spans(sheet)
    except TruncatedFileError as error:
        return SheetGrid(meta.name, {}, hidden=hidden, damage=error.message)
    return build_grid(meta.name, cells, spans, extras, hidden=hidden)


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
