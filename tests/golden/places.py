"""What stands at a location of a file, read independently of our readers."""

import re
from collections.abc import Callable
from pathlib import Path

import pymupdf

from schemas.evidence import Evidence, Location, PageLocation, TextLocation

#: Boxes are written with one decimal, and a glyph's ink may pass its box a little.
_MARGIN = 0.6

#: What an export leaves of its format between the characters of a text: not part of the report.
_MARKUP = re.compile(r"</?[a-z]{1,4}>|\*\*")

TextAt = Callable[[Location], str]


def text_at(path: Path) -> TextAt:
    """A function from location to the characters there: PDF by clipping, text by slicing."""
    if path.suffix == ".pdf":
        return _in_pdf(pymupdf.open(path))
    decoded = path.read_bytes().decode("utf-8-sig")
    return lambda place: decoded[place.start : place.end] if isinstance(place, TextLocation) else ""


def _in_pdf(pdf: pymupdf.Document) -> TextAt:
    def at(place: Location) -> str:
        assert isinstance(place, PageLocation)
        left, top, right, bottom = place.box
        page = pdf[place.page - 1]
        clip = pymupdf.Rect(left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN)
        clip *= page.derotation_matrix
        return str(page.get_text("text", clip=clip, sort=True))

    return at


def stands_there(evidence: Evidence, at: TextAt) -> bool:
    """Whether the evidence's characters stand at its places, white space aside."""
    seen = "".join(at(place) for place in (evidence.location, *evidence.continues))
    return _squeezed(evidence.verbatim) in _squeezed(seen)


def _squeezed(text: str) -> str:
    return "".join(_MARKUP.sub("", text).split())
