"""How sharp a line of print is: what is out of focus cannot be told from what it resembles."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from extractors.ocr.glyphs import ReadPiece
from extractors.ocr.piece import Piece
from extractors.ocr.prepare.ink import Image

#: Grain is evened over this (pixels); the steepest edges and the darkest print (percentiles).
_EVEN, _STEEPEST, _DARKEST, _PAPER = 0.7, 98.0, 1.0, 95.0
#: Lines fainter than this (levels), or with fewer characters, say nothing.
_FAINT, _TELLING = 30.0, 3
#: Height of text over the width of its edges. Of figures blurred as by a lens nine in ten and more
#: were read rightly down to 3.7, fewer than half below 2.9; published photographs have 3 to 5.
_ILLEGIBLE = 2.8
#: A line so much less sharp (share) than the page's usual one is out of focus, if below the second.
_UNLIKE, _SOFT = 0.6, 4.0


def out_of_focus(read: Sequence[ReadPiece], grey: Image, height: float) -> list[ReadPiece]:
    """The lines that are blurred, by themselves or beside the page's others; `height`: of text."""
    measured = [
        (r, sharp)
        for r in read
        if len(r.text) >= _TELLING and (sharp := sharpness(grey, r.piece, height)) is not None
    ]
    if not measured:
        return []
    limit = max(_ILLEGIBLE, min(_SOFT, _UNLIKE * median(sharp for _, sharp in measured)))
    return [r for r, sharp in measured if sharp < limit]


def sharpness(grey: Image, piece: Piece, height: float) -> float | None:
    """Height of text over the width of its edges; None where there is too little contrast."""
    part = grey[piece.top : piece.bottom, piece.left : piece.right]
    if min(part.shape) < _TELLING:
        return None
    smooth = cv2.GaussianBlur(part, (0, 0), _EVEN).astype(np.float32)
    paper, ink = np.percentile(smooth, (_PAPER, _DARKEST))
    if paper - ink < _FAINT:
        return None
    slope = np.abs(smooth[:, 2:] - smooth[:, :-2]) / 2
    return float(np.percentile(slope, _STEEPEST) / (paper - ink) * height)
