"""PDF → document: digital pages by their text layer, the others by OCR, page by page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pymupdf

from extractors.ocr.beside import has_pictures, is_print, print_beside
from extractors.ocr.engines import engine
from extractors.ocr.issues import ocr_issues
from extractors.ocr.layer import layer_of
from extractors.ocr.page import read_picture
from extractors.ocr.prepare.ink import Image
from extractors.ocr.recorded import Recorded
from extractors.protocols import ReadOptions
from extractors.readers import pdf
from extractors.readers.paged import ReadPage
from schemas.document import Document, SourceFile
from schemas.errors import LimitExceededError, MissingEngineError
from schemas.evidence import PageLocation
from schemas.report import Issue, Severity

#: Resolution (dpi) of a page that is not one picture; bounds of one that is.
_USUAL, _LOWEST, _HIGHEST = 200.0, 72.0, 320.0
#: Pixels that are read at most: beyond, the page is drawn coarser.
_MOST_PIXELS = 40_000_000
#: A picture with more pixels than this is not opened at all: it would take gigabytes.
_MOST_IN_FILE = 120_000_000
#: A picture that covers this share of the page is a scan of it.
_WHOLE = 0.6


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read a PDF; `options.ocr` says which pages go to the OCR engine.

    Raises:
        schemas.errors.UnreadableFileError: see `extractors.readers.pdf.read`.
        schemas.errors.MissingEngineError: if a page needs OCR and no engine can run.
    """
    large: list[Issue] = []

    def from_picture(page: pymupdf.Page, digital: ReadPage) -> list[ReadPage]:
        try:
            return _from_picture(page, digital, options)
        except LimitExceededError as error:
            large.append(_too_large(error, digital))
            return []

    document = pdf.read(data, source, options, from_picture)
    return replace(document, issues=(*document.issues, *large, *ocr_issues(document)))


def _from_picture(page: pymupdf.Page, digital: ReadPage, options: ReadOptions) -> list[ReadPage]:
    """The page's picture read, or what pictures show beside its text; nothing where none is.

    A hidden layer that can be read is used where no engine can run.
    """
    if digital.quality.usable and not digital.recognised and options.ocr != "always":
        return _with_pictures(page, digital, options)
    if options.ocr == "never":
        return []
    try:
        return read_page_image(page, digital)
    except MissingEngineError:
        if digital.quality.usable:
            return []
        raise


def _with_pictures(page: pymupdf.Page, digital: ReadPage, options: ReadOptions) -> list[ReadPage]:
    """The page and what its pictures show besides, where they show print."""
    if not has_pictures(page):
        return []
    _refuse_huge(page)
    picture = print_beside(page, digital, drawn(page))
    if picture is None:
        return []
    reader = _engine_or_none() if options.ocr != "never" else None
    if reader is None:
        return [replace(digital, remarks=(*digital.remarks, _unread(digital)))]
    number, size = digital.frame.page_number, (digital.frame.width, digital.frame.height)
    found = [read for read in read_picture(picture, number, size, reader) if is_print(read)]
    return [digital, *found] if found else []


def _engine_or_none() -> Recorded | None:
    try:
        return engine()
    except MissingEngineError:
        return None


def _unread(digital: ReadPage) -> Issue:
    message = "a picture on this page shows text that was not read: OCR is off or not installed"
    return _issue("picture_unread", message, digital, Severity.WARNING)


def _too_large(error: LimitExceededError, digital: ReadPage) -> Issue:
    return _issue("picture_too_large", error.message, digital, Severity.ERROR)


def _issue(code: str, message: str, digital: ReadPage, severity: Severity) -> Issue:
    frame = digital.frame
    place = PageLocation(page=frame.page_number, box=(0.0, 0.0, frame.width, frame.height))
    return Issue(code=code, message=message, severity=severity, location=place)


def read_page_image(page: pymupdf.Page, digital: ReadPage) -> list[ReadPage]:
    """Read a page from its picture, held against its hidden layer: two pages for a spread.

    Raises:
        schemas.errors.LimitExceededError: if it is too large to open.
    """
    _refuse_huge(page)
    size = (digital.frame.width, digital.frame.height)
    hidden = digital.arrangement if digital.recognised else None
    layer = layer_of(hidden.words()) if hidden is not None else None
    return read_picture(drawn(page), digital.frame.page_number, size, engine(), layer)


def _refuse_huge(page: pymupdf.Page) -> None:
    for picture in page.get_image_info():
        width, height = picture["width"], picture["height"]
        if width * height > _MOST_IN_FILE:
            raise LimitExceededError(f"the page's picture has {width} × {height} pixels")


def drawn(page: pymupdf.Page) -> Image:
    """The page as shown, at the resolution of the picture that covers it (BGR)."""
    scale = _resolution(page) / 72
    pixels = page.rect.width * page.rect.height * scale**2
    scale *= min(1.0, (_MOST_PIXELS / max(pixels, 1.0)) ** 0.5)
    drawing = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB)
    flat = np.frombuffer(drawing.samples, np.uint8).reshape(drawing.height, drawing.width, 3)
    return np.ascontiguousarray(flat[:, :, ::-1])


def _resolution(page: pymupdf.Page) -> float:
    area = page.rect.width * page.rect.height
    for picture in page.get_image_info():
        left, top, right, bottom = picture["bbox"]
        width, height = right - left, bottom - top
        if width * height >= _WHOLE * area:
            across = max(picture["width"], picture["height"]) / max(width, height) * 72
            return float(min(max(across, _LOWEST), _HIGHEST))
    return _USUAL
