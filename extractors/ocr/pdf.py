"""PDF → document: digital pages by their text layer, the others by OCR, page by page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pymupdf

from extractors.ocr.engines import engine
from extractors.ocr.issues import ocr_issues
from extractors.ocr.page import read_picture
from extractors.ocr.prepare.ink import Image
from extractors.protocols import ReadOptions
from extractors.readers import pdf
from extractors.readers.paged import ReadPage
from schemas.document import Document, SourceFile
from schemas.errors import LimitExceededError
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
    if options.ocr == "never":
        return pdf.read(data, source, options)
    large: list[Issue] = []

    def from_picture(page: pymupdf.Page, digital: ReadPage) -> list[ReadPage]:
        try:
            return read_page_image(page, digital)
        except LimitExceededError as error:
            large.append(_too_large(error, digital))
            return []

    document = pdf.read(data, source, options, from_picture)
    return replace(document, issues=(*document.issues, *large, *ocr_issues(document)))


def _too_large(error: LimitExceededError, digital: ReadPage) -> Issue:
    frame = digital.frame
    return Issue(
        code="picture_too_large",
        message=error.message,
        severity=Severity.ERROR,
        location=PageLocation(page=frame.page_number, box=(0.0, 0.0, frame.width, frame.height)),
    )


def read_page_image(page: pymupdf.Page, digital: ReadPage) -> list[ReadPage]:
    """Read a page from its picture: two pages for a spread.

    Raises:
        schemas.errors.LimitExceededError: if it is too large to open.
    """
    for picture in page.get_image_info():
        width, height = picture["width"], picture["height"]
        if width * height > _MOST_IN_FILE:
            raise LimitExceededError(f"the page's picture has {width} × {height} pixels")
    size = (digital.frame.width, digital.frame.height)
    return read_picture(drawn(page), digital.frame.page_number, size, engine())


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
