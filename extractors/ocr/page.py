"""A page's picture → what stands on it: the same as a reader of digital pages gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.layout.quality import TextQuality, TextState
from extractors.ocr.alternatives import with_other_readings
from extractors.ocr.consistency import consistent
from extractors.ocr.dashes import dashes_borne_out
from extractors.ocr.frame import ScanFrame
from extractors.ocr.glyphs import ReadPiece, glyphs_of
from extractors.ocr.issues import doubt_issues, layer_issues, lost_issues
from extractors.ocr.layer import Layer, held_against
from extractors.ocr.lost import loose_rows, unread_cells
from extractors.ocr.marks import Doubts, Marks, marks_of, weighed
from extractors.ocr.pieces import hidden_lines, pieces_of
from extractors.ocr.prepare.ink import Image, ink_of
from extractors.ocr.prepare.page import Prepared, as_colour, prepare
from extractors.ocr.reading import read_pieces
from extractors.ocr.recorded import Recorded
from extractors.ocr.rulings import Rulings, find_rulings, without_rulings
from extractors.ocr.sides import settled
from extractors.ocr.words import words_mended
from extractors.protocols import Polygon
from extractors.readers.arrange import arrange
from extractors.readers.paged import ReadPage
from extractors.tables.ruled import Grid, find_grids, merge_rulings
from schemas.evidence import Method
from schemas.geometry import BoundingBox

#: Pictures are at least so high and broad (pixels) when they are prepared.
_SMALLEST = 64


def read_picture(
    image: Image,
    page_number: int,
    size: tuple[float, float],
    engine: Recorded,
    layer: Layer | None = None,
) -> list[ReadPage]:
    """Read a page's picture (BGR, as shown; `size` in points): two pages for a spread.

    `layer`: what another program recognised there; figures of which it says otherwise are doubted.
    """
    pixels_per_point = image.shape[1] / size[0]
    engine.begin(image)
    try:
        halves = prepare(_large_enough(image), pixels_per_point, engine)
        return [_read(half, page_number, size, image, engine, layer) for half in halves]
    finally:
        engine.finish()


def _large_enough(image: Image) -> Image:
    """The picture, a tiny one with paper added to its right and below it."""
    missing = [max(0, _SMALLEST - side) for side in image.shape[:2]]
    if not any(missing):
        return image
    rows, columns = missing
    return np.pad(image, ((0, rows), (0, columns), (0, 0)), constant_values=255)


def engine_name(engine: Recorded) -> str:
    """What evidence says of an engine."""
    return f"{engine.name} {engine.version}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found on a prepared page; `grids` are in points, `clean` is without rulings.

    `marks` lie over its print; `doubts`: the pieces that are doubted for one of them; `unread`:
    cells with characters of which nothing was read, in pixels.
    """

    rulings: Rulings
    grids: list[Grid]
    clean: Image
    read: list[ReadPiece]
    doubts: Doubts
    marks: Marks
    unread: list[BoundingBox]


def look(page: Prepared, stored: Image, engine: Recorded) -> Seen:
    """Rulings, cells and what stands in them; `stored`: the picture that the page was made from."""
    rulings = find_rulings(page.grey, page.ink, page.height, page.seals)
    grids = find_grids(*rulings.in_points(page.pixels_per_point))
    clean = without_rulings(page.grey, rulings)
    ink = page.ink & ~rulings.mask
    sealed = ink_of(page.sealed) & ~rulings.mask if page.seals else None
    polygons, hidden = _lines(page, clean, rulings, engine)
    drawn = [in_pixels_of(g, page.pixels_per_point) for g in grids]
    in_pixels = [settled(g, polygons, page.ink, page.height) for g in drawn]
    grids = [Grid(g.xs, g.ys, s.cells) for g, s in zip(grids, in_pixels, strict=True)]
    pieces = pieces_of(polygons, in_pixels, ink, page.height, hidden, sealed)
    read = words_mended(consistent(read_pieces(pieces, clean, page, engine), grids))
    marks = marks_of(stored, page)
    unread = unread_cells(in_pixels, read, ink & ~marks.strokes, page.height)
    sure = dashes_borne_out(read, in_pixels, page.height)
    return Seen(rulings, grids, clean, *weighed(sure, marks, page), marks, unread)


def _read(
    page: Prepared,
    number: int,
    size: tuple[float, float],
    stored: Image,
    engine: Recorded,
    layer: Layer | None,
) -> ReadPage:
    scale = page.pixels_per_point
    frame = ScanFrame(
        number,
        *size,
        size=(page.grey.shape[1] / scale, page.grey.shape[0] / scale),
        pixels_per_point=scale,
        stored_pixels_per_point=stored.shape[1] / size[0],
        to_stored=page.to_stored,
        stored_page=number,
    )
    seen = look(page, stored, engine)
    read, remarks = seen.read, doubt_issues(seen.doubts, frame)
    if layer is not None:
        held = held_against(read, layer, frame)
        read, remarks = held.read, (*remarks, *layer_issues(held, frame))
    glyphs = glyphs_of(read, scale, page.height)
    across = merge_rulings(seen.rulings.in_points(scale)[0])
    found = arrange(frame, glyphs, seen.grids, across, engine_name(engine))
    quality = TextQuality(TextState.GOOD if glyphs else TextState.EMPTY, _mean_score(read))
    return ReadPage(
        frame,
        quality,
        method=Method.OCR,
        engine=engine_name(engine),
        arrangement=with_other_readings(found, seen.grids, read),
        remarks=(*remarks, *lost_issues(seen.unread, loose_rows(found.lines), frame)),
    )


def _lines(
    page: Prepared, clean: Image, rulings: Rulings, engine: Recorded
) -> tuple[list[Polygon], list[Polygon]]:
    """Lines of text, and those under a seal that only the page with its seal shows."""
    if not page.ink.any():
        return [], []
    found = engine.find_lines(as_colour(clean))
    if not page.seals:
        return found, []
    sealed = engine.find_lines(as_colour(without_rulings(page.sealed, rulings)))
    return found, hidden_lines(sealed, found, page.seals)


def in_pixels_of(grid: Grid, scale: float) -> Grid:
    """The grid with its edges in pixels."""
    return Grid([x * scale for x in grid.xs], [y * scale for y in grid.ys], grid.cells)


def _mean_score(read: Sequence[ReadPiece]) -> float:
    scores = [score for r in read for score in r.scores]
    return float(np.mean(scores)) if scores else 0.0
