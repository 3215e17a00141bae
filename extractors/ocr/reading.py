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
    mended,
    parses,
    with_list_mark,
    without_dirt,
)
from extractors.ocr.pieces import Piece
from extractors.ocr.prepare.ink import Image
from extractors.ocr.prepare.page import Prepared, as_colour
from extractors.ocr.recorded import Recorded
from extractors.ocr.reread import read_again
from extractors.protocols import OcrLine

#: Paper left round the ink of a line that is read (multiple of the height of text).
_MARGIN = 0.22
#: Ink in which no text was found is read as text from this score on.
_LEGIBLE = 0.4
#: Trust at most in what was read where the engine had seen no text.
_UNSEEN = 0.7
#: Words of the seal itself, bent round its ring, read worse than this on average.
_SEAL_TEXT = 0.8
#: A lone character outside tables that scores less is dirt.
_MARK = 0.7
#: What a seal's or a fold's strokes are read as.
_STROKES = frozenset("1lI|iJ/\\丨丿亅0Oo八人入")
_PAPER = 250
#: Figures that tell how many decimals a table has, share that must agree, trust in an odd one.
_ENOUGH, _NEARLY_ALL, _ODD = 5, 0.8, 0.45


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
        and not (piece.hidden and _mean(line) < _SEAL_TEXT)
        and not (piece.cell is None and _is_speck(line))
    ]


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
    if filled and (text in _STROKES or is_dash(text)):
        return True
    if not any(c.isalnum() or c in "—-一" for c in text):
        return True
    if lies_under_seal(piece, page):
        return not (meant_as_numeral(text) and parses(text) and len(text) > 2)
    return not (is_dash(text) or meant_as_numeral(text)) and line.score < _LEGIBLE


def _as_read(piece: Piece, line: OcrLine, page: Prepared) -> ReadPiece:
    characters = without_dirt(with_list_mark(line.characters))
    if piece.cell is not None:
        characters = as_numeral(characters)
    line = replace(line, characters=characters)
    scores = doubted(piece, line, page)
    if piece.missed:
        scores = tuple(min(score, _UNSEEN) for score in scores)
    return ReadPiece(piece, line, scores)


def dashes_mended(read: Sequence[ReadPiece]) -> list[ReadPiece]:
    """A lone stroke in a cell of a table of figures is a dash, whatever it was read as."""
    of_figures = {r.piece.grid for r in read if r.piece.cell is not None and parses(r.text)}
    return [
        _dash(r) if r.piece.cell and r.piece.grid in of_figures and is_dash(r.text) else r
        for r in read
    ]


def odd_decimals_doubted(read: Sequence[ReadPiece]) -> list[ReadPiece]:
    """A figure with more decimals than the others of its table is doubted: a stroke joined it."""
    by_grid: dict[int | None, list[int]] = {}
    for r in read:
        if r.piece.cell is not None and (places := _decimals(r)) is not None:
            by_grid.setdefault(r.piece.grid, []).append(places)
    usual = {grid: _usual(places) for grid, places in by_grid.items()}
    return [_doubt(r) if _is_odd(r, usual.get(r.piece.grid)) else r for r in read]


def _decimals(read: ReadPiece) -> int | None:
    body = read.text.strip()
    return len(body.partition(".")[2]) if "." in body and parses(body) else None


def _usual(places: Sequence[int]) -> int | None:
    """The number of decimals that nearly all figures have."""
    if len(places) < _ENOUGH:
        return None
    most = max(set(places), key=places.count)
    return most if places.count(most) >= _NEARLY_ALL * len(places) else None


def _is_odd(read: ReadPiece, usual: int | None) -> bool:
    places = _decimals(read) if read.piece.cell is not None else None
    return usual is not None and places is not None and places > usual


def _doubt(read: ReadPiece) -> ReadPiece:
    return replace(read, scores=tuple(min(score, _ODD) for score in read.scores))


def _dash(read: ReadPiece) -> ReadPiece:
    return replace(read, line=replace(read.line, characters=mended(read.line.characters)))


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
