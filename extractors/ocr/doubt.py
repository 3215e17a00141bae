"""Scores of characters, lowered by what lies over them."""

from __future__ import annotations

from extractors.ocr.piece import Piece
from extractors.ocr.prepare.page import Prepared
from extractors.protocols import OcrLine

#: Under a grey seal, and where much coloured ink was taken off.
_UNDER_SEAL, _UNDER_COLOUR = 0.85, 0.97
#: Share of a character's box that coloured ink must have covered.
_MUCH = 0.08


def doubted(piece: Piece, line: OcrLine, page: Prepared) -> tuple[float, ...]:
    """The recogniser's scores, each lowered where the character lies under a seal."""
    scores = []
    for character in line.characters:
        left, right = character.edges
        score = character.score
        if any(s.covers(left, piece.top, right, piece.bottom) for s in page.seals):
            score *= _UNDER_SEAL
        window = page.coloured[piece.top : piece.bottom, int(left) : int(right) + 1]
        if window.size and float(window.mean()) > _MUCH:
            score *= _UNDER_COLOUR
        scores.append(score)
    return tuple(scores)


def lies_under_seal(piece: Piece, page: Prepared) -> bool:
    """Whether a seal, grey or coloured, covers some of the piece."""
    window = page.coloured[piece.top : piece.bottom, piece.left : piece.right]
    return bool(window.any()) or under_grey_seal(piece, page)


def under_grey_seal(piece: Piece, page: Prepared) -> bool:
    """Whether a grey seal touches the piece."""
    return any(s.covers(piece.left, piece.top, piece.right, piece.bottom) for s in page.seals)
