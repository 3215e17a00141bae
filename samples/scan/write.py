"""A report's PDF as page pictures, damaged, in a PDF that holds nothing but pictures."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pymupdf
from PIL import Image

from samples.scan.damage import damaged
from samples.scan.kinds import Kind, chance
from samples.scan.scanner import join
from samples.scan.sheet import Box, Picture, Sheet

#: Resolution of the printer; scanners see this page at most.
PRINTED = 300
FIGURE = re.compile(r"[\d,]+\.\d\d")


def save(printed: bytes, path: Path, kind: Kind, owner: str, name: str) -> list[int]:
    """Write the scan of a printed PDF; `name` decides all chance.

    Returns:
        for each printed page, the page of the scan that shows it, from 1.
    """
    with pymupdf.open(stream=printed, filetype="pdf") as source, pymupdf.open() as out:
        places = []
        for shown in _shown(source, kind, owner, name):
            places += [out.page_count + 1] * (2 if isinstance(shown, tuple) else 1)
            sheet = join(*shown) if isinstance(shown, tuple) else shown
            page = out.new_page(width=sheet.size[0], height=sheet.size[1])
            quality = round(chance(name, "quality", len(places)).uniform(*kind.quality))
            stored = _encoded(sheet.picture, kind, quality)
            page.insert_image(page.rect, stream=stored, keep_proportion=False)
        out.set_metadata({"producer": "samples"})
        out.save(str(path), garbage=3, deflate=True, no_new_id=True)
    return places


def _shown(
    source: pymupdf.Document, kind: Kind, owner: str, name: str
) -> Iterator[Sheet | tuple[Sheet, Sheet]]:
    """The damaged pages, two upright ones of a size together where the kind is a spread."""
    waiting: Sheet | None = None
    for number in range(source.page_count):
        sheet = replace(sheet_of(source, number, kind), owner=owner)
        sheet = damaged(sheet, kind, chance(name, number))
        if waiting is not None and sheet.size == waiting.size:
            yield waiting, sheet
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = sheet if kind.spread and number and sheet.size[0] < sheet.size[1] else None
        if waiting is None:
            yield sheet
    if waiting is not None:
        yield waiting


def sheet_of(source: pymupdf.Document, number: int, kind: Kind) -> Sheet:
    """A printed page, with its other side where the kind shows it."""
    page = source[number]
    seen_through = any(step["do"] == "through" for step in kind.steps)
    back = source[(number + 1) % source.page_count] if seen_through else None
    return Sheet(
        picture_of(page),
        PRINTED,
        kind.dpi,
        (page.rect.width, page.rect.height),
        figures=tuple(_figures(page)),
        reverse=None if back is None else picture_of(back),
    )


def picture_of(page: pymupdf.Page) -> Picture:
    """A page as printed, BGR."""
    pixels = page.get_pixmap(dpi=PRINTED, colorspace=pymupdf.csRGB, alpha=False)
    rows = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3)
    return np.ascontiguousarray(rows[:, :, ::-1])


def _figures(page: pymupdf.Page) -> Iterator[Box]:
    scale = PRINTED / 72
    for left, top, right, bottom, text, *_ in page.get_text("words"):
        if FIGURE.search(text):
            yield left * scale, top * scale, right * scale, bottom * scale


def _encoded(picture: Picture, kind: Kind, quality: int) -> bytes:
    """The stored picture: JPEG, or PNG of one bit a dot."""
    if kind.depth == "bilevel":
        return _one_bit(picture)
    stored = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if kind.depth == "grey" else picture
    done, data = cv2.imencode(".jpg", stored, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the picture could not be stored as JPEG")
    return data.tobytes()


def _one_bit(picture: Picture) -> bytes:
    stored = BytesIO()
    Image.fromarray(picture[:, :, 0]).convert("1", dither=Image.Dither.NONE).save(stored, "png")
    return stored.getvalue()
