"""Pages of lines and tables → blocks in reading order; shared by all readers of paged formats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.layout.furniture import PageLines, furniture_roles
from extractors.layout.glyphs import Frame
from extractors.layout.lines import Line
from extractors.layout.paragraphs import Column, goes_on, make_paragraph, role_of, text_column
from extractors.layout.quality import TextQuality
from extractors.readers.arrange import Arrangement, PlacedTable
from extractors.tables.stitch import stitch
from schemas.document import Block, Page, Paragraph, Role
from schemas.evidence import Method
from schemas.report import Issue
from schemas.table import Table

#: A page with fewer lines borrows the margins of the other pages of its size.
_ENOUGH_LINES = 6
#: The engine of a page whose characters another program recognised in a scan and hid.
RECOGNISED = "recognised text layer of the file"


@dataclass(slots=True)
class ReadPage:
    """What stands on one page; nothing yet where its text is of no use.

    `remarks`: what the report has to say of how it was read.
    """

    frame: Frame
    quality: TextQuality
    method: Method = Method.TEXT_LAYER
    arrangement: Arrangement | None = None
    rotation: int = 0
    engine: str = ""
    remarks: tuple[Issue, ...] = ()

    @property
    def recognised(self) -> bool:
        """Whether its characters are a hidden layer that another program recognised in a scan."""
        return self.engine == RECOGNISED

    @property
    def lines(self) -> list[Line]:
        """Lines outside tables."""
        return self.arrangement.lines if self.arrangement else []

    @property
    def tables(self) -> list[PlacedTable]:
        """Tables, from anywhere on the page."""
        return self.arrangement.tables if self.arrangement else []

    def page(self) -> Page:
        """The page of the document model."""
        return Page(
            number=self.frame.page_number,
            width=round(self.frame.width, 2),
            height=round(self.frame.height, 2),
            rotation=self.rotation,
            method=self.method,
            engine=self.engine,
            words=tuple(self.arrangement.words()) if self.arrangement else (),
            remarks=self.remarks,
        )

    def in_order(self) -> list[Line | PlacedTable]:
        """Lines and tables from top to bottom."""
        items: list[tuple[float, float, Line | PlacedTable]] = [
            (line.box.top, line.box.left, line) for line in self.lines
        ]
        items += [(table.top, table.left, table) for table in self.tables]
        return [item for _, _, item in sorted(items, key=lambda entry: entry[:2])]


def document_pages(pages: Sequence[ReadPage]) -> tuple[Page, ...]:
    """Pages of the document model: both halves of a spread are one page."""
    merged: dict[int, Page] = {}
    for read in pages:
        page = read.page()
        before = merged.get(page.number)
        merged[page.number] = page if before is None else _together(before, page)
    return tuple(merged.values())


def _together(one: Page, other: Page) -> Page:
    """What two readings of one page hold; by OCR where either is: its doubt is not hidden."""
    whole = other if other.method is Method.OCR else one
    words, remarks = one.words + other.words, one.remarks + other.remarks
    return replace(whole, words=words, remarks=remarks)


def document_blocks(pages: Sequence[ReadPage]) -> tuple[Block, ...]:
    """Blocks in reading order; tables that run over the fold of a spread are joined."""
    numbers = [page.frame.page_number for page in pages]
    if len(set(numbers)) == len(numbers):
        return tuple(blocks_of(pages))
    counted = [_renumbered(page, index) for index, page in enumerate(pages, 1)]
    joined = stitch(blocks_of(counted))
    return tuple(_as_stored(block, numbers) for block in joined)


def _renumbered(page: ReadPage, number: int) -> ReadPage:
    """The page under the number that it has among all pages, halves of spreads counted."""
    frame = replace(page.frame, page_number=number)
    if page.arrangement is None:
        return replace(page, frame=frame)
    tables = [
        replace(t, table=replace(t.table, page_numbers=(number,))) for t in page.arrangement.tables
    ]
    lines = [replace(line, page_number=number) for line in page.arrangement.lines]
    arrangement = replace(page.arrangement, frame=frame, tables=tables, lines=lines)
    return replace(page, frame=frame, arrangement=arrangement)


def _as_stored(block: Block, numbers: Sequence[int]) -> Block:
    """The block under its page's number in the file."""
    if isinstance(block, Table):
        stored = dict.fromkeys(numbers[number - 1] for number in block.page_numbers)
        return replace(block, page_numbers=tuple(stored))
    return replace(block, page_number=numbers[block.page_number - 1])


def blocks_of(pages: Sequence[ReadPage]) -> list[Block]:
    """Paragraphs with their roles, and tables, in reading order."""
    roles = furniture_roles(
        [PageLines(p.lines, p.frame.reading_size[1], bool(p.tables)) for p in pages]
    )
    columns = _columns(pages, roles)
    flow = _Flow({p.frame.page_number: p.frame for p in pages}, columns)
    for page in pages:
        for item in page.in_order():
            if isinstance(item, PlacedTable):
                flow.add_table(item.table)
            else:
                flow.add_line(item, roles.get(id(item)))
    return flow.finish()


class _Flow:
    """Collects blocks: lines wait in `_open` until their paragraph has ended."""

    def __init__(self, frames: dict[int, Frame], columns: dict[int, Column]) -> None:
        self._frames, self._columns = frames, columns
        self._blocks: list[Block] = []
        self._open: list[Line] = []
        self._between: list[Block] = []

    def add_table(self, table: Table) -> None:
        self._close()
        self._blocks.append(table)

    def add_line(self, line: Line, role: Role | None) -> None:
        if role is not None:
            self._between.append(self._paragraph([line], role))
        elif self._open and goes_on(self._open, line, self._columns):
            self._open.append(line)
        else:
            self._close()
            self._open = [line]

    def finish(self) -> list[Block]:
        self._close()
        return self._blocks

    def _close(self) -> None:
        """End the open paragraph; furniture that stood inside it comes after it."""
        if self._open:
            self._blocks.append(self._paragraph(self._open, None))
        self._blocks += self._between
        self._open, self._between = [], []

    def _paragraph(self, lines: list[Line], role: Role | None) -> Paragraph:
        frame = self._frames[lines[0].page_number]
        column = self._columns[lines[0].page_number]
        width = frame.reading_size[0]
        return make_paragraph(lines, column, role or role_of(lines, column, width), frame)


def _columns(pages: Sequence[ReadPage], roles: dict[int, Role]) -> dict[int, Column]:
    """The text column of each page by number."""
    own: dict[int, list[Line]] = {}
    by_width: dict[int, list[Line]] = defaultdict(list)
    for page in pages:
        lines = [line for line in page.lines if id(line) not in roles]
        own[page.frame.page_number] = lines
        by_width[round(page.frame.reading_size[0])] += lines
    found = {}
    for page in pages:
        width = page.frame.reading_size[0]
        lines = own[page.frame.page_number]
        shared = by_width[round(width)]
        found[page.frame.page_number] = text_column(
            lines if len(lines) >= _ENOUGH_LINES else shared, width
        )
    return found
