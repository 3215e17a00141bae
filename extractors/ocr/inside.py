"""Pictures inside documents and workbooks, read as pages that follow the document's own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

from PIL import Image as Pictures

from extractors.ocr.engines import engine
from extractors.ocr.image import page_pictures
from extractors.ocr.issues import ocr_issues
from extractors.ocr.page import read_picture
from extractors.protocols import ReadOptions
from extractors.readers.paged import ReadPage, document_blocks, document_pages
from extractors.readers.pictures import Picture, pictures_in
from schemas.document import Document, SourceFile
from schemas.errors import EmptyFileError, NoPagesError, UnreadableFileError
from schemas.report import Issue, Severity

#: Smaller pictures (pixels) are seals, signatures and ornaments, not pages or tables.
_NARROWEST, _SMALLEST = 300, 300_000
#: Pictures of one document that are read.
_MOST = 50

Read = Callable[[bytes, SourceFile, ReadOptions], Document]


def read_with_pictures(
    read: Read, data: bytes, source: SourceFile, options: ReadOptions
) -> Document:
    """What `read` gives, and the pages that the pictures of the package show.

    Raises:
        schemas.errors.UnreadableFileError: as `read`, but for a document of pictures alone.
        schemas.errors.MissingEngineError: if a picture is to be read and no engine can run.
    """
    pictures = [p for p in pictures_in(data, source.name) if _is_page(p)]
    document = _words(read, data, source, options, alone=bool(pictures))
    if not pictures:
        return document
    if options.ocr == "never":
        return _said(document, f"{len(pictures)} 张图片未读取：OCR 已关闭")
    if len(pictures) > _MOST:
        document = _said(document, f"共 {len(pictures)} 张图片，只读取前 {_MOST} 张")
    for picture in pictures[:_MOST]:
        document = _added(document, picture)
    return replace(document, issues=(*document.issues, *ocr_issues(document)))


def _words(
    read: Read, data: bytes, source: SourceFile, options: ReadOptions, *, alone: bool
) -> Document:
    """The document; an empty one where it holds nothing but pictures."""
    try:
        return read(data, source, options)
    except (EmptyFileError, NoPagesError):
        if not alone:
            raise
        return Document(source, "pictures", (), ())


def _is_page(picture: Picture) -> bool:
    try:
        with Pictures.open(io.BytesIO(picture.data)) as opened:
            width, height = opened.size
    except Exception:  # noqa: BLE001 - many kinds over damaged pictures; ornaments are not missed
        return False
    return min(width, height) >= _NARROWEST and width * height >= _SMALLEST


def _added(document: Document, picture: Picture) -> Document:
    """The document with what the picture shows as its last page."""
    number = max((page.number for page in document.pages), default=0) + 1
    try:
        read = list(_read(picture, number))
    except UnreadableFileError as error:
        return _said(document, f"{picture.part}：{error.message}")
    pages = tuple(replace(page, name=picture.part) for page in document_pages(read))
    return replace(
        document,
        pages=(*document.pages, *pages),
        blocks=(*document.blocks, *document_blocks(read)),
    )


def _read(picture: Picture, number: int) -> Iterator[ReadPage]:
    for image, size in page_pictures(picture.data, 1):
        yield from read_picture(image, number, size, engine())


def _said(document: Document, words: str) -> Document:
    issue = Issue(code="picture_unread", message=words, severity=Severity.WARNING)
    return replace(document, issues=(*document.issues, issue))
