"""A page's picture as stored → one or two flat, upright, evenly lit pages to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import cv2
import numpy as np

from extractors.ocr.prepare.bend import flattening
from extractors.ocr.prepare.colour import in_grey, without_colour
from extractors.ocr.prepare.ink import Image, Mask, ink_and_height, text_height
from extractors.ocr.prepare.light import flattened, without_blots
from extractors.ocr.prepare.maps import (
    Affine,
    Chain,
    PixelMap,
    joined,
    redrawn,
    rotation,
    scale,
    shift,
    turn_back,
    turned,
)
from extractors.ocr.prepare.paper import Sheet, find_sheet
from extractors.ocr.prepare.seals import Seal, find_seals, without_seals
from extractors.ocr.prepare.skew import skew_of
from extractors.ocr.prepare.spread import fold_of
from extractors.ocr.prepare.upright import LineReader, upright_turn

#: Text lower than this (pixels) is enlarged to the second figure, at most by the third.
_TOO_LOW, _GOOD, _MOST_ENLARGED = 17.0, 26.0, 2.0
#: Height of text where there is too little to measure (points).
_USUAL_POINTS = 9.0
#: Cut off on both sides of a fold (share of the spread's width): its shadow is a dark line.
_SHADOW = 0.003


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page as it is read.

    `grey`: paper white, coloured ink and grey seals taken off; `coloured`: where the former was;
    `sealed`: the page with its grey seals. `to_stored` takes its
    pixels to those of the stored picture. `height`: of text, in pixels. `pixels_per_point` at the
    page's printed size as the file states it. `steps` are pictures by name, for looking at.
    """

    grey: Image
    sealed: Image
    coloured: Mask
    ink: Mask
    height: float
    to_stored: PixelMap
    pixels_per_point: float
    turn: int
    skew: float
    bent: bool
    seals: tuple[Seal, ...] = ()
    side: int = 0
    steps: dict[str, Image] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page on its way: its layers, what is known of it, and where it comes from."""

    grey: Image
    ink: Mask
    height: float | None
    coloured: Mask
    original: Image
    sheet: Sheet | None
    steps: tuple[PixelMap, ...]


def prepare(image: Image, pixels_per_point: float, reader: LineReader) -> list[Prepared]:
    """Prepare a picture (BGR); two pages for a spread, left one first."""
    grey, coloured = without_colour(flattened(in_grey(image)))
    sheet = find_sheet(image)
    if sheet is not None:
        beyond = ~sheet.mask(grey.shape)
        grey[beyond], coloured[beyond] = 255, False
    ink, height = ink_and_height(grey)
    draft = _Draft(grey, ink, height, coloured, image, sheet, ())
    turn = upright_turn(grey, ink, height, reader)
    upright = _turn(draft, turn)
    halves = _halves(upright)
    return [_flat(half, pixels_per_point, turn, side) for side, half in enumerate(halves)]


def _turn(draft: _Draft, turn: int) -> _Draft:
    if turn == 0:
        return draft
    height, width = draft.grey.shape
    original = turned(draft.original, turn)
    back = turn_back(turn, width - 1, height - 1)
    return _Draft(
        turned(draft.grey, turn),
        turned(draft.ink, turn),
        draft.height,
        turned(draft.coloured, turn),
        original,
        None if draft.sheet is None else find_sheet(original),
        (*draft.steps, back),
    )


def _halves(draft: _Draft) -> list[_Draft]:
    fold = fold_of(draft.original, draft.ink)
    if fold is None:
        return [draft]
    shadow = max(3, round(_SHADOW * draft.grey.shape[1]))
    return [_cut(draft, 0, fold - shadow), _cut(draft, fold + shadow, draft.grey.shape[1])]


def _cut(draft: _Draft, left: int, right: int) -> _Draft:
    part = slice(left, right)
    ink, original = draft.ink[:, part], draft.original[:, part]
    return _Draft(
        draft.grey[:, part],
        ink,
        text_height(ink),
        draft.coloured[:, part],
        original,
        find_sheet(original),
        (*draft.steps, shift(left, 0)),
    )


def _flat(draft: _Draft, pixels_per_point: float, turn: int, side: int) -> Prepared:
    shape = _geometry(draft, pixels_per_point)
    chain = joined(shape.steps)
    grey = without_blots(redrawn(draft.grey, chain, shape.size), shape.height * shape.factor)
    coloured = _moved(draft.coloured, chain, shape.size)
    flat_ink, height = ink_and_height(grey)
    resolution = pixels_per_point * shape.factor
    seals = tuple(find_seals(grey, flat_ink, resolution))
    sealed = grey
    if seals:
        grey = without_seals(sealed, flat_ink, seals)
        flat_ink, height = ink_and_height(grey)
    return Prepared(
        grey=grey,
        sealed=sealed,
        coloured=coloured,
        ink=flat_ink,
        height=height or shape.height * shape.factor,
        to_stored=Chain((*draft.steps, *shape.steps)),
        pixels_per_point=resolution,
        turn=turn,
        skew=shape.skew,
        bent=any(not isinstance(step, Affine) for step in shape.steps),
        seals=seals,
        side=side,
        steps={"original": draft.original, "even": draft.grey, "flat": grey},
    )


class _Geometry(NamedTuple):
    """Steps that make a page straight, flat and large enough, and what they were made by.

    `size` (width, height) after them; `height` of text and `skew` before; `factor` of enlargement.
    """

    steps: tuple[PixelMap, ...]
    size: tuple[int, int]
    height: float
    skew: float
    factor: float


def _geometry(draft: _Draft, pixels_per_point: float) -> _Geometry:
    sheet, ink, measured = draft.sheet, draft.ink, draft.height
    if sheet is not None:
        ink = _moved(ink, sheet, sheet.size)
        measured = text_height(ink)
    rows, columns = ink.shape
    height = measured or _USUAL_POINTS * pixels_per_point
    skew = skew_of(ink, measured)
    straight = rotation(skew, columns, rows)
    level = ink if skew == 0.0 else _moved(ink, straight, (columns, rows))
    bend = flattening(level, height)
    enlarge = measured is not None and height < _TOO_LOW
    factor = min(_MOST_ENLARGED, _GOOD / height) if enlarge else 1.0
    steps: list[PixelMap] = [] if sheet is None else [sheet]
    steps.append(straight)
    if bend is not None:
        steps.append(bend)
    if factor != 1.0:
        steps.append(scale(factor))
    size = (round(columns * factor), round(rows * factor))
    return _Geometry(tuple(steps), size, height, skew, factor)


def _moved(mask: Mask, steps: PixelMap, size: tuple[int, int]) -> Mask:
    """A mask drawn anew through a map."""
    if not mask.any():
        return np.zeros((size[1], size[0]), dtype=bool)
    shown = np.where(mask, np.uint8(0), np.uint8(255))
    moved: Mask = redrawn(shown, steps, size, cv2.INTER_LINEAR) < 128
    return moved


def as_colour(grey: Image) -> Image:
    """Three equal channels, as engines want them."""
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
