"""Camelot's grids, asked for where our own score low: it also sees lines that are pictures."""

from __future__ import annotations

import io
import logging
import warnings
from contextlib import redirect_stdout
from functools import cache
from importlib.metadata import version
from typing import Any

from extractors.tables.cells import rectangles
from extractors.tables.ruled import Grid, GridCell


@cache
def engine_name() -> str:
    """Name and version, as evidence tells them."""
    return f"camelot {version('camelot-py')}"


def camelot_grids(page_pdf: bytes, height: float) -> list[Grid]:
    """Grids of the one page of a PDF that is not rotated; none where Camelot fails.

    `height` in points: Camelot counts y from below.
    """
    return [_grid(table, height) for table in _read(page_pdf)]


def _read(page_pdf: bytes) -> list[Any]:
    from camelot.io import read_pdf  # noqa: PLC0415  # costs a second, needed for few pages

    for name in ("camelot", "playa"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            return list(
                read_pdf(
                    page_pdf,
                    pages="1",
                    flavor="lattice",
                    engine="combined",
                    split_text=True,
                    suppress_stdout=True,
                )
            )
        except Exception:  # noqa: BLE001  # an opinion that fails is no opinion
            return []


def _grid(table: Any, height: float) -> Grid:  # noqa: ANN401
    """Camelot's table as a grid: its cells know which of their sides are drawn."""
    xs = [table.cols[0][0], *(right for _, right in table.cols)]
    ys = [height - table.rows[0][0], *(height - bottom for _, bottom in table.rows)]
    cells = table.cells
    rows, columns = len(cells), len(cells[0])
    across = [
        [i in (0, rows) or bool(cells[i][j].top or cells[i - 1][j].bottom) for j in range(columns)]
        for i in range(rows + 1)
    ]
    down = [
        [j in (0, columns) or bool(cells[i][j].left or cells[i][j - 1].right) for i in range(rows)]
        for j in range(columns + 1)
    ]
    return Grid(xs, ys, [GridCell(*r) for r in rectangles(across, down)])
