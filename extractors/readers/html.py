"""Web pages of portals into the document model: one page, its main content in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from extractors.protocols import ReadOptions
from extractors.readers.banners import parted
from extractors.readers.markup.content import main_content, parse, title
from extractors.readers.markup.decoding import decode
from extractors.readers.markup.runs import HEADINGS, parts
from extractors.readers.markup.tables import grid, is_layout
from schemas.document import Block, Document, Page, Paragraph, Role, SourceFile
from schemas.errors import EmptyFileError, LimitExceededError, UnreadableFileError
from schemas.text import PlacedText

#: Elements inside each other beyond which a page is no page.
_MAX_DEPTH = 400


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read a page.

    Raises:
        LimitExceededError: larger than a text may be, or nested without end.
        EmptyFileError: no words in it.
        UnreadableFileError: no tree could be made of it.
    """
    if len(data) > options.max_text_bytes:
        raise LimitExceededError(f"{source.name}: {len(data)} bytes of HTML")
    engine = f"lxml {version('lxml')}"
    try:
        blocks = _page(parse(decode(data)), engine)
    except (LxmlError, ValueError, RecursionError) as error:
        raise UnreadableFileError(f"{source.name}: no web page ({error})") from error
    if not blocks:
        raise EmptyFileError(f"{source.name}: the page holds no words")
    return Document(source, engine, (Page(1),), blocks)


def _page(root: HtmlElement, engine: str) -> tuple[Block, ...]:
    """The page's title, unless the content begins with it, and its content."""
    named = title(root)
    head = [] if named is None else [p for p in parts(named) if isinstance(p, PlacedText)]
    body = list(_blocks(main_content(root), engine, 0))
    opening = "".join(b.string for b in body[:3] if isinstance(b, Paragraph))
    wanted = [line for line in head if body and line.string not in opening]
    return (*(Paragraph(line, 1, Role.HEADING) for line in wanted), *body)


def _blocks(element: HtmlElement, engine: str, depth: int) -> Iterator[Block]:
    if depth > _MAX_DEPTH:
        raise LimitExceededError("elements nested without end")
    if element.tag == "table" and not is_layout(element):
        table = grid(element, 1, engine)
        if table is not None:
            yield from parted(table, 1)
        return
    role = Role.HEADING if element.tag in HEADINGS else Role.BODY
    for part in parts(element):
        if isinstance(part, PlacedText):
            yield Paragraph(part, 1, role)
        else:
            yield from _blocks(part, engine, depth + 1)
