"""Dots that go on a ruling: what a coarse fax or a worn copy leaves of a thin line between rows."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.ocr.prepare.ink import Image, Mask

#: Multiples of the height of text: how far off its middle the dots of a ruling may lie, two rows of
#: the coarsest fax; above and below them the paper is bare so far, and so far to their sides:
#: strokes of characters have others over or under them.
_THIN, _BARE, _BESIDE = 0.2, 0.45, 0.3
#: How far from the end of a sound piece its dots may lie (multiple): a line that leans by a tenth
#: of a degree changes from one row of a coarse fax to the next over so long.
_REACH = 14.0
#: Share of a ruling that is sound at least: where it leans, it lies on one row for longer than it
#: needs to change to the next. A fold's shadow is dots for the most part.
_SOUND = 0.5
_PAPER = 255.0


def dots_of(grey: Image, ink: Mask, height: float) -> Mask:
    """Dark pixels that lie alone between bare strips above and below; specks are among them."""
    if not ink.any():
        return ink
    level = (_PAPER + float(np.median(grey[ink]))) / 2
    dark = (grey < level).astype(np.uint8)
    thin, bare = max(1, round(_THIN * height)), round(_BARE * height)
    wide = 2 * round(_BESIDE * height) + 1
    count = cv2.boxFilter(dark, cv2.CV_32F, (wide, 2 * bare + 1), normalize=False)
    within = cv2.boxFilter(dark, cv2.CV_32F, (wide, 2 * thin + 1), normalize=False)
    alone: Mask = (dark > 0) & (count - within < 1)
    return alone


def continuing(mask: Mask, dots: Mask, height: float) -> Mask:
    """The dots that lie at the level of a sound piece of a ruling (`mask`: from left to right)."""
    thin, reach = 2 * round(_THIN * height) + 1, 2 * round(_REACH * height) + 1
    level = cv2.dilate(mask.astype(np.uint8), np.ones((thin, 1), np.uint8))
    zone = cv2.dilate(level, np.ones((1, reach), np.uint8)) > 0
    found: Mask = dots & zone
    return found


def with_ends(piece: Mask, dots: Mask, shortest: float) -> Mask:
    """The piece of a ruling with the dots inside it, and those beyond an end if they run on.

    A run of dots shorter than `shortest` beyond an end may be a dash of the next cell.
    """
    sound = np.flatnonzero(piece.any(axis=0))
    dotted = np.flatnonzero(dots.any(axis=0))
    if not len(sound) or not len(dotted):
        return piece
    first, last = int(sound[0]), int(sound[-1])
    if dotted[0] < first - shortest:
        first = int(dotted[0])
    if dotted[-1] > last + shortest:
        last = int(dotted[-1])
    columns = slice(first, last + 1)
    whole = piece.copy()
    whole[:, columns] |= dots[:, columns]
    return whole


def is_mostly_dots(sound: Mask, whole: Mask) -> bool:
    """Whether the dots of a line (`whole`) are more than its sound pieces."""
    columns = np.flatnonzero(whole.any(axis=0))
    if not len(columns) or not sound.any():
        return False
    if not (whole & ~sound).any():
        return False
    length = int(columns[-1] - columns[0]) + 1
    return int(sound.any(axis=0).sum()) < _SOUND * length
