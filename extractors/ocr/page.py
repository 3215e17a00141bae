"""A page's picture → what stands on it: the same as a reader of digital pages gives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractors.layout.quality import TextQuality, TextState
from extractors.ocr.doubt import doubted
from extractors.ocr.frame import ScanFrame
from extractors.ocr.glyphs import ReadPiece, glyphs_of
from extractors.ocr.pieces import Piece, pieces_of
from extractors.ocr.prepare.ink import Image
from extractors.ocr.prepare.page import Prepared, as_colour, prepare
from extractors.ocr.recorded import Recorded
from extractors.ocr.rulings import find_rulings, without_rulings
from extractors.protocols import OcrLine
from extractors.readers.arrange import arrange
from extractors.readers.paged import ReadPage
from extractors.tables.ruled import Grid, find_grids, merge_rulings
from schemas.evidence import Method

#: Paper left round the ink of a line that is read (multiple of the height of text).
_MARGIN = 0.22


def read_picture(
    image: Image, page_number: int, size: tuple[float, float], engine: Recorded
) -> list[ReadPage]:
    """Read a page's picture (BGR, as shown; `size` in points): two pages for a spread."""
    pixels_per_point = image.shape[1] / size[0]
    engine.begin(image)
    try:
        halves = prepare(image, pixels_per_point, engine)
        return [_read(half, page_number, size, pixels_per_point, engine) for half in halves]
    finally:
        engine.finish()


def engine_name(engine: Recorded) -> str:
    """What evidence says of an engine."""
    return f"{engine.name} {engine.version}"


def _read(
    page: Prepared, number: int, size: tuple[float, float], stored: float, engine: Recorded
) -> ReadPage:
    scale = page.pixels_per_point
    frame = ScanFrame(
        number,
        *size,
        size=(page.grey.shape[1] / scale, page.grey.shape[0] / scale),
        pixels_per_point=scale,
        stored_pixels_per_point=stored,
        to_stored=page.to_stored,
        stored_page=number,
    )
    rulings = find_rulings(page.ink, page.height)
    horizontal, vertical = rulings.in_points(scale)
    grids = find_grids(horizontal, vertical)
    clean = without_rulings(page.grey, rulings)
    ink = page.ink & ~rulings.mask
    polygons = engine.find_lines(as_colour(clean))
    pieces = pieces_of(polygons, [_in_pixels(g, scale) for g in grids], ink, page.height)
    read = _read_pieces(pieces, clean, page, engine)
    glyphs = glyphs_of(read, scale, page.height)
    text = "".join(r.text for r in read)
    quality = TextQuality(TextState.GOOD if text else TextState.EMPTY, _mean_score(read))
    return ReadPage(
        frame,
        quality,
        method=Method.OCR,
        engine=engine_name(engine),
        arrangement=arrange(
            frame, glyphs, grids, merge_rulings(horizontal), engine_name(engine)
        ),
    )


def _read_pieces(
    pieces: Sequence[Piece], clean: Image, page: Prepared, engine: Recorded
) -> list[ReadPiece]:
    margin = max(2, round(_MARGIN * page.height))
    crops = [_crop(clean, piece, margin) for piece in pieces]
    lines = engine.read_lines(crops)
    found = []
    for piece, line in zip(pieces, lines, strict=True):
        if line.characters:
            offset = float(max(0, piece.left - margin))
            found.append(_doubted_piece(piece, line, offset, page))
    return found


def _doubted_piece(piece: Piece, line: OcrLine, offset: float, page: Prepared) -> ReadPiece:
    return ReadPiece(piece, line, offset, doubted(piece, line, offset, page))


def _crop(grey: Image, piece: Piece, margin: int) -> Image:
    rows = slice(max(0, piece.top - margin), piece.bottom + margin)
    columns = slice(max(0, piece.left - margin), piece.right + margin)
    return as_colour(np.ascontiguousarray(grey[rows, columns]))


def _in_pixels(grid: Grid, scale: float) -> Grid:
    return Grid([x * scale for x in grid.xs], [y * scale for y in grid.ys], grid.cells)


def _mean_score(read: Sequence[ReadPiece]) -> float:
    scores = [score for r in read for score in r.scores]
    return float(np.mean(scores)) if scores else 0.0
