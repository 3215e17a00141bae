"""What lies over a page's print, seals, folds, a blurred lens, and the doubt that it casts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import cv2
import numpy as np

from extractors.ocr.focus import out_of_focus
from extractors.ocr.folds import FINENESS, Fold, find_folds
from extractors.ocr.glyphs import ReadPiece
from extractors.ocr.piece import Piece
from extractors.ocr.prepare.ink import Image, Mask
from extractors.ocr.prepare.maps import Chain, redrawn, scale
from extractors.ocr.prepare.page import Prepared
from extractors.ocr.prepare.seals import seal_strokes, stamp_strokes

#: Share of a character's box that a seal's strokes must cover.
_MUCH = 0.08
#: What is trusted at most where a seal's strokes, a fold or blur touch it: unless identities or
#: other witnesses bear it out, a person looks.
_TOUCHED = 0.7
#: How softly (multiple) the picture is made as coarse as tells of creases.
_SOFT = 0.4


class Reason(StrEnum):
    """Why what was read is doubted: the codes of the report's issues."""

    SEAL = "under_seal"
    FOLD = "under_fold"
    FOCUS = "out_of_focus"


Doubts = dict[Reason, list[ReadPiece]]


@dataclass(frozen=True, slots=True)
class Marks:
    """In pixels of a prepared page: `strokes` of seals and stamps, `folds` of its paper."""

    strokes: Mask
    folds: tuple[Fold, ...] = ()


def marks_of(stored: Image, page: Prepared) -> Marks:
    """The marks of a prepared page; `stored`: the picture that it was made from."""
    strokes = stamp_strokes(page.coloured, page.pixels_per_point)
    if page.seals:
        strokes |= seal_strokes(page.sealed, page.grey, page.seals)
    return Marks(strokes, tuple(_folds(stored, page)))


def _folds(stored: Image, page: Prepared) -> list[Fold]:
    """Creases seen in the light of the page as stored, drawn flat and small."""
    factor = min(1.0, FINENESS / page.pixels_per_point)
    grey = stored if stored.ndim == 2 else cv2.cvtColor(stored, cv2.COLOR_BGR2GRAY)
    soft = np.asarray(cv2.GaussianBlur(grey, (0, 0), _SOFT / factor), np.uint8)
    size = (round(page.grey.shape[1] * factor), round(page.grey.shape[0] * factor))
    light = redrawn(soft, Chain((page.to_stored, scale(factor))), size)
    found = find_folds(light, page.pixels_per_point * factor)
    return [replace(fold, at=fold.at / factor, reach=fold.reach / factor) for fold in found]


def weighed(
    read: Sequence[ReadPiece], marks: Marks, page: Prepared
) -> tuple[list[ReadPiece], Doubts]:
    """The pieces with the doubt that marks and blur cast on them, and which are doubted why."""
    blurred = {id(r) for r in out_of_focus(read, page.sealed, page.height)}
    doubts: Doubts = {}
    found = []
    for r in read:
        touched = _touched(r, marks, id(r) in blurred)
        for reason in touched:
            doubts.setdefault(reason, []).append(r)
        worst = [any(places) for places in zip(*touched.values(), strict=True)]
        found.append(_capped(r, worst) if worst else r)
    return found, doubts


def _touched(read: ReadPiece, marks: Marks, blurred: bool) -> dict[Reason, list[bool]]:  # noqa: FBT001
    """Which characters each reason touches; reasons that touch none are left out."""
    edges = [c.edges for c in read.line.characters]
    found = {
        Reason.SEAL: [_is_inked(marks.strokes, read.piece, e) for e in edges],
        Reason.FOLD: [_is_crossed(marks.folds, read.piece, e) for e in edges],
        Reason.FOCUS: [blurred] * len(edges),
    }
    return {reason: places for reason, places in found.items() if any(places)}


def _is_inked(strokes: Mask, piece: Piece, edges: tuple[float, float]) -> bool:
    left, right = max(0, int(edges[0])), int(edges[1]) + 1
    window = strokes[piece.top : piece.bottom, left:right]
    return bool(window.size) and float(window.mean()) > _MUCH


def _is_crossed(folds: Sequence[Fold], piece: Piece, edges: tuple[float, float]) -> bool:
    return any(fold.crosses(edges[0], piece.top, edges[1], piece.bottom) for fold in folds)


def _capped(read: ReadPiece, touched: Sequence[bool]) -> ReadPiece:
    pairs = zip(read.scores, touched, strict=True)
    scores = tuple(min(score, _TOUCHED) if there else score for score, there in pairs)
    return replace(read, scores=scores)
