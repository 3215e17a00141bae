"""Plain text: exports of reports in which line breaks and tabs alone are left of the layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.protocols import ReadOptions
from extractors.readers.text_layout.decode import decode
from extractors.readers.text_layout.furniture import roles as furniture
from extractors.readers.text_layout.lines import Line, split_lines
from extractors.readers.text_layout.paragraphs import Wrapping, paragraphs, wrapping
from extractors.readers.text_tables.tables import Found, Tables, find_tables
from schemas.document import Block, Document, Page, Paragraph, Role, SourceFile
from schemas.errors import LimitExceededError
from schemas.evidence import Method, TextLocation
from schemas.report import Issue, Severity

ENGINE = "plain-text 1"
_REPLACED = "\ufffd"


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read a text file: paragraphs joined over hard wraps, tables from tabs and from stacked cells.

    Every character of a paragraph or cell has a `SpanPlace` in `Document.text`.

    Raises:
        EmptyFileError: nothing but white space.
        UnknownFormatError: no text in any known encoding.
        LimitExceededError: more bytes than `options.max_text_bytes`.
    """
    if len(data) > options.max_text_bytes:
        raise LimitExceededError(f"{len(data)} bytes of text, {options.max_text_bytes} are allowed")
    text = decode(data)
    lines = split_lines(text)
    roles = furniture(lines)
    tables = find_tables(text, lines, roles)
    pages = max((line.page for line in lines), default=1)
    return Document(
        source=source,
        engine=ENGINE,
        pages=tuple(Page(number, method=Method.TEXT_LAYER) for number in range(1, pages + 1)),
        blocks=tuple(_blocks(lines, roles, tables.found)),
        issues=tuple(_issues(text, tables)),
        text=text,
    )


def _issues(text: str, tables: Tables) -> Iterator[Issue]:
    damaged = text.count(_REPLACED)
    if damaged:
        first = text.index(_REPLACED)
        yield Issue(
            code="damaged_characters",
            message=f"{damaged} characters of the text are broken and were left out",
            location=TextLocation(start=first, end=first + 1),
        )
    for head in tables.missed:
        (place, *_) = head.locate()
        yield Issue(
            code="form_not_rebuilt",
            message=f"the form below “{head.string}” was flattened; its rows could not be told",
            severity=Severity.NOTE,
            location=place,
        )


def _blocks(
    lines: Sequence[Line], roles: Mapping[int, Role], found: Sequence[Found]
) -> list[Block]:
    """Blocks in reading order; furniture in the middle of a paragraph follows it."""
    inside = {i for table in found for i in range(table.first, table.last)}
    prose = [line for i, line in enumerate(lines) if i not in inside and i not in roles]
    wrapped = wrapping(prose)
    blocks: list[Block] = []
    position = 0
    for table in found:
        blocks += _prose(lines, roles, range(position, table.first), wrapped)
        blocks += table.blocks
        blocks += _furniture(lines, roles, range(table.first, table.last))
        position = table.last
    return blocks + _prose(lines, roles, range(position, len(lines)), wrapped)


def _prose(
    lines: Sequence[Line], roles: Mapping[int, Role], inside: range, wrapped: Wrapping
) -> list[Block]:
    found = paragraphs([lines[i] for i in inside if i not in roles], wrapped)
    found += _furniture(lines, roles, inside)
    found.sort(key=_start)
    return list(found)


def _furniture(lines: Sequence[Line], roles: Mapping[int, Role], inside: range) -> list[Paragraph]:
    return [
        Paragraph(lines[i].text, lines[i].page, roles[i])
        for i in inside
        if i in roles and lines[i].string
    ]


def _start(paragraph: Paragraph) -> int:
    place = paragraph.text.segments[0].place
    return getattr(place, "start", 0)
