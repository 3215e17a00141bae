"""Recognised lines → glyphs of the reading frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from extractors.layout.glyphs import Glyph
from extractors.ocr.piece import Piece
from extractors.protocols import OcrLine

#: Height of the ink as a share of the size: of Chinese, and of figures and capitals alone.
_CHINESE, _FIGURES = 0.93, 0.71
#: Where the ink's middle stands above the baseline (shares of the size).
_CHINESE_MIDDLE, _FIGURES_MIDDLE = 0.38, 0.35
#: Sizes nearer to the usual one than this are that one: heights of ink vary by character.
_SAME = 0.22
#: The same for figures alone, which a mark beside them makes higher.
_SAME_FIGURES = 0.35
#: A line is no larger than so many times what its width says, if it has enough characters.
_MOST_BY_WIDTH, _TELLING = 1.2, 6
_LOW = frozenset("-—–_一－.,·…~")


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """A piece with what was read there; edges of its characters are pixels of the page.

    `others`: what else it was read as, with scores (0..1), best first.
    """

    piece: Piece
    line: OcrLine
    scores: tuple[float, ...]
    others: tuple[tuple[str, float], ...] = ()

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(c.character for c in self.line.characters)


def glyphs_of(read: Sequence[ReadPiece], pixels_per_point: float, height: float) -> list[Glyph]:
    """Glyphs in points; `height`: of text, in pixels."""
    sizes = [_size(r, height) for r in read]
    weights = [
        size for r, size in zip(read, sizes, strict=True) for _ in r.text if not r.text.isspace()
    ]
    usual = median_low(weights) if weights else height
    glyphs = []
    for run, (r, own) in enumerate(zip(read, sizes, strict=True)):
        near = _SAME_FIGURES if _figures_alone(r.text) else _SAME
        size = usual if abs(own - usual) <= near * usual else own
        glyphs += _glyphs(r, run, size, pixels_per_point)
    return glyphs


def _glyphs(read: ReadPiece, run: int, size: float, scale: float) -> list[Glyph]:
    piece = read.piece
    middle = (piece.top + piece.bottom) / 2
    share = _FIGURES_MIDDLE if _figures_alone(read.text) else _CHINESE_MIDDLE
    baseline = (middle + share * size) / scale
    glyphs = []
    for character, score in zip(read.line.characters, read.scores, strict=True):
        left, right = character.edges
        left, right = max(left, piece.left), min(right, piece.right)
        glyphs += [
            Glyph(
                character=c,
                left=min(left, right) / scale,
                top=piece.top / scale,
                right=max(left, right) / scale,
                bottom=piece.bottom / scale,
                baseline=baseline,
                size=size / scale,
                run=run,
                score=score,
            )
            for c in character.character
        ]
    return glyphs


def _size(read: ReadPiece, height: float) -> float:
    text = read.text.strip()
    if not text or all(c in _LOW for c in text):
        return height
    tall = read.piece.tall or read.piece.bottom - read.piece.top
    size = tall / (_FIGURES if _figures_alone(text) else _CHINESE)
    return min(size, _MOST_BY_WIDTH * _size_by_width(read)) if len(text) >= _TELLING else size


def _size_by_width(read: ReadPiece) -> float:
    """The size at which the line would be as wide as it is: a speck makes a box high, not wide."""
    across = sum(0.5 if c.isascii() else 1.0 for c in read.text)
    return (read.piece.right - read.piece.left) / across


def _figures_alone(text: str) -> bool:
    return all(c.isascii() for c in text)
