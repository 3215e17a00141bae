"""Pieces read again in other pictures of them, where the first reading is doubtful."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractors.ocr.doubt import under_grey_seal
from extractors.ocr.numerals import meant_as_numeral, parses
from extractors.ocr.piece import Piece
from extractors.ocr.prepare.ink import Image
from extractors.ocr.prepare.page import Prepared, as_colour
from extractors.ocr.recorded import Recorded
from extractors.protocols import OcrCharacter, OcrLine

#: A character read worse than this makes a numeral doubtful; other text is let more.
_SURE_FIGURE, _SURE_TEXT = 0.95, 0.5
#: What a reading is trusted at most that other pictures do not bear out, and gains that they do.
_CONTESTED, _BORNE_OUT = 0.7, 0.97
#: Enlargements and the share of the height of text left round the ink in each.
_LARGER, _WIDE, _TIGHT = 2.0, 0.4, 0.08
#: A reading that is a numeral where one is meant counts so much more.
_NUMERAL = 1.5
#: What an outvoted reading is worth for its whole share of the vote.
_LOST = 0.1


def is_doubtful(line: OcrLine) -> bool:
    """Whether the line should be read again."""
    text = "".join(c.character for c in line.characters)
    lowest = min((c.score for c in line.characters), default=0.0)
    if meant_as_numeral(text):
        return lowest < _SURE_FIGURE or not parses(text)
    digits = any(c.character.isdigit() and c.score < _SURE_FIGURE for c in line.characters)
    return lowest < _SURE_TEXT or digits


def read_again(
    pieces: Sequence[Piece],
    lines: Sequence[OcrLine],
    clean: Image,
    page: Prepared,
    engine: Recorded,
) -> list[OcrLine]:
    """The lines of pieces, those doubtful settled by a vote of further readings.

    Edges of what comes back are pixels of the page, whatever picture it was read in.
    """
    doubtful = [
        i for i, line in enumerate(lines) if is_doubtful(line) or under_grey_seal(pieces[i], page)
    ]
    views = [view for i in doubtful for view in _views(pieces[i], clean, page)]
    read = engine.read_lines([picture for picture, _, _ in views]) if views else []
    placed = [
        _placed(line, left, factor) for line, (_, left, factor) in zip(read, views, strict=True)
    ]
    settled = list(lines)
    each = len(views) // max(1, len(doubtful))
    for order, index in enumerate(doubtful):
        settled[index] = vote(lines[index], placed[order * each : (order + 1) * each])
    return settled


def vote(first: OcrLine, others: Sequence[OcrLine]) -> OcrLine:
    """The reading that most pictures give, with the doubt that the rest casts on it."""
    worth: dict[str, float] = defaultdict(float)
    best: dict[str, OcrLine] = {}
    readings = [line for line in (first, *others) if line.characters]
    numeral = any(meant_as_numeral(_text(line)) for line in readings)
    for line in readings:
        text = _text(line)
        weight = float(np.mean([c.score for c in line.characters]))
        worth[text] += weight * (_NUMERAL if numeral and parses(text) else 1.0)
        if text not in best or line.score > best[text].score:
            best[text] = line
    if not best:
        return first
    winner = max(worth, key=lambda text: worth[text])
    agreeing = [line for line in readings if _text(line) == winner]
    usual = float(np.mean([min(c.score for c in line.characters) for line in agreeing]))
    trusted = _trusted(best[winner], len(agreeing), len(readings), usual)
    return replace(trusted, others=_outvoted(worth, winner))


def _outvoted(worth: Mapping[str, float], winner: str) -> tuple[tuple[str, float], ...]:
    """The readings that lost, by their share of the vote: views of one engine err alike."""
    whole = sum(worth.values())
    lost = [(text, _LOST * value / whole) for text, value in worth.items() if text != winner]
    return tuple(sorted(lost, key=lambda pair: -pair[1]))


def _trusted(line: OcrLine, agreeing: int, total: int, usual: float) -> OcrLine:
    """`usual`: score of the worst character in the readings that agree."""
    if agreeing == total:
        # Readings of one engine err alike: they bear out what they are fairly sure of.
        floor = min(_BORNE_OUT, 1 - (1 - usual) ** 2) if total > 2 else 0.0
        characters = tuple(replace(c, score=max(c.score, floor)) for c in line.characters)
    else:
        limit = _CONTESTED + (_BORNE_OUT - _CONTESTED) * max(0.0, 2 * agreeing / total - 1)
        characters = tuple(replace(c, score=min(c.score, limit)) for c in line.characters)
    return replace(line, characters=characters, score=min(c.score for c in characters))


def _text(line: OcrLine) -> str:
    return "".join(c.character for c in line.characters).replace(" ", "")


def _views(piece: Piece, clean: Image, page: Prepared) -> list[tuple[Image, float, float]]:
    """(picture, its left side on the page, how much larger it is)."""
    views = []
    # The page as it is, without its rulings, and with the seals that were taken off.
    for source, margin in ((page.grey, _WIDE), (clean, _TIGHT), (page.sealed, _WIDE)):
        cut, left = _cut(source, piece, round(margin * page.height))
        views.append((as_colour(cut), left, 1.0))
    cut, left = _cut(clean, piece, round(_WIDE * page.height))
    larger = cv2.resize(cut, None, fx=_LARGER, fy=_LARGER, interpolation=cv2.INTER_CUBIC)
    views.append((as_colour(_darkest_only(np.asarray(larger, np.uint8))), left, _LARGER))
    return views


def _cut(grey: Image, piece: Piece, margin: int) -> tuple[Image, float]:
    top, left = max(0, piece.top - margin), max(0, piece.left - margin)
    part = grey[top : piece.bottom + margin, left : piece.right + margin]
    return np.ascontiguousarray(part), float(left)


def _darkest_only(grey: Image) -> Image:
    """Contrast drawn out so that a grey seal over black figures fades."""
    black, paper = np.percentile(grey, (1.0, 90.0))
    middle = black + 0.62 * (paper - black)
    even = (grey.astype(np.float32) - black) / max(1.0, middle - black) * 255
    return np.asarray(np.clip(even, 0, 255), dtype=np.uint8)


def _placed(line: OcrLine, left: float, factor: float) -> OcrLine:
    characters: tuple[OcrCharacter, ...] = tuple(
        replace(c, edges=(left + c.edges[0] / factor, left + c.edges[1] / factor))
        for c in line.characters
    )
    return replace(line, characters=characters)
