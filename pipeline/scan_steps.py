"""Pictures of what each step of OCR made of a page, for `gongkai inspect`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import cv2
import pymupdf

from extractors.ocr.engines import engine
from extractors.ocr.image import page_pictures
from extractors.ocr.pdf import drawn
from extractors.ocr.prepare.ink import Image
from extractors.ocr.show import steps_of
from schemas.document import MediaType

_PICTURES = (MediaType.PNG, MediaType.JPEG, MediaType.TIFF)


def draw_steps(
    data: bytes, kind: MediaType, wanted: Collection[int], password: str | None = None
) -> Iterator[tuple[int, str, bytes]]:
    """(page number, name of the step, PNG) of the wanted pages of a PDF or a picture.

    Nothing comes of other kinds of files. What an engine read before is not read again.
    """
    pages = _pdf_pages(data, wanted, password) if kind is MediaType.PDF else _pages(data, kind)
    for number, image, width in pages:
        if number in wanted:
            for name, picture in steps_of(image, width, engine()):
                yield number, name, cv2.imencode(".png", picture)[1].tobytes()


def _pdf_pages(
    data: bytes, wanted: Collection[int], password: str | None
) -> Iterator[tuple[int, Image, float]]:
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        if pdf.needs_pass:
            pdf.authenticate(password or "")
        for number in sorted(wanted):
            if number <= pdf.page_count:
                page = pdf[number - 1]
                yield number, drawn(page), float(page.rect.width)


def _pages(data: bytes, kind: MediaType) -> Iterator[tuple[int, Image, float]]:
    if kind in _PICTURES:
        for number, (image, size) in enumerate(page_pictures(data, 1000), 1):
            yield number, image, size[0]
