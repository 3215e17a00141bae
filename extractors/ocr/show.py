"""What each step of reading a page's picture made of it, as pictures for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from extractors.ocr.marks import Marks
from extractors.ocr.page import Seen, in_pixels_of, look
from extractors.ocr.prepare.ink import Image
from extractors.ocr.prepare.page import Prepared, as_colour, prepare
from extractors.ocr.recorded import Recorded

#: Colours (blue, green, red) of rulings, cells, what was read surely and doubtfully, seals, folds.
_ACROSS, _DOWN, _CELL = (0, 0, 230), (230, 80, 0), (0, 150, 0)
_SURE, _DOUBTFUL, _SEAL = (200, 120, 0), (0, 0, 230), (200, 0, 200)
_FOLD = (0, 200, 230)
#: Scores from which a reading counts as sure, how much of a tint shows.
_TRUSTED, _TINT = 0.9, 0.35


def steps_of(image: Image, width: float, engine: Recorded) -> Iterator[tuple[str, Image]]:
    """(name, picture) of every step; `width` of the page in points.

    Names begin with a number in the order of the steps; pages of a spread follow each other.
    """
    engine.begin(image)
    try:
        yield "0-stored", image
        for page in prepare(image, image.shape[1] / width, engine):
            side = f"-{page.side + 1}" if page.side else ""
            for name, picture in _steps(page, look(page, image, engine)):
                yield name + side, picture
    finally:
        engine.finish()


def _steps(page: Prepared, seen: Seen) -> Iterator[tuple[str, Image]]:
    yield f"1-upright-turned-{page.turn}", page.steps["original"]
    yield "2-light-and-colour", as_colour(page.steps["even"])
    bent = "-unbent" if page.bent else ""
    yield f"3-flat-skew-{page.skew:+.2f}{bent}", as_colour(page.sealed)
    yield f"4-seals-{len(page.seals)}", _with_marks(page, seen.marks)
    yield "5-rulings", _with_rulings(page, seen)
    yield "6-cells", _with_cells(page, seen)
    yield "7-read", _with_pieces(page, seen)


def _with_marks(page: Prepared, marks: Marks) -> Image:
    """Coloured ink, seals and folds."""
    drawn = as_colour(page.grey)
    drawn[page.coloured] = _tinted(drawn[page.coloured])
    for fold in marks.folds:
        far = drawn.shape[0 if fold.upright else 1]
        ends = [(0, round(fold.at)), (far, round(fold.at + fold.slope * far))]
        first, last = (end[::-1] if fold.upright else end for end in ends)
        cv2.line(drawn, first, last, _FOLD, 3)
    for seal in page.seals:
        middle = (round(seal.x), round(seal.y))
        cv2.circle(drawn, middle, round(seal.radius), _SEAL, 3)
    return drawn


def _tinted(pixels: Image) -> Image:
    mixed = (1 - _TINT) * pixels + _TINT * np.array(_SEAL)
    tinted: Image = mixed.astype(np.uint8)
    return tinted


def _with_rulings(page: Prepared, seen: Seen) -> Image:
    drawn = as_colour(page.grey)
    for line in seen.rulings.horizontal:
        y = round(line.position)
        cv2.line(drawn, (round(line.start), y), (round(line.end), y), _ACROSS, 2)
    for line in seen.rulings.vertical:
        x = round(line.position)
        cv2.line(drawn, (x, round(line.start)), (x, round(line.end)), _DOWN, 2)
    return drawn


def _with_cells(page: Prepared, seen: Seen) -> Image:
    drawn = as_colour(seen.clean)
    for grid in (in_pixels_of(g, page.pixels_per_point) for g in seen.grids):
        for cell in grid.cells:
            box = grid.cell_box(cell)
            first = (round(box.left) + 2, round(box.top) + 2)
            cv2.rectangle(drawn, first, (round(box.right) - 2, round(box.bottom) - 2), _CELL, 2)
    return drawn


def _with_pieces(page: Prepared, seen: Seen) -> Image:
    drawn = as_colour(page.grey)
    for r in seen.read:
        colour = _SURE if min(r.scores, default=0.0) >= _TRUSTED else _DOUBTFUL
        first, last = (r.piece.left, r.piece.top), (r.piece.right, r.piece.bottom)
        cv2.rectangle(drawn, first, last, colour, 2)
    return drawn
