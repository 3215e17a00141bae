"""The place of a value for a person's eyes: the page's picture, the grid, or the characters."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pymupdf
from PIL import Image

from extractors.ocr.image import page_pictures
from extractors.readers.archive import ARCHIVES, Budget, members
from extractors.sniff import sniff
from pipeline.members import read_document
from pipeline.settings import Settings
from schemas.document import Document, MediaType, SourceFile
from schemas.errors import GongkaiError, UnreadableFileError
from schemas.table import Cell, Table

PixelArray = npt.NDArray[np.uint8]
_DPI = 180
_MOST_PIXELS = 2_400
_PICTURES = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.TIFF})
_AROUND = 400
_ROWS, _COLUMNS = 8, 6
_MOST_ROWS = 60
#: Paragraphs shown before and behind the one that is meant.
_NEAR = 4
#: PyMuPDF may be entered by one thread at a time.
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page in points, as the boxes count them."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Snippet:
    """Characters around a place, in a text."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells around a place: rows of (text, whether it is the place, whether row or column)."""

    rows: list[list[tuple[str, bool, bool]]]


def unpacked(data: bytes, source: str) -> bytes:
    """The member of an archive that evidence names; the bytes themselves where it names none."""
    media_type = sniff(data)
    if not source or media_type not in ARCHIVES:
        return data
    found = members(data, media_type, "", Budget(), None)
    return next((member.data for member in found if member.name == source), b"")


def page_size(data: bytes, page: int) -> PageSize | None:
    """The size of a page; None where the file has no such picture."""
    media_type = sniff(data)
    if media_type in _PICTURES:
        found = _frame(data, page)
        return PageSize(*found[1]) if found else None
    if media_type is not MediaType.PDF:
        return None
    with _LOCK, pymupdf.open(stream=data, filetype="pdf") as pdf:
        if pdf.needs_pass or not 1 <= page <= pdf.page_count:
            return None
        rect = pdf[page - 1].rect
        return PageSize(rect.width, rect.height)


def page_count(data: bytes) -> int:
    """How many pages can be shown; 1 where the file is one picture or more of them."""
    if sniff(data) is not MediaType.PDF:
        return 1
    with _LOCK, pymupdf.open(stream=data, filetype="pdf") as pdf:
        return 1 if pdf.needs_pass else pdf.page_count


@lru_cache(maxsize=48)
def page_picture(data: bytes, page: int) -> bytes | None:
    """The page as PNG; None where there is none."""
    if sniff(data) in _PICTURES:
        return _framed(data, page)
    if page_size(data, page) is None:
        return None
    with _LOCK, pymupdf.open(stream=data, filetype="pdf") as pdf:
        drawn = pdf[page - 1]
        largest = max(drawn.rect.width, drawn.rect.height)
        zoom = min(_DPI / 72, _MOST_PIXELS / largest)
        image: bytes = drawn.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom)).tobytes("png")
        return image


def _frame(data: bytes, page: int) -> tuple[PixelArray, tuple[float, float]] | None:
    try:
        return next(islice(page_pictures(data, page), page - 1, None), None)
    except UnreadableFileError:
        return None


def _framed(data: bytes, page: int) -> bytes | None:
    found = _frame(data, page)
    if found is None:
        return None
    shown = Image.fromarray(np.ascontiguousarray(found[0][:, :, ::-1]))
    shown.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
    out = io.BytesIO()
    shown.save(out, "PNG")
    return out.getvalue()


def around(data: bytes, location: dict[str, Any], verbatim: str = "") -> Snippet | Grid | None:
    """What stands around a place that has no picture; None where it cannot be found.

    `verbatim` are the characters there: they are marked in a paragraph that has but one place.
    """
    try:
        document = _read(data)
    except GongkaiError:
        return None
    if location["kind"] == "text":
        return _snippet(document.text, location["start"], location["end"])
    return _grid(document, location) or _passage(document, location, verbatim)


def table_like(data: bytes, rows: int, columns: int) -> Grid | None:
    """The first table of that size, from its head; None where none has it."""
    try:
        tables = _read(data).tables()
    except GongkaiError:
        return None
    found = next((t for t in tables if (t.row_count, t.column_count) == (rows, columns)), None)
    if found is None:
        return None
    shown = found.strings()[:_MOST_ROWS]
    return Grid([[(text, False, False) for text in row] for row in shown])


@lru_cache(maxsize=8)
def _read(data: bytes) -> Document:
    source = SourceFile("", "", len(data), sniff(data))
    return read_document(data, source, Settings(ocr="never"))


def _snippet(text: str, start: int, end: int) -> Snippet | None:
    if not 0 <= start <= end <= len(text):
        return None
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return Snippet(before, text[start:end], after)


def _passage(document: Document, location: dict[str, Any], verbatim: str) -> Snippet | None:
    """The paragraph at the place with those before and behind it."""
    found = list(document.paragraphs())
    for number, paragraph in enumerate(found):
        if any(p.model_dump(mode="json") == location for p in paragraph.text.locate()):
            text = paragraph.string
            start = max(0, text.find(verbatim))
            end = start + len(verbatim) if text[start:].startswith(verbatim) else len(text)
            before = "\n".join(p.string for p in found[max(0, number - _NEAR) : number])
            after = "\n".join(p.string for p in found[number + 1 : number + 1 + _NEAR])
            return Snippet(f"{before}\n{text[:start]}", text[start:end], f"{text[end:]}\n{after}")
    return None


def _grid(document: Document, location: dict[str, Any]) -> Grid | None:
    for table in document.tables():
        for cell in table.cells:
            if any(p.model_dump(mode="json") == location for p in cell.text.locate()):
                return Grid(_window(table, cell))
    return None


def _window(table: Table, marked: Cell) -> list[list[tuple[str, bool, bool]]]:
    """The head, the rows about the cell, the first columns and those about it."""
    rows = _near(marked.row, table.row_count, _ROWS)
    columns = _near(marked.column, table.column_count, _COLUMNS)
    return [
        [
            (_text(table, row, column), table.at(row, column) is marked,
             row == marked.row or column == marked.column)
            for column in columns
        ]
        for row in rows
    ]  # fmt: skip


def _near(centre: int, count: int, reach: int) -> list[int]:
    head = set(range(min(3, count)))
    return sorted(head | set(range(max(0, centre - reach), min(count, centre + reach + 1))))


def _text(table: Table, row: int, column: int) -> str:
    cell = table.at(row, column)
    return cell.string if cell is not None and (cell.row, cell.column) == (row, column) else ""
