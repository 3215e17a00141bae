"""OFD → document: characters by place, ruled tables, paragraphs; nothing in it is run or fetched.

GB/T 33190-2016. Text is kept as Unicode beside its glyphs, so that no font is needed to read it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractors.layout.glyphs import Frame
from extractors.layout.quality import TextState, text_quality
from extractors.protocols import ReadOptions
from extractors.readers.arrange import arrange
from extractors.readers.fixed.paths import read_segments
from extractors.readers.fixed.structure import FixedPage, documents
from extractors.readers.fixed.text import read_text
from extractors.readers.package import Package, open_package
from extractors.readers.paged import ReadPage, document_blocks, document_pages
from extractors.readers.strokes import rulings_of
from extractors.tables.ruled import find_grids, merge_rulings
from schemas.document import Document, SourceFile
from schemas.errors import LimitExceededError, NoPagesError, TruncatedFileError, UnreadableFileError
from schemas.report import Issue, Severity

ENGINE = "ofd 1"


#: Reads a page from its picture: the file, the page's number, its width and height in points.
PictureReader = Callable[[bytes, int, tuple[float, float]], list[ReadPage]]


def read(
    data: bytes,
    source: SourceFile,
    options: ReadOptions,
    read_picture: PictureReader | None = None,
) -> Document:
    """Read all documents of the package as one; pages without text go to `read_picture`.

    Raises:
        LimitExceededError: larger than a report can be.
        EncryptedFileError, TruncatedFileError, NoPagesError: as named.
    """
    if len(data) > options.max_bytes:
        raise LimitExceededError(f"{source.name}: {len(data)} bytes")
    package = open_package(data, source.name)
    issues = package.issues()
    wanted = [(document, part) for document in documents(package) for part in document.page_parts]
    if not wanted:
        raise NoPagesError(f"{source.name}: the OFD has no pages")
    if len(wanted) > options.max_pages:
        words = f"{len(wanted)} pages, of which the first {options.max_pages} were read"
        issues.append(Issue(code="pages_unread", message=words, severity=Severity.ERROR))
    walk = _Walk(package, issues, read_picture)
    pages: list[ReadPage] = []
    for number, (document, part) in enumerate(wanted[: options.max_pages], 1):
        pages += walk.read(document.page(part), number)
    if package.is_cut and not any(page.arrangement for page in pages):
        raise TruncatedFileError(f"{source.name}: cut off before its first page")
    return Document(
        source=source,
        engine=ENGINE,
        pages=document_pages(pages),
        blocks=document_blocks(pages),
        issues=tuple(issues),
    )


@dataclass(slots=True)
class _Walk:
    """Reads pages one after the other; says of each what could not be read."""

    package: Package
    issues: list[Issue]
    read_picture: PictureReader | None

    def read(self, page: FixedPage, number: int) -> list[ReadPage]:
        """The page; two where its picture shows a spread."""
        frame, glyphs = read_text(page.layers, Frame(number, page.width, page.height))
        read = ReadPage(frame, text_quality("".join(glyph.character for glyph in glyphs)))
        if page.damage:
            self._say("page_damaged", f"page {number} is damaged: {page.damage}")
        elif read.quality.usable:
            horizontal, vertical = rulings_of(read_segments(page.layers, frame))
            rules, grids = merge_rulings(horizontal), find_grids(horizontal, vertical)
            read.arrangement = arrange(frame, glyphs, grids, rules, ENGINE)
        elif seen := self._from_picture(page, number):
            return seen
        elif read.quality.state is not TextState.EMPTY or _shows_pictures(page):
            self._say("no_text_layer", f"page {number} has no text ({read.quality.reason})")
        return [read]

    def _from_picture(self, page: FixedPage, number: int) -> list[ReadPage]:
        if self.read_picture is None or not page.pictures:
            return []
        try:
            data = self.package.bytes_of(page.pictures[0])
            return self.read_picture(data, number, (page.width, page.height))
        except UnreadableFileError as error:
            self._say("page_damaged", f"the picture of page {number}: {error.message}")
            return []

    def _say(self, code: str, message: str) -> None:
        self.issues.append(Issue(code=code, message=message, severity=Severity.ERROR))


def _shows_pictures(page: FixedPage) -> bool:
    return any(next(layer.iter("{*}ImageObject"), None) is not None for layer in page.layers)
