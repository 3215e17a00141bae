"""PNG, JPEG and TIFF → document: every picture of the file is a page."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PIL import Image as Pictures
from PIL import ImageOps, ImageSequence, UnidentifiedImageError

from extractors.ocr.engines import engine
from extractors.ocr.issues import ocr_issues
from extractors.ocr.page import engine_name, read_picture
from extractors.ocr.prepare.ink import Image
from extractors.protocols import ReadOptions
from extractors.readers.paged import ReadPage, document_blocks, document_pages
from schemas.document import Document, SourceFile
from schemas.errors import (
    EmptyFileError,
    LimitExceededError,
    TruncatedFileError,
    UnreadableFileError,
)
from schemas.report import Issue, Severity

#: Pixels that are read at most, and those of a picture that is not opened at all.
_MOST_PIXELS, _MOST_IN_FILE = 40_000_000, 120_000_000
#: Resolutions (dpi) that can be true; else the longer side is taken for that of A4 (points).
_LOWEST, _HIGHEST, _LONG_SIDE = 70.0, 1200.0, 842.0
#: What the library raises over damaged pictures.
_DAMAGE = (
    *(UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError, LookupError),
    *(ArithmeticError, AttributeError, RuntimeError, struct.error, zlib.error),
)
#: Pixels are square where the resolutions differ by less than this share; more than so many times
#: as broad as high they cannot be.
_SQUARE, _FLATTEST = 0.05, 2.6
#: Pictures smaller than this on a side hold no page.
_SMALLEST = 32


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read a picture, or all of a TIFF's.

    Raises:
        schemas.errors.UnreadableFileError: empty, cut off, too large, or reading is off.
        schemas.errors.MissingEngineError: if no OCR engine can run.
    """
    if not data:
        raise EmptyFileError("the file is empty")
    if len(data) > options.max_bytes:
        raise LimitExceededError(f"the file has {len(data)} bytes")
    if options.ocr == "never":
        raise UnreadableFileError(
            "the file is a picture and OCR is switched off", remedy="Read it with --ocr auto."
        )
    pages: list[ReadPage] = []
    damage: list[Issue] = []
    try:
        for number, (picture, size) in enumerate(_pictures(data, options.max_pages), 1):
            pages += read_picture(picture, number, size, engine())
    except (TruncatedFileError, LimitExceededError) as error:
        if not pages:
            raise
        code = "truncated_file" if isinstance(error, TruncatedFileError) else "picture_too_large"
        damage = [Issue(code=code, message=error.message, severity=Severity.ERROR)]
    document = Document(
        source=source,
        engine=engine_name(engine()),
        pages=document_pages(pages),
        blocks=document_blocks(pages),
    )
    return replace(document, issues=(*damage, *ocr_issues(document)))


def page_pictures(data: bytes, most: int) -> Iterator[tuple[Image, tuple[float, float]]]:
    """Pages (BGR) and their sizes in points, upright, as `read` counts its boxes; raises as it."""
    return _pictures(data, most)


def _pictures(data: bytes, most: int) -> Iterator[tuple[Image, tuple[float, float]]]:
    """Pictures (BGR) and their sizes in points."""
    try:
        with Pictures.open(io.BytesIO(data)) as opened:
            for index, frame in enumerate(ImageSequence.Iterator(opened)):
                if index >= most:
                    return
                yield _picture(frame)
    except _DAMAGE as error:
        raise TruncatedFileError(f"the picture cannot be opened: {error}") from error
    except Pictures.DecompressionBombError as error:
        raise LimitExceededError(str(error)) from error


def _picture(frame: Pictures.Image) -> tuple[Image, tuple[float, float]]:
    width, height = frame.size
    if width * height > _MOST_IN_FILE:
        raise LimitExceededError(
            f"the picture has {width} × {height} pixels", remedy="Scale it down to 300 dpi."
        )
    if min(width, height) < _SMALLEST:
        raise UnreadableFileError(f"the picture has {width} × {height} pixels: no page")
    resolution = _resolution(frame)
    upright = ImageOps.exif_transpose(_with_square_pixels(frame))
    flat = Pictures.new("RGB", upright.size, "white")
    rgba = upright.convert("RGBA")
    flat.paste(rgba, mask=rgba.getchannel("A"))
    size = (flat.width / resolution * 72, flat.height / resolution * 72)
    flat.thumbnail(_allowed(flat.size), Pictures.Resampling.LANCZOS)
    return np.ascontiguousarray(np.asarray(flat)[:, :, ::-1]), size


def _resolution(frame: Pictures.Image) -> float:
    value = max(_stated(frame))
    if _LOWEST < value <= _HIGHEST and value != 72.0:
        return value
    return max(frame.size) / _LONG_SIDE * 72


def _stated(frame: Pictures.Image) -> tuple[float, float]:
    """Resolution across and down that the file states; zeros where it does not."""
    stated = frame.info.get("dpi", (0, 0))
    if not isinstance(stated, tuple) or len(stated) < 2:
        return 0.0, 0.0
    return float(stated[0]), float(stated[1])


def _with_square_pixels(frame: Pictures.Image) -> Pictures.Image:
    """The picture as it was printed: a fax has half as many lines as columns to the inch."""
    across, down = _stated(frame)
    if not (min(across, down) > 0 and 1 / _FLATTEST <= across / down <= _FLATTEST):
        return frame
    if abs(across / down - 1) < _SQUARE:
        return frame
    width, height = frame.size
    size = (width, round(height * across / down))
    if across < down:
        size = (round(width * down / across), height)
    grey = frame.convert("L") if frame.mode == "1" else frame
    return grey.resize(size, Pictures.Resampling.BICUBIC)


def _allowed(size: tuple[int, int]) -> tuple[int, int]:
    share = min(1.0, (_MOST_PIXELS / (size[0] * size[1])) ** 0.5)
    return max(1, int(size[0] * share)), max(1, int(size[1] * share))
