"""Workbooks with a cell far out: openpyxl keeps only what is there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from extractors.readers.sheets.extras import Extras
from extractors.readers.sheets.grid import Position, SheetGrid, Span
from extractors.readers.sheets.printed import printed
from extractors.text.numbers import is_error
from schemas.errors import LimitExceededError, TruncatedFileError


def sparse_sheets(
    data: bytes, name: str, extras: Mapping[str, Extras], most_cells: int
) -> Iterator[SheetGrid]:
    """Every worksheet of an xlsx, by the cells that it holds.

    Raises:
        TruncatedFileError: the container cannot be opened.
        LimitExceededError: more than `most_cells` cells.
    """
    try:
        workbook = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise TruncatedFileError(f"{name}: the workbook cannot be opened ({error})") from error
    for sheet in workbook.worksheets:
        cells = _cells(sheet)
        if len(cells) > most_cells:
            raise LimitExceededError(f"{name}: more than {most_cells} cells")
        hidden = sheet.sheet_state != "visible"
        yield build_grid(sheet.title, cells, _spans(sheet), extras, hidden=hidden)


def build_grid(
    name: str,
    cells: dict[Position, str],
    spans: tuple[Span, ...],
    extras: Mapping[str, Extras],
    *,
    hidden: bool,
) -> SheetGrid:
    """A grid with what the fast reader left out put back in."""
    found = extras.get(name, Extras())
    whole = {**cells, **found.errors}
    return SheetGrid(
        name=name,
        cells=whole,
        spans=spans,
        hidden=hidden,
        errors=frozenset(position for position, text in whole.items() if is_error(text)),
        hidden_rows=found.hidden_rows,
        hidden_columns=found.hidden_columns,
        uncomputed=found.uncomputed,
    )


def _cells(sheet: Worksheet) -> dict[Position, str]:
    # The public iterators make every cell up to the last one; only this mapping is sparse.
    held = sheet._cells  # noqa: SLF001
    found = ((row - 1, column - 1, cell.value) for (row, column), cell in held.items())
    return {(row, column): text for row, column, value in found if (text := printed(value)).strip()}


def _spans(sheet: Worksheet) -> tuple[Span, ...]:
    return tuple(
        Span(merged.min_row - 1, merged.min_col - 1, merged.max_row - 1, merged.max_col - 1)
        for merged in sheet.merged_cells.ranges
    )
