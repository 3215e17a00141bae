"""Which way a page is up: lines by their neighbours, head or feet by what can be read."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from extractors.ocr.prepare.ink import Image, Mask
from extractors.ocr.prepare.maps import turned
from extractors.ocr.prepare.orientation import runs_across
from extractors.ocr.prepare.samples import sample_lines
from extractors.protocols import OcrLine

#: Between these both directions are tried.
_UNSURE = (0.36, 0.64)
#: Lines that read as well as this need no second look.
_READS_WELL = 0.93
_HEIGHT = 24.0
#: So many lines are tried before the others.
_FIRST = 2


class LineReader(Protocol):
    """Reads pictures of single lines."""

    def read_lines(self, images: list[Image]) -> list[OcrLine]:
        """One result a picture."""
        ...


def upright_turn(grey: Image, ink: Mask, height: float | None, reader: LineReader) -> int:
    """Degrees (0, 90, 180, 270) by which to turn the page anticlockwise so that it can be read.

    `height`: of text, if it could be measured.
    """
    across = runs_across(ink)
    unsure = across is not None and _UNSURE[0] < across < _UNSURE[1]
    if across is None:
        turns = [0, 180, 90, 270] if ink.any() else [0]
    elif unsure:
        turns = [0, 90, 270, 180]
    else:
        turns = [0, 180] if across > 0.5 else [90, 270]
    best, best_score = turns[0], -1.0
    for turn in turns:
        score = _legibility(turned(grey, turn), turned(ink, turn), height or _HEIGHT, reader)
        # Columns of characters, one of each line, may read well too: 位障革积贴.
        if score >= _READS_WELL and not unsure:
            return turn
        if score > best_score + 0.02:
            best, best_score = turn, score
    return best


def _legibility(grey: Image, ink: Mask, height: float, reader: LineReader) -> float:
    """Mean score of a few lines' characters; 0.0 where there are none."""
    pictures = sample_lines(grey, ink, height)
    first = _mean_score(pictures[:_FIRST], reader)
    return first if first >= _READS_WELL else _mean_score(pictures, reader)


def _mean_score(pictures: list[Image], reader: LineReader) -> float:
    lines = reader.read_lines(pictures) if pictures else []
    scores = [c.score for line in lines for c in line.characters]
    if len(scores) < 3 * max(1, len(pictures)) // 2:
        return 0.0
    return float(np.mean(scores))
