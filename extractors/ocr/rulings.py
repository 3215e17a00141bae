"""Rulings of a table out of pixels: faint, broken and double ones; text crossed by them stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.ocr.completion import completed
from extractors.ocr.dotted import continuing, dots_of, is_mostly_dots, with_ends
from extractors.ocr.foreign import own_rulings
from extractors.ocr.prepare.curves import ruling_mask
from extractors.ocr.prepare.ink import Image, Mask
from extractors.ocr.prepare.seals import Seal
from extractors.ocr.strokes import without_strokes
from extractors.tables.ruled import Ruling

#: Gaps that are bridged, and the shortest ruling kept (multiples of the height of text).
_BRIDGE, _SHORTEST = 1.5, 2.4
#: A coarse fax draws a leaning line in steps of a row, so high (multiple) at most.
_STEP = 0.2
#: A vertical ruling between two horizontal ones may be as short as this multiple.
_SHORT = 0.9
#: How near (multiple) it must come to both, and how far beside it the paper must be bare.
_NEAR, _BESIDE = 0.14, 0.35
#: Share of its length that may have ink beside it.
_COMPANY = 0.12
_PAPER = 250
#: How near (share of the radius) to a seal's ring a line must be to be part of it.
_ARC = 0.12
#: A traced line wanders by so much and is evened over so much (multiples); it ends where no more
#: than this share of its darkness is left.
_WANDER, _EVEN, _EDGE = 0.16, 1.6, 0.12
#: A line is no thicker, and leans no more, than this (multiple of the height, slope); else only
#: its straight part counts. Share of its length that must be inked.
_THICK, _LEAN, _SOLID = 0.6, 0.02, 0.3


@dataclass(frozen=True, slots=True)
class Rulings:
    """Lines in pixels, and where ink of lines is, of foreign ones (folds) too."""

    horizontal: list[Ruling]
    vertical: list[Ruling]
    mask: Mask

    def in_points(self, pixels_per_point: float) -> tuple[list[Ruling], list[Ruling]]:
        """Horizontal and vertical ones, in points."""
        return (
            [Ruling(*(v / pixels_per_point for v in line)) for line in self.horizontal],
            [Ruling(*(v / pixels_per_point for v in line)) for line in self.vertical],
        )


def find_rulings(grey: Image, ink: Mask, height: float, seals: Sequence[Seal] = ()) -> Rulings:
    """Rulings of a flat page; `height`: of text, in pixels."""
    standing = np.ascontiguousarray(ink.T)
    turned = [Seal(s.y, s.x, s.radius) for s in seals]
    upright = np.ascontiguousarray(grey.T)
    across = _no_arcs(_lines(grey, ink, height), seals)
    down = _no_arcs(_lines(upright, standing, height), turned)
    across, down = (
        without_strokes(across, down, height),
        without_strokes(down, across, height),
    )
    size = (float(grey.shape[1]), float(grey.shape[0]))
    horizontal, vertical = own_rulings(across, down, height, size)
    short = _no_arcs(_short_ones(standing, horizontal, height), turned)
    vertical += short
    horizontal = completed(grey, horizontal, vertical, height)
    vertical = completed(upright, vertical, horizontal, height)
    mask = _traced(grey, [*across, *horizontal], height) | (
        _traced(upright, [*down, *vertical], height).T
    )
    return Rulings(horizontal, vertical, mask)


def _no_arcs(lines: Sequence[Ruling], seals: Sequence[Seal]) -> list[Ruling]:
    """Horizontal lines that are not the top or the bottom of a seal's ring."""
    return [line for line in lines if not any(_is_arc(line, seal) for seal in seals)]


def _is_arc(line: Ruling, seal: Seal) -> bool:
    middle = (line.start + line.end) / 2
    off = abs(abs(line.position - seal.y) - seal.radius)
    return (
        off < _ARC * seal.radius
        and abs(middle - seal.x) < 0.6 * seal.radius
        and line.end - line.start < seal.radius
    )


def _traced(grey: Image, lines: Sequence[Ruling], height: float) -> Mask:
    """Pixels of the lines from left to right, each followed along its darkest path."""
    mask = np.zeros(grey.shape, dtype=bool)
    reach = max(3, round(_WANDER * height))
    for line in lines:
        middle, start, end = round(line.position), round(line.start), round(line.end)
        top = max(0, middle - reach)
        strip = grey[top : middle + reach + 1, start:end]
        if strip.size == 0:
            continue
        even = cv2.blur(strip, (max(3, round(_EVEN * height)), 1))
        path = top + even.argmin(axis=0)
        half = _half_thickness(grey, path, start, reach)
        for offset in range(-half, half + 1):
            rows = np.clip(path + offset, 0, grey.shape[0] - 1)
            mask[rows, np.arange(start, start + len(rows))] = True
    return mask


def _half_thickness(grey: Image, path: NDArray[np.int64], start: int, most: int) -> int:
    """How far (pixels) from its middle a line is darker than the paper round it."""
    columns = np.arange(start, start + len(path))
    last = grey.shape[0] - 1
    shades = [
        float(np.median(grey[np.clip(path + offset, 0, last), columns]))
        for offset in (*range(-most - 1, 0), *range(most + 2))
    ]
    above, below = shades[: most + 1][::-1], shades[most + 2 :]
    paper = max(min(above[-1], below[-1]), 1.0)
    edge = paper - _EDGE * max(0.0, paper - shades[most + 1])
    thick = [max(a, b) > edge and min(a, b) > edge for a, b in zip(above, below, strict=True)]
    return max(1, thick.index(True) if True in thick else most)


def without_rulings(grey: Image, rulings: Rulings) -> Image:
    """The picture with its rulings painted over."""
    painted: Image = np.where(rulings.mask, np.maximum(grey, _PAPER), grey).astype(np.uint8)
    return painted


def _lines(grey: Image, ink: Mask, height: float) -> list[Ruling]:
    mask = ruling_mask(ink, height)
    dots = continuing(mask, dots_of(grey, ink, height), height)
    lines, doubtful = _pieces(mask, dots, height)
    if doubtful.any():
        lines, _ = _pieces(mask, dots & ~doubtful, height)
    return lines


def _pieces(mask: Mask, dots: Mask, height: float) -> tuple[list[Ruling], Mask]:
    """Lines of sound pieces that dots join, and those dots that join too little to be a ruling."""
    span = np.ones((max(3, round(_STEP * height)), max(3, round(_BRIDGE * height))), np.uint8)
    joined = cv2.morphologyEx((mask | dots).astype(np.uint8), cv2.MORPH_CLOSE, span)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    lines, doubtful = [], np.zeros_like(dots)
    for label in range(1, count):
        left, top, width, tall = (int(v) for v in stats[label, :4])
        if width < _SHORTEST * height:
            continue
        window = (slice(top, top + tall), slice(left, left + width))
        own = labels[window] == label
        sound = own & mask[window]
        piece = with_ends(sound, own & dots[window], _SHORTEST * height)
        if is_mostly_dots(sound, piece):
            doubtful[window] |= own & dots[window]
        line = _straight(piece, left, top, height)
        if line is not None:
            lines.append(line)
    return lines, doubtful


def _straight(piece: Mask, left: int, top: int, height: float) -> Ruling | None:
    """The line that most of the ink lies on: arcs of a seal or a hand's strokes may touch it."""
    rows, columns = np.nonzero(piece)
    if not len(rows):
        return None
    if piece.shape[0] > max(_THICK * height, _LEAN * piece.shape[1]):
        level = int(np.argmax(np.bincount(rows)))
        near = np.abs(rows - level) <= 2
        rows, columns = rows[near], columns[near]
    start, end = float(columns.min()), float(columns.max()) + 1
    if end - start < _SHORTEST * height or len(np.unique(columns)) < _SOLID * (end - start):
        return None
    return Ruling(top + float(rows.mean()), left + start, left + end)


def _short_ones(standing: Mask, horizontal: list[Ruling], height: float) -> list[Ruling]:
    """Vertical lines (of the transposed ink) that reach from one horizontal ruling to another."""
    length = max(6, round(_SHORT * height))
    thick = cv2.dilate(standing.astype(np.uint8), np.ones((3, 1), np.uint8))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    stats = cv2.connectedComponentsWithStats(opened)[2][1:].tolist()
    found, near = [], max(4.0, _NEAR * height)
    for top, x, tall, width, _ in stats:
        if width > 0.4 * height or tall > 2 * _SHORTEST * height:
            continue
        ends = (float(top), float(top + tall - 1))
        alone = _stands_alone(standing, (x, top, width, tall), round(_BESIDE * height))
        if alone and all(_reaches(horizontal, x + width / 2, end, near) for end in ends):
            found.append(Ruling(x + width / 2, *ends))
    return found


def _stands_alone(standing: Mask, box: tuple[int, int, int, int], beside: int) -> bool:
    """Whether the paper on both sides of a vertical line (of the transposed ink) is bare."""
    x, top, width, tall = box
    inner = slice(top + 3, max(top + 4, top + tall - 3))
    before = standing[max(0, x - beside) : max(0, x - 1), inner]
    after = standing[x + width + 1 : x + width + beside, inner]
    return all(float(s.any(axis=0).mean()) <= _COMPANY for s in (before, after) if s.size)


def _reaches(horizontal: list[Ruling], x: float, y: float, near: float) -> bool:
    return any(
        abs(line.position - y) <= near and line.start - near <= x <= line.end + near
        for line in horizontal
    )
