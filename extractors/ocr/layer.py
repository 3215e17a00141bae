"""A page's figures held against a hidden layer of text that another program recognised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.ocr.frame import ScanFrame
from extractors.ocr.glyphs import ReadPiece
from extractors.ocr.numerals import is_dash, parses
from extractors.text.normalise import compact
from extractors.text.numbers import parse_number
from schemas.document import Word
from schemas.geometry import BoundingBox
from schemas.text import PagePlace

#: How far (multiple of a line's height) a layer's characters may stand off the print.
_OFF = 0.35
#: Trust at most in a figure of which the layer says otherwise, and what its reading is worth.
_DISPUTED, _OTHER = 0.7, 0.2
#: Where more than this share of so many figures differ it is no layer of this print.
_FOREIGN, _ENOUGH = 0.5, 4


@dataclass(frozen=True, slots=True)
class Layer:
    """Characters and their middles (x, y in points of the page as shown)."""

    characters: str
    places: NDArray[np.float64]

    def within(self, box: BoundingBox, off: float) -> str:
        """The characters in a box and `off` points round it, from left to right."""
        x, y = self.places[:, 0], self.places[:, 1]
        across = (x >= box.left - off) & (x <= box.right + off)
        inside = np.flatnonzero(across & (y >= box.top - off) & (y <= box.bottom + off))
        return "".join(self.characters[i] for i in inside[np.argsort(x[inside], kind="stable")])


def layer_of(words: Iterable[Word]) -> Layer:
    """The layer that holds these words."""
    characters: list[str] = []
    places: list[tuple[float, float]] = []
    for word in words:
        for segment in word.text.segments:
            if isinstance(segment.place, PagePlace):
                edges, middle = segment.place.edges, (segment.place.top + segment.place.bottom) / 2
                characters += word.text.string[segment.start : segment.end]
                places += [((a + b) / 2, middle) for a, b in pairwise(edges)]
    return Layer("".join(characters), np.array(places, np.float64).reshape(-1, 2))


@dataclass(frozen=True, slots=True)
class Held:
    """Pieces held against a layer: `disputed` with what it says instead, of `both` figures.

    `foreign`: the layer is not of this print, and nothing is doubted for it.
    """

    read: list[ReadPiece]
    disputed: list[tuple[ReadPiece, str]]
    both: int
    foreign: bool


def held_against(read: Sequence[ReadPiece], layer: Layer, frame: ScanFrame) -> Held:
    """The pieces, figures of which the layer says otherwise doubted, its reading kept."""
    said = [(r, _said(r, layer, frame)) for r in read]
    both = sum(bool(other) for _, other in said)
    disputed = [(r, other) for r, other in said if other and _differs(r.text, other)]
    if both >= _ENOUGH and len(disputed) > _FOREIGN * both:
        return Held(list(read), disputed, both, foreign=True)
    against = {id(r): other for r, other in disputed}
    held = [_disputed(r, against[id(r)]) if id(r) in against else r for r in read]
    return Held(held, disputed, both, foreign=False)


def _said(read: ReadPiece, layer: Layer, frame: ScanFrame) -> str:
    """What the layer has where a figure was read; nothing where it has no figure there."""
    if not parses(read.text) or is_dash(read.text):
        return ""
    piece, scale = read.piece, frame.pixels_per_point
    sides = (piece.left, piece.top, piece.right, piece.bottom)
    box = frame.shown_box(BoundingBox(*(side / scale for side in sides)))
    text = compact(layer.within(box, _OFF * min(box.width, box.height)))
    return text if parses(text) and not is_dash(text) else ""


def _differs(text: str, other: str) -> bool:
    one, two = parse_number(text), parse_number(other)
    return one is None or two is None or one.value != two.value


def _disputed(read: ReadPiece, other: str) -> ReadPiece:
    scores = tuple(min(score, _DISPUTED) for score in read.scores)
    return replace(read, scores=scores, others=((other, _OTHER), *read.others))
