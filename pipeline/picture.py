"""What was seen, drawn on the page: blocks, grids, and values in the colour of their confidence."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pymupdf

from pipeline.convert import Understanding
from schemas.document import Document, Role
from schemas.evidence import PageLocation
from schemas.geometry import BoundingBox
from schemas.paths import parse
from schemas.report import Value
from schemas.table import Table

_DPI = 110
_FONT, _PLAIN_FONT = "china-s", "helv"
_LABEL_SIZE = 4.5
_LABEL_STEPS = 2
#: Colours (red, green, blue; 0..1) of what is no value.
_GRID = (0.25, 0.45, 0.95)
_ROLES = {
    Role.HEADING: (0.55, 0.2, 0.75),
    Role.BODY: (0.6, 0.6, 0.6),
    Role.CONTENTS: (0.8, 0.8, 0.4),
}
_FURNITURE = (0.85, 0.75, 0.65)

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A value's place on a page."""

    path: str
    value: Value
    location: PageLocation


def colour_of(confidence: float) -> Colour:
    """Red at 0.5 and below, over yellow, to green at 1."""
    hue = max(0.0, min(1.0, (confidence - 0.5) * 2)) / 3
    red, green, blue = colorsys.hsv_to_rgb(hue, 0.9, 0.75)
    return red, green, blue


def draw_pages(
    data: bytes, seen: Understanding, page: int | None = None, password: str | None = None
) -> Iterator[tuple[int, bytes]]:
    """(page number, PNG) of the pages of a PDF, with what was seen on them."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        if pdf.needs_pass:
            pdf.authenticate(password or "")
        wanted = range(1, pdf.page_count + 1) if page is None else [page]
        for number in wanted:
            yield number, _draw(pdf[number - 1], number, seen)


def marks_on(report_values: dict[str, Value], page: int) -> list[Mark]:
    """Where values were seen on the page, every witness."""
    return [
        Mark(path, value, place)
        for path, value in report_values.items()
        for evidence in value.evidence
        for place in (evidence.location, *evidence.continues)
        if isinstance(place, PageLocation) and place.page == page
    ]


def _draw(page: pymupdf.Page, number: int, seen: Understanding) -> bytes:
    document = seen.structured.document
    for box, colour in _block_boxes(document, number):
        page.draw_rect(_shown(page, box), color=colour, width=0.5)
    for mark in marks_on(seen.report.values, number):
        _draw_mark(page, mark)
    image: bytes = page.get_pixmap(dpi=_DPI).tobytes("png")
    return image


def _draw_mark(page: pymupdf.Page, mark: Mark) -> None:
    colour = colour_of(mark.value.confidence)
    box = _shown(page, BoundingBox(*mark.location.box))
    page.draw_rect(box, color=colour, fill=colour, fill_opacity=0.2, width=0.6)
    label = _label(mark)
    font = _PLAIN_FONT if label.isascii() else _FONT
    corner = pymupdf.Point(*mark.location.box[:2]) - (0, 1)
    page.insert_text(
        corner * page.derotation_matrix,
        label,
        fontsize=_LABEL_SIZE,
        fontname=font,
        color=colour,
        rotate=page.rotation,
    )


def _label(mark: Mark) -> str:
    """The end of the path, for neighbours must not cover each other; the text has it whole."""
    steps = [str(step) for step in parse(mark.path)]
    cut = ".".join(steps[-_LABEL_STEPS:])
    return f"{cut if len(steps) <= _LABEL_STEPS else f'~.{cut}'} {mark.value.confidence:.2f}"


def _shown(page: pymupdf.Page, box: BoundingBox) -> pymupdf.Rect:
    """Our boxes are of the page as shown; PyMuPDF draws on the page as stored."""
    rect = pymupdf.Rect(box.left, box.top, box.right, box.bottom)
    stored: pymupdf.Rect = (rect * page.derotation_matrix).normalize()
    return stored


def _block_boxes(document: Document, number: int) -> Iterator[tuple[BoundingBox, Colour]]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from ((box, _GRID) for box in _cell_boxes(block, number))
        elif block.page_number == number and block.box is not None:
            yield block.box, _ROLES.get(block.role, _FURNITURE)


def _cell_boxes(table: Table, number: int) -> Iterable[BoundingBox]:
    """Cells that lie on the page: of a joined table by the places of their characters."""
    if table.page_numbers == (number,):
        return [cell.box for cell in table.cells if cell.box is not None]
    places = (p for cell in table.cells for p in cell.text.locate())
    return [BoundingBox(*p.box) for p in places if isinstance(p, PageLocation) and p.page == number]
