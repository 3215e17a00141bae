"""What a reader hands on: pages or sheets of words, and blocks in reading order.

Every reader, whatever its format, fills this one model; nothing downstream knows the format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from schemas.evidence import Location, Method, PageLocation
from schemas.geometry import BoundingBox
from schemas.report import Issue
from schemas.table import Table
from schemas.text import PlacedText


class MediaType(StrEnum):
    """What the bytes are, never what the name says."""

    PDF = "application/pdf"
    TEXT = "text/plain"
    HTML = "text/html"
    MHTML = "multipart/related"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    CSV = "text/csv"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    RTF = "application/rtf"
    OFD = "application/ofd"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    ZIP = "application/zip"
    RAR = "application/vnd.rar"
    SEVEN_ZIP = "application/x-7z-compressed"
    TAR = "application/x-tar"
    GZIP = "application/gzip"
    FOLDER = "inode/directory"
    UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes that were read and where they came from."""

    name: str
    sha256: str
    size: int
    media_type: MediaType
    url: str | None = None
    fetched_at: str | None = None
    parent: str | None = None


class Role(StrEnum):
    """What a paragraph is on its page, as far as a reader can tell."""

    BODY = "body"
    HEADING = "heading"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"
    PAGE_NUMBER = "page_number"
    CONTENTS = "contents"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stand together on a page; `score` is the reader's (1.0 for digital text)."""

    text: PlacedText
    box: BoundingBox
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, joined; a heading or a table's title is a paragraph too.

    `font_size` (points), `bold` and `centred` are hints where the format has them, else None/False.
    """

    text: PlacedText
    page_number: int
    role: Role = Role.BODY
    box: BoundingBox | None = None
    font_size: float | None = None
    bold: bool = False
    centred: bool = False

    @property
    def string(self) -> str:
        """The text without places."""
        return self.text.string


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paged document, a sheet of a workbook, or the whole of a flowing text.

    `number` counts from 1. `width` and `height` are points of the page as shown (after rotation);
    0 where the format has no pages. `method` tells how its text was read, `engine` by what where it
    was not by the document's engine; `remarks`: what is to be said of how it was read.
    """

    number: int
    name: str | None = None
    width: float = 0.0
    height: float = 0.0
    rotation: int = 0
    method: Method = Method.TEXT_LAYER
    words: tuple[Word, ...] = ()
    hidden: bool = False
    engine: str = ""
    remarks: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One readable document: its pages, and all its blocks in reading order.

    `engine` names the reader and its version, as evidence will. `text` is the decoded text of a
    plain text file, the base of character spans; empty for other formats.
    """

    source: SourceFile
    engine: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    issues: tuple[Issue, ...] = ()
    text: str = field(default="", repr=False)

    def page_at(self, place: Location) -> Page | None:
        """The page of a place; the only one where places have none."""
        number = place.page if isinstance(place, PageLocation) else 1
        return next((page for page in self.pages if page.number == number), None)

    def engine_at(self, place: Location) -> str:
        """What read the characters at the place, with its version."""
        page = self.page_at(place)
        return (page.engine if page else "") or self.engine

    def tables(self) -> Iterator[Table]:
        """Tables in reading order."""
        return (b for b in self.blocks if isinstance(b, Table))

    def paragraphs(self) -> Iterator[Paragraph]:
        """Paragraphs in reading order, page furniture left out."""
        furniture = {Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.PAGE_NUMBER, Role.CONTENTS}
        return (b for b in self.blocks if isinstance(b, Paragraph) and b.role not in furniture)
