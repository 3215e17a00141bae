"""Workbooks (xlsx, xlsm, xls, et, ods) into the document model: a page a sheet."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import version

from extractors.protocols import ReadOptions
from extractors.readers.sheets.blocks import blocks
from extractors.readers.sheets.grid import SheetGrid
from extractors.readers.sheets.workbook import sheets
from schemas.document import Document, Page, SourceFile
from schemas.errors import LimitExceededError, NoPagesError
from schemas.evidence import Method
from schemas.report import Issue, Severity

#: A part of a workbook packs XML about twenty-fold; far beyond that it is a bomb.
_MAX_RATIO = 200
_MAX_UNPACKED = 1024 * 1024 * 1024


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read a workbook's cached values; formulas are not evaluated and macros not run.

    Raises:
        LimitExceededError: it is larger, or packed tighter, than a report can be.
        EncryptedFileError, TruncatedFileError, NoPagesError: as named.
    """
    _check_size(data, source.name, options)
    grids = [grid for grid in sheets(data, source.name) if grid.cells]
    if not grids:
        raise NoPagesError(f"{source.name}: the workbook holds no cell")
    engine = f"python-calamine {version('python-calamine')}"
    numbered = list(enumerate(grids, 1))
    return Document(
        source=source,
        engine=engine,
        pages=tuple(_page(number, grid) for number, grid in numbered),
        blocks=tuple(b for number, grid in numbered for b in blocks(grid, number, engine)),
        issues=tuple(_hidden(grid) for grid in grids if grid.hidden),
    )


def _page(number: int, grid: SheetGrid) -> Page:
    return Page(number, name=grid.name, method=Method.CELL, hidden=grid.hidden)


def _hidden(grid: SheetGrid) -> Issue:
    return Issue(
        code="hidden_sheet",
        message=f"工作表“{grid.name}”是隐藏的，其内容已读取",
        severity=Severity.NOTE,
    )


def _check_size(data: bytes, name: str, options: ReadOptions) -> None:
    if len(data) > options.max_bytes:
        raise LimitExceededError(f"{name}: {len(data)} bytes")
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        unpacked = sum(member.file_size for member in package.infolist())
    if unpacked > _MAX_UNPACKED or unpacked > _MAX_RATIO * max(len(data), 1):
        raise LimitExceededError(f"{name}: unpacks to {unpacked} bytes")
