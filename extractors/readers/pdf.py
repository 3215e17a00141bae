"""Digital PDF → document: characters by place, ruled tables, paragraphs, page furniture."""

from __future__ import annotations

from collections.abc import Callable

import pymupdf

from extractors.layout.quality import TextState
from extractors.protocols import ReadOptions
from extractors.readers.mupdf.opening import is_cut_off, open_pdf
from extractors.readers.mupdf.pages import read_page
from extractors.readers.paged import ReadPage, document_blocks, document_pages
from schemas.document import Document, SourceFile
from schemas.errors import LimitExceededError
from schemas.evidence import PageLocation
from schemas.report import Issue, Severity

ENGINE = f"pymupdf {pymupdf.VersionBind}"

#: Reads a page from its picture, or what pictures show beside its text: the PyMuPDF page, what its
#: text layer gave. Two pages where the picture shows a spread; none where it cannot.
PageImageReader = Callable[[pymupdf.Page, ReadPage], list[ReadPage]]

#: What the library raises over a damaged page.
_DAMAGE = (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError, ArithmeticError)
#: A page without text and pictures that has more drawings than this may have its text as outlines.
_FEW_DRAWINGS = 60

_ISSUES = {
    TextState.GOOD: ("hidden_text_layer", "the page's text is hidden: some program recognised it"),
    TextState.EMPTY: ("no_text_layer", "the page has no text: it has to be read from its picture"),
    TextState.GARBAGE: ("garbage_text", "the page's text layer is garbage"),
    TextState.POOR: ("poor_text_layer", "the page's hidden text layer is poor"),
}


def read(
    data: bytes,
    source: SourceFile,
    options: ReadOptions,
    read_page_image: PageImageReader | None = None,
) -> Document:
    """Read a PDF; pages without usable text go to `read_page_image` if there is one.

    Raises:
        schemas.errors.UnreadableFileError: see `extractors.readers.mupdf.opening.open_pdf`.
    """
    if len(data) > options.max_bytes:
        raise LimitExceededError(f"the file has {len(data)} bytes")
    issues: list[Issue] = [_cut_off()] if is_cut_off(data) else []
    pages: list[ReadPage] = []
    with open_pdf(data, options.password) as document:
        for index in range(min(document.page_count, options.max_pages)):
            pages += _read_one(document, index, options, read_page_image, issues)
        if document.page_count > options.max_pages:
            issues.append(_unread(document.page_count, options.max_pages))
    return Document(
        source=source,
        engine=ENGINE,
        pages=document_pages(pages),
        blocks=document_blocks(pages),
        issues=tuple(issues),
    )


def _read_one(
    document: pymupdf.Document,
    index: int,
    options: ReadOptions,
    read_page_image: PageImageReader | None,
    issues: list[Issue],
) -> list[ReadPage]:
    """The page; nothing but an issue where it is too damaged for the library."""
    try:
        page = document.load_page(index)
        layer = read_page(page, ENGINE)
    except _DAMAGE as error:
        message = f"page {index + 1} is damaged: {error}"
        issues.append(Issue(code="page_damaged", message=message, severity=Severity.ERROR))
        return []
    if options.ocr == "always" and read_page_image is not None:
        return read_page_image(page, layer) or [layer]
    return _usable(page, layer, read_page_image, issues)


def _usable(
    page: pymupdf.Page, read: ReadPage, read_page_image: PageImageReader | None, issues: list[Issue]
) -> list[ReadPage]:
    """The page, read from its picture where its text layer is of no use or hidden; says so."""
    if read.quality.usable and not read.recognised:
        return (page.get_images() and read_page_image and read_page_image(page, read)) or [read]
    if read.quality.state is TextState.EMPTY and _is_blank(page):
        return [read]
    from_image = read_page_image(page, read) if read_page_image else []
    if from_image and read.quality.state is TextState.EMPTY:
        return from_image
    code, message = _ISSUES[read.quality.state]
    place = PageLocation(
        page=read.frame.page_number, box=(0.0, 0.0, read.frame.width, read.frame.height)
    )
    reason = f"{message} ({read.quality.reason})" if read.quality.reason else message
    if from_image:
        reason += ": its picture was read instead"
    severity = Severity.WARNING if from_image or read.quality.usable else Severity.ERROR
    issues.append(Issue(code=code, message=reason, severity=severity, location=place))
    return from_image or [read]


def _is_blank(page: pymupdf.Page) -> bool:
    """Whether the page shows no picture and no outlines that could be text."""
    return not page.get_images() and len(page.get_cdrawings()) < _FEW_DRAWINGS


def _cut_off() -> Issue:
    words = "the file's end is missing: only the pages that could be found were read"
    return Issue(code="truncated_file", message=words, severity=Severity.ERROR)


def _unread(count: int, limit: int) -> Issue:
    return Issue(
        code="pages_unread",
        message=f"{count} pages, of which the first {limit} were read",
        severity=Severity.ERROR,
    )
