"""Print in pictures on a digital page: tables pasted as pictures, scans with a printed number."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from extractors.ocr.prepare.ink import Image, character_parts, ink_of, parts_of, text_height
from extractors.readers.paged import ReadPage

#: Smaller pictures are seals, logos and ornaments: share of the page, sides in points and pixels.
_PART, _SIDE, _PIXELS = 0.06, 60.0, 200
#: So many lines of so many characters make a picture worth reading.
_LINES, _CHARACTERS = 3, 5
#: Characters of a line (multiples of the height of text): how much their sizes differ, the bare
#: paper that parts lines, and how far the line may lean.
_ALIKE, _LEVEL, _LEANING = 0.35, 0.25, 1.2
#: What was read there is text from this mean score on, and from so many characters.
_LEGIBLE, _SOME = 0.7, 12
#: Paper round the page's own text (points) that is left out with it.
_MARGIN = 1.0
_PAPER = 255


def has_pictures(page: pymupdf.Page) -> bool:
    """Whether the page shows a picture that is large enough for a table or a passage."""
    return bool(page.get_images()) and bool(_places(page))


def print_beside(page: pymupdf.Page, digital: ReadPage, drawn: Image) -> Image | None:
    """The page as drawn (BGR) with nothing left but its pictures, its own text taken out of them.

    None where they show no lines of print.
    """
    scale = drawn.shape[1] / page.rect.width
    shown = np.zeros(drawn.shape[:2], dtype=bool)
    for place in _places(page):
        shown[_window(place, scale)] = True
    words = digital.arrangement.words() if digital.arrangement else []
    for word in words:
        box = word.box
        sides = (box.left - _MARGIN, box.top - _MARGIN, box.right + _MARGIN, box.bottom + _MARGIN)
        shown[_window(pymupdf.Rect(*sides), scale)] = False
    left = np.where(shown[:, :, None], drawn, np.uint8(_PAPER))
    return left if _lines(left) >= _LINES else None


def is_print(read: ReadPage) -> bool:
    """Whether what was read is text, not what a photograph resembles."""
    words = read.arrangement.words() if read.arrangement else []
    return read.quality.score >= _LEGIBLE and sum(len(w.text.string) for w in words) >= _SOME


def _places(page: pymupdf.Page) -> Sequence[pymupdf.Rect]:
    """Where the page shows pictures, on the page as shown."""
    size = page.rect.width * page.rect.height
    found = []
    for picture in page.get_image_info():
        place = (pymupdf.Rect(picture["bbox"]) * page.rotation_matrix) & page.rect
        fine = min(picture["width"], picture["height"]) >= _PIXELS
        if fine and min(place.width, place.height) >= _SIDE and abs(place) >= _PART * size:
            found.append(place)
    return found


def _window(place: pymupdf.Rect, scale: float) -> tuple[slice, slice]:
    top, bottom = max(0, round(place.y0 * scale)), max(0, round(place.y1 * scale))
    return slice(top, bottom), slice(max(0, round(place.x0 * scale)), round(place.x1 * scale))


def _lines(picture: Image) -> int:
    """How many lines of print a picture shows, whichever way up."""
    ink = ink_of(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8))
    height = text_height(ink)
    if height is None:
        return 0
    boxes = character_parts(parts_of(ink))
    alike = boxes[np.abs(boxes[:, 2:4].max(axis=1) - height) <= _ALIKE * height]
    middles = alike[:, :2] + alike[:, 2:4] / 2
    return max(_rows(middles[:, axis], height) for axis in (0, 1))


def _rows(levels: NDArray[np.float64], height: float) -> int:
    """How many levels have several characters, bare paper above and below them."""
    ordered = np.sort(levels)
    groups = np.split(ordered, np.flatnonzero(np.diff(ordered) > _LEVEL * height) + 1)
    lines = [g for g in groups if len(g) >= _CHARACTERS and np.ptp(g) <= _LEANING * height]
    return len(lines)
