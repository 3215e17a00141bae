"""Small PDFs for tests: text by place, ruled grids, pages of every size."""

from collections.abc import Callable, Iterable, Sequence

import pymupdf

from extractors.protocols import ReadOptions
from extractors.readers.pdf import read
from schemas.document import Block, Document, MediaType, Paragraph, SourceFile
from schemas.evidence import PageLocation
from schemas.geometry import BoundingBox
from schemas.table import Cell, Table
from schemas.text import PlacedText

Draw = Callable[[pymupdf.Page], None]
PORTRAIT, LANDSCAPE = (595, 842), (842, 595)


def font_of(text: str) -> str:
    """Figures and letters are narrow only in a Latin font."""
    return "helv" if text.isascii() else "china-s"


def make_pdf(*pages: Draw, size=PORTRAIT, **save) -> bytes:
    """A PDF with one page a drawing function."""
    with pymupdf.open() as document:
        for draw in pages:
            draw(document.new_page(width=size[0], height=size[1]))
        return bytes(document.tobytes(**save))


def write(page: pymupdf.Page, x: float, y: float, text: str, size: float = 10, **more) -> None:
    """Text whose baseline begins at (x, y)."""
    page.insert_text((x, y), text, fontname=font_of(text), fontsize=size, **more)


def write_right(page: pymupdf.Page, x: float, y: float, text: str, size: float = 10) -> None:
    """Text that ends at x."""
    write(page, x - pymupdf.get_text_length(text, font_of(text), size), y, text, size)


def write_centred(page: pymupdf.Page, y: float, text: str, size: float = 16) -> None:
    """Text in the middle of the page."""
    width = pymupdf.get_text_length(text, font_of(text), size)
    write(page, (page.rect.width - width) / 2, y, text, size)


def write_lines(page: pymupdf.Page, x: float, y: float, lines: Sequence[str], size: float = 12):
    """Lines of a paragraph, one and a half sizes apart."""
    for index, line in enumerate(lines):
        write(page, x, y + index * size * 1.5, line, size)


def draw_grid(page: pymupdf.Page, xs: Sequence[float], ys: Sequence[float], width=0.7) -> None:
    """All lines of a grid."""
    for x in xs:
        page.draw_line((x, ys[0]), (x, ys[-1]), width=width)
    for y in ys:
        page.draw_line((xs[0], y), (xs[-1], y), width=width)


def draw_table(page: pymupdf.Page, xs: Sequence[float], top: float, rows, height=18.0) -> None:
    """A ruled table; figures are set to the right, names to the left."""
    draw_grid(page, xs, [top + height * i for i in range(len(rows) + 1)])
    write_rows(page, xs, top, rows, height)


def write_rows(page: pymupdf.Page, xs: Sequence[float], top: float, rows, height=18.0) -> None:
    """Rows of a table without its lines."""
    for i, row in enumerate(rows):
        y = top + height * i + height * 0.7
        for j, text in enumerate(row):
            if text and text[-1].isdigit() and j:
                write_right(page, xs[j + 1] - 3, y, text)
            elif text:
                write(page, xs[j] + 3, y, text)


def read_bytes(data: bytes, **options) -> Document:
    """Read as a PDF."""
    source = SourceFile("test.pdf", "0" * 64, len(data), MediaType.PDF)
    return read(data, source, ReadOptions(**options))


def page_places(text: PlacedText, start: int = 0, end: int | None = None) -> list[PageLocation]:
    """Where the characters stand, all of it on pages."""
    found = text.locate(start, end)
    places = [place for place in found if isinstance(place, PageLocation)]
    assert len(places) == len(found)
    return places


def paragraphs_in(blocks: Iterable[Block]) -> list[Paragraph]:
    """The blocks that are paragraphs, furniture among them."""
    return [block for block in blocks if isinstance(block, Paragraph)]


def box_of(block: Block | Cell) -> BoundingBox:
    """Its box, which a page gives to everything."""
    assert block.box is not None
    return block.box


def cell_at(table: Table, row: int, column: int) -> Cell:
    """The cell, which is there."""
    cell = table.at(row, column)
    assert cell is not None
    return cell
