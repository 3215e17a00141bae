"""Workbooks (xlsx, xlsm, xls, et, ods) into the document model: a page a sheet."""

from __future__ import annotations

from importlib.metadata import version

from extractors.protocols import ReadOptions
from extractors.readers.ole import MAGIC
from extractors.readers.sheets.blocks import blocks
from extractors.readers.sheets.grid import SheetGrid
from extractors.readers.sheets.remarks import sheet_issues
from extractors.readers.sheets.shared import checked_package
from extractors.readers.sheets.workbook import sheets
from schemas.document import Document, Page, SourceFile
from schemas.errors import (
    LimitExceededError,
    NoPagesError,
    TruncatedFileError,
    UnreadableFileError,
)
from schemas.evidence import Method


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read a workbook's cached values; formulas are not evaluated and macros not run.

    Raises:
        LimitExceededError: it is larger, or packed tighter, than a report can be.
        EncryptedFileError, TruncatedFileError, NoPagesError: as named.
    """
    if len(data) > options.max_bytes:
        raise LimitExceededError(f"{source.name}: {len(data)} bytes")
    package = None if data.startswith(MAGIC) else checked_package(data, source.name)
    found = list(sheets(package.data if package else data, source.name))
    grids = [grid for grid in found if grid.cells]
    if not grids:
        raise _nothing(source.name, found)
    engine = f"python-calamine {version('python-calamine')}"
    numbered = list(enumerate(grids, 1))
    return Document(
        source=source,
        engine=engine,
        pages=tuple(_page(number, grid) for number, grid in numbered),
        blocks=tuple(b for number, grid in numbered for b in blocks(grid, number, engine)),
        issues=(
            *(package.issues() if package else ()),
            *(issue for grid in found for issue in sheet_issues(grid)),
        ),
    )


def _nothing(name: str, found: list[SheetGrid]) -> UnreadableFileError:
    damage = next((grid.damage for grid in found if grid.damage), "")
    if damage:
        return TruncatedFileError(f"{name}: no sheet can be read ({damage})")
    return NoPagesError(f"{name}: the workbook holds no cell")


def _page(number: int, grid: SheetGrid) -> Page:
    return Page(number, name=grid.name, method=Method.CELL, hidden=grid.hidden)
