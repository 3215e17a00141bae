"""Rulings of a table out of pixels: faint, broken and double ones; text crossed by them stays."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.ocr.foreign import own_rulings
from extractors.ocr.prepare.curves import ruling_mask
from extractors.ocr.prepare.ink import Image, Mask
from extractors.tables.ruled import Ruling

#: Gaps that are bridged, and the shortest ruling kept (multiples of the height of text).
_BRIDGE, _SHORTEST = 1.5, 2.4
#: A vertical ruling between two horizontal ones may be as short as this multiple.
_SHORT = 0.9
#: How near (multiple) it must come to both, and how far beside it the paper must be bare.
_NEAR, _BESIDE = 0.14, 0.35
#: Share of its length that may have ink beside it.
_COMPANY = 0.12
_PAPER = 250
#: A line is no thicker, and leans no more, than this (multiple of the height, slope); else only
#: its straight part counts. Share of its length that must be inked.
_THICK, _LEAN, _SOLID = 0.6, 0.02, 0.3


@dataclass(frozen=True, slots=True)
class Rulings:
    """Lines in pixels, and where their ink is."""

    horizontal: list[Ruling]
    vertical: list[Ruling]
    mask: Mask

    def in_points(self, pixels_per_point: float) -> tuple[list[Ruling], list[Ruling]]:
        """Horizontal and vertical ones, in points."""
        return (
            [Ruling(*(v / pixels_per_point for v in line)) for line in self.horizontal],
            [Ruling(*(v / pixels_per_point for v in line)) for line in self.vertical],
        )


def find_rulings(ink: Mask, height: float) -> Rulings:
    """Rulings of a flat page; `height`: of text, in pixels."""
    across = ruling_mask(ink, height)
    standing = np.ascontiguousarray(ink.T)
    down = ruling_mask(standing, height)
    horizontal, vertical = own_rulings(_lines(across, height), _lines(down, height), height)
    short, short_mask = _short_ones(standing, horizontal, height)
    vertical += short
    mask = across | down.T | short_mask.T
    return Rulings(horizontal, vertical, mask & _near(ink))


def without_rulings(grey: Image, rulings: Rulings) -> Image:
    """The picture with its rulings painted over."""
    grown = cv2.dilate(rulings.mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    painted: Image = np.where(grown, np.maximum(grey, _PAPER), grey).astype(np.uint8)
    return painted


def _near(ink: Mask) -> Mask:
    return np.asarray(cv2.dilate(ink.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)


def _lines(mask: Mask, height: float) -> list[Ruling]:
    span = np.ones((3, max(3, round(_BRIDGE * height))), np.uint8)
    joined = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, span)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    lines = []
    for label in range(1, count):
        left, top, width, tall = (int(v) for v in stats[label, :4])
        if width < _SHORTEST * height:
            continue
        window = (slice(top, top + tall), slice(left, left + width))
        piece = (labels[window] == label) & mask[window]
        line = _straight(piece, left, top, height)
        if line is not None:
            lines.append(line)
    return lines


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


def _short_ones(
    standing: Mask, horizontal: list[Ruling], height: float
) -> tuple[list[Ruling], Mask]:
    """Vertical lines (of the transposed ink) that reach from one horizontal ruling to another."""
    length = max(6, round(_SHORT * height))
    thick = cv2.dilate(standing.astype(np.uint8), np.ones((3, 1), np.uint8))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened)
    kept, found = np.zeros(count, dtype=bool), []
    near = max(3.0, _NEAR * height)
    for label in range(1, count):
        top, x, tall, width = (int(v) for v in stats[label, :4])
        ends = (float(top), float(top + tall))
        if width > 0.4 * height or tall > 2 * _SHORTEST * height:
            continue
        alone = _stands_alone(standing, (x, top, width, tall), round(_BESIDE * height))
        if alone and all(_reaches(horizontal, x + width / 2, end, near) for end in ends):
            kept[label] = True
            found.append(Ruling(x + width / 2, *ends))
    mask: Mask = kept[labels]
    return found, mask


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
