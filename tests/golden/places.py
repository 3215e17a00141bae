"""What stands at a location of a file, read independently of our readers."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pymupdf

from schemas.evidence import Evidence, Location, PageLocation, TextLocation

#: Boxes are written with one decimal, and a glyph's ink may pass its box a little.
_MARGIN = 0.6

#: What an export leaves of its format between the characters of a text: not part of the report.
_MARKUP = re.compile(r"</?[a-z]{1,4}>|\*\*")

TextAt = Callable[[Location], str]
Glyph = tuple[pymupdf.Rect, str]


def text_at(path: Path) -> TextAt:
    """A function from location to the characters there: PDF by clipping, text by slicing."""
    if path.suffix == ".pdf":
        return _in_pdf(pymupdf.open(path))
    decoded = path.read_bytes().decode("utf-8-sig")
    return lambda place: decoded[place.start : place.end] if isinstance(place, TextLocation) else ""


def _in_pdf(pdf: pymupdf.Document) -> TextAt:
    """Characters whose middle lies in the box, line by line and from left to right."""

    @cache
    def glyphs(number: int) -> list[Glyph]:
        page = pdf[number - 1]
        blocks = page.get_text("rawdict")["blocks"]
        return [
            (pymupdf.Rect(c["bbox"]) * page.rotation_matrix, c["c"])
            for block in blocks
            for line in block.get("lines", ())
            for span in line["spans"]
            for c in span["chars"]
        ]

    def at(place: Location) -> str:
        assert isinstance(place, PageLocation)
        left, top, right, bottom = place.box
        inside = [
            (box, character)
            for box, character in glyphs(place.page)
            if left - _MARGIN <= (box.x0 + box.x1) / 2 <= right + _MARGIN
            and top - _MARGIN <= (box.y0 + box.y1) / 2 <= bottom + _MARGIN
        ]
        return "".join(c for line in _lines(inside) for _, c in sorted(line, key=_left))

    return at


def _lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs by line: a new one begins where the middle falls by half a glyph's height."""
    lines: list[list[Glyph]] = []
    last = None
    for box, character in sorted(glyphs, key=lambda g: g[0].y0 + g[0].y1):
        middle = (box.y0 + box.y1) / 2
        if last is None or middle - last > box.height / 2:
            lines.append([])
            last = middle
        lines[-1].append((box, character))
    return lines


def _left(glyph: Glyph) -> float:
    return float(glyph[0].x0)


def stands_there(evidence: Evidence, at: TextAt) -> bool:
    """Whether the evidence's characters stand at its places, white space aside."""
    seen = "".join(at(place) for place in (evidence.location, *evidence.continues))
    return _squeezed(evidence.verbatim) in _squeezed(seen)


def _squeezed(text: str) -> str:
    return "".join(_MARKUP.sub("", text).split())
