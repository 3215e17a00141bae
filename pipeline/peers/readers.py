"""Ways from a page's picture to grids: ours, img2table's, PaddleOCR's lines alone.

All three read with the same weights on ONNX Runtime. img2table is no dependency of gongkai; for a
comparison install it alone (`pip install --no-deps img2table==2.0.0`): what it needs is here.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import cv2

from extractors.ocr.paddle.engine import PaddleEngine
from extractors.ocr.paddle.whole import whole_page_engine
from extractors.ocr.page import read_picture
from extractors.ocr.prepare.ink import Image
from extractors.ocr.recorded import Recorded
from extractors.protocols import OcrEngine
from pipeline.peers.grids import Grid, GridCell, PageFound
from schemas.errors import MissingEngineError
from schemas.table import Table

#: Reads a page: picture (BGR), its number, its size in points.
PageReader = Callable[[Image, int, tuple[float, float]], PageFound]
_THREADS = 2


def ours(image: Image, number: int, size: tuple[float, float]) -> PageFound:
    """The page as `gongkai convert` reads it, before tables are joined over page breaks."""
    pages = read_picture(image, number, size, Recorded(_engine(), _nowhere()))
    tables = [placed.table for page in pages for placed in page.tables]
    lines = [line.string for page in pages for line in page.lines]
    texts = [cell.string for table in tables for cell in table.cells]
    return PageFound(tuple(_as_grid(table, number) for table in tables), (*texts, *lines))


def paddle(image: Image, number: int, size: tuple[float, float]) -> PageFound:
    """Lines of PaddleOCR's own pipeline on the picture as it is: it gives no grids."""
    del number, size
    return PageFound(texts=tuple(_paddle().predict(image)[0]["rec_texts"]))


def img2table(image: Image, number: int, size: tuple[float, float]) -> PageFound:
    """Grids of img2table, red ink taken off as its users do, filled by PaddleOCR."""
    del size
    module, reader = _img2table()
    plain = cv2.merge([image[:, :, 2]] * 3)
    document = module.Image(src=io.BytesIO(cv2.imencode(".png", plain)[1].tobytes()))
    tables = document.extract_tables(ocr=reader, implicit_rows=False, borderless_tables=False)
    grids = tuple(_foreign_grid(table.content, number) for table in tables)
    return PageFound(grids, tuple(cell.text for grid in grids for cell in grid.cells))


READERS: Mapping[str, PageReader] = {"gongkai": ours, "img2table": img2table, "paddleocr": paddle}


def _as_grid(table: Table, page: int) -> Grid:
    cells = tuple(
        GridCell(c.row, c.column, c.string, c.row_span, c.column_span) for c in table.cells
    )
    return Grid(page, table.row_count, table.column_count, cells)


def _foreign_grid(content: Mapping[int, Any], page: int) -> Grid:
    """A grid from rows of cells; a cell that spans is given again at each of its places."""
    places: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
    texts: dict[tuple[Any, ...], str] = {}
    for r, row in enumerate(content.values()):
        for c, cell in enumerate(row):
            box = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
            places.setdefault(box, []).append((r, c))
            texts[box] = cell.value or ""
    cells = tuple(_spanning(at, texts[box]) for box, at in places.items())
    return Grid(page, len(content), max((len(row) for row in content.values()), default=0), cells)


def _spanning(places: list[tuple[int, int]], text: str) -> GridCell:
    rows, columns = zip(*places, strict=True)
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    return GridCell(min(rows), min(columns), text, height, width)


@cache
def _engine() -> OcrEngine:
    return PaddleEngine(_THREADS)


@cache
def _paddle() -> Any:  # noqa: ANN401 - a library without types
    return whole_page_engine(_THREADS)


@cache
def _img2table() -> tuple[Any, Any]:
    try:
        from img2table import document  # noqa: PLC0415 - only for a comparison
        from img2table.ocr._types import OCRInstance  # noqa: PLC0415
        from img2table.ocr.paddle import PaddleOCR  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingEngineError(
            f"the package {error.name} is not installed",
            remedy="Install it for the comparison: pip install --no-deps img2table==2.0.0",
        ) from error
    # Its wrapper builds an engine of its own settings: it is given ours instead.
    reader = PaddleOCR.__new__(PaddleOCR)
    OCRInstance.__init__(reader)
    reader.lang, reader.ocr = "ch", _paddle()
    return document, reader


@cache
def _nowhere() -> Path:
    """A folder for records that are never read again."""
    return Path(mkdtemp(prefix="gongkai-peers-"))
