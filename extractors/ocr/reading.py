"""Pieces of a prepared page → what stands in each, with the doubt that it deserves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractors.ocr.doubt import doubted, lies_under_seal
from extractors.ocr.glyphs import ReadPiece
from extractors.ocr.numerals import (
    as_numeral,
    is_dash,
    meant_as_numeral,
    parses,
    with_list_mark,
    without_dirt,
    without_lead,
)
from extractors.ocr.piece import Piece
from extractors.ocr.prepare.ink import Image
from extractors.ocr.prepare.page import Prepared, as_colour
from extractors.ocr.recorded import Recorded
from extractors.ocr.reread import read_again
from extractors.ocr.words import without_strokes
from extractors.protocols import OcrLine

#: Paper left round the ink of a line that is read (multiple of the height of text).
_MARGIN = 0.22
#: Ink in which no text was found is read as text from this score on.
_LEGIBLE = 0.4
#: A line outside tables in which no text was found is one if so much reads as well as this.
_SENTENCE, _READABLE = 5, 0.7
#: Trust at most in what was read where the engine had seen no text.
_UNSEEN = 0.7
#: Words of the seal itself, bent round its ring, read worse than this on average.
_SEAL_TEXT = 0.8
#: Outside tables they are higher (multiple of the height of text) or shorter than a line of text.
_HIGH, _FEW = 2.2, 3
#: A lone character outside tables that scores less is dirt.
_MARK = 0.7
#: What a seal's or a fold's strokes are read as.
_STROKES = frozenset("1lI|iJ/\\丨丿亅0Oo")
#: The same where they are smaller than this (multiple of the height of text).
_SMALL_STROKES, _SMALL = frozenset("八人入"), 0.7

_PAPER = 250


def read_pieces(
    pieces: Sequence[Piece], clean: Image, page: Prepared, engine: Recorded
) -> list[ReadPiece]:
    """Read all pieces, doubtful ones several times; those without a character are left out."""
    margin = max(2, round(_MARGIN * page.height))
    first = engine.read_lines([_crop(clean, piece, margin) for piece in pieces])
    lines = [
        _moved(line, float(piece.left - margin)) for piece, line in zip(pieces, first, strict=True)
    ]
    settled = read_again(pieces, lines, clean, page, engine)
    filled = {
        (piece.grid, piece.cell)
        for piece, line in zip(pieces, settled, strict=True)
        if line.characters and not piece.missed
    }
    return [
        _as_read(piece, line, page)
        for piece, line in zip(pieces, settled, strict=True)
        if line.characters
        and not (piece.missed and _is_stray(piece, line, page, (piece.grid, piece.cell) in filled))
        and not (piece.hidden and _is_of_seal(piece, line, page))
        and not (piece.cell is None and _is_speck(line))
    ]


def _is_of_seal(piece: Piece, line: OcrLine, page: Prepared) -> bool:
    """Whether what only shows with a seal is the seal's own: bent words, large characters, few."""
    if piece.cell is None and (
        piece.bottom - piece.top > _HIGH * page.height or len(line.characters) < _FEW
    ):
        return True
    return _mean(line) < _SEAL_TEXT


def _is_speck(line: OcrLine) -> bool:
    """Whether what stands outside tables is a lone mark that hardly reads as a character."""
    text = "".join(c.character for c in line.characters)
    return _mean(line) < _MARK and (len(text) == 1 or not any(c.isalnum() for c in text))


def _mean(line: OcrLine) -> float:
    return sum(c.score for c in line.characters) / len(line.characters)


def _is_stray(piece: Piece, line: OcrLine, page: Prepared, filled: bool) -> bool:  # noqa: FBT001
    """Whether ink in which no text was found is none: a seal's strokes, a fold, dirt.

    `filled`: its cell has text besides, so that a lone stroke there is no entry.
    """
    text = "".join(c.character for c in line.characters)
    if piece.cell is None:
        return len(text) < _SENTENCE or _mean(line) < _READABLE
    small = min(piece.right - piece.left, piece.bottom - piece.top) < _SMALL * page.height
    if filled and (text in _STROKES or is_dash(text) or (small and text in _SMALL_STROKES)):
        return True
    if not any(c.isalnum() or c in "—-一" for c in text):
        return True
    if lies_under_seal(piece, page):
        return not (meant_as_numeral(text) and parses(text) and len(text) > 2)
    return not (is_dash(text) or meant_as_numeral(text)) and line.score < _LEGIBLE


def _as_read(piece: Piece, line: OcrLine, page: Prepared) -> ReadPiece:
    characters = without_dirt(with_list_mark(line.characters))
    if piece.cell is not None:
        characters = without_strokes(as_numeral(without_lead(characters)))
    line = replace(line, characters=characters)
    scores = doubted(piece, line, page)
    if piece.missed:
        scores = tuple(min(score, _UNSEEN) for score in scores)
    return ReadPiece(piece, line, scores, line.others)


def _crop(grey: Image, piece: Piece, margin: int) -> Image:
    whole = piece.rows if piece.cell is None else None
    top, bottom = whole or (piece.top - margin, piece.bottom + margin)
    rows = slice(max(0, top), bottom)
    part = np.ascontiguousarray(grey[rows, piece.left : piece.right])
    # Paper is added at the sides instead of what stands there in the next cell.
    wider = cv2.copyMakeBorder(part, 0, 0, margin, margin, cv2.BORDER_CONSTANT, value=(_PAPER,))
    return as_colour(np.asarray(wider, dtype=np.uint8))


def _moved(line: OcrLine, left: float) -> OcrLine:
    """Edges in pixels of the page."""
    characters = tuple(
        replace(c, edges=(c.edges[0] + left, c.edges[1] + left)) for c in line.characters
    )
    return replace(line, characters=characters)
