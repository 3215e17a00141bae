"""Reading a text as the tests of the plain reader do."""

from extractors.protocols import ReadOptions
from extractors.readers.plain import read
from schemas.document import Document, MediaType, Paragraph, Role, SourceFile
from schemas.evidence import TextLocation
from schemas.table import Table
from schemas.text import PlacedText, SpanPlace


def read_bytes(data: bytes, options: ReadOptions | None = None) -> Document:
    source = SourceFile("report.txt", "0" * 64, len(data), MediaType.TEXT)
    return read(data, source, options or ReadOptions())


def read_text(text: str) -> Document:
    return read_bytes(text.encode())


def strings(document: Document, role: Role | None = None) -> list[str]:
    """Texts of the paragraphs, those of one role where it is given."""
    return [
        block.string
        for block in document.blocks
        if isinstance(block, Paragraph) and role in (None, block.role)
    ]


def texts(document: Document) -> list[PlacedText]:
    """Every text that the reader hands on."""
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            found += [cell.text for cell in block.cells]
    return found


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


def column(table: Table, column: int) -> list[str]:
    """The text that holds at each row of a column, spans included."""
    cells = [table.at(row, column) for row in range(table.row_count)]
    return ["" if cell is None else cell.string for cell in cells]


def text_at(table: Table, row: int, column: int) -> str:
    """The text of the cell that covers a position."""
    cell = table.at(row, column)
    assert cell is not None, f"no cell at row {row}, column {column}"
    return cell.string


def span_of(text: PlacedText, part: str) -> tuple[int, int]:
    """Where a part of a text stands in the file."""
    start = text.string.index(part)
    (place,) = text.locate(start, start + len(part))
    assert isinstance(place, TextLocation)
    return place.start, place.end


def misplaced(document: Document) -> list[tuple[str, str]]:
    """Runs of characters that do not stand where their place says."""
    wrong = []
    for text in texts(document):
        for segment in text.segments:
            place = segment.place
            assert isinstance(place, SpanPlace)
            there = document.text[place.start : place.start + place.length]
            here = text.string[segment.start : segment.end]
            if here != there:
                wrong.append((here, there))
    return wrong
