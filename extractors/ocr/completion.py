"""Rulings whose faint pieces were missed, made whole where the paper is darker along their gap."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from extractors.ocr.prepare.ink import Image
from extractors.tables.ruled import Ruling

#: Multiples of the height of text: pieces this near are one line; shorter gaps are bridged anyway;
#: how far a line may wander inside a gap; its darkness is evened over this length.
_ONE_LINE, _SHORT, _WANDER, _EVEN = 0.3, 0.6, 0.2, 0.6
#: Share of the known pieces' darkness that most (all but some columns) of a gap must have.
_AS_DARK, _ALL_BUT = 0.3, 7
#: Share of the table's breadth that the line's known pieces must cover.
_MOST = 0.55
#: A gap of which so much is covered is part of the line: a ruling ends where another crosses it,
#: never between.
_ENTERED = 0.4


def completed(
    grey: Image, lines: Sequence[Ruling], crossing: Sequence[Ruling], height: float
) -> list[Ruling]:
    """Horizontal lines with the gaps that they run through, as far as the crossing lines reach."""
    found = list(lines)
    for group in _groups(lines, height):
        known = float(np.median([_darkness(grey, line, height, 50) for line in group]))
        found += [
            gap
            for gap, covered in _gaps(group, crossing, height)
            if covered >= _ENTERED or _darkness(grey, gap, height, _ALL_BUT) >= _AS_DARK * known
        ]
    return found


def _groups(lines: Sequence[Ruling], height: float) -> list[list[Ruling]]:
    groups: list[list[Ruling]] = []
    for line in sorted(lines):
        if groups and line.position - groups[-1][0].position <= _ONE_LINE * height:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _gaps(
    group: list[Ruling], crossing: Sequence[Ruling], height: float
) -> list[tuple[Ruling, float]]:
    """Between neighbouring crossing lines, where the line is not known; the share that is."""
    level = float(np.mean([line.position for line in group]))
    xs = [c.position for c in crossing if c.start - height <= level <= c.end + height]
    length = sum(line.end - line.start for line in group)
    if not xs or length < _MOST * (max(xs) - min(xs)):
        return []  # a line that parts some columns of a head alone
    gaps = []
    for start, end in pairwise(sorted(xs)):
        known = sum(max(0.0, min(p.end, end) - max(p.start, start)) for p in group)
        covered = known / max(end - start, 1.0)
        if end - start - known > _SHORT * height:
            gaps.append((Ruling(level, start, end), covered))
    return gaps


def _darkness(grey: Image, line: Ruling, height: float, percentile: int) -> float:
    """How much darker than the paper above and below it the line is, along most of its length."""
    reach, off = max(2, round(_WANDER * height)), max(4, round(0.45 * height))
    middle, inset = round(line.position), round(0.15 * height)
    columns = slice(round(line.start) + inset, max(round(line.end) - inset, 0))
    rows = grey[max(0, middle - off) : middle + off + 1, columns].astype(np.float32)
    if rows.shape[0] < 2 * off or rows.shape[1] < 4:
        return 0.0
    even = cv2.blur(rows, (max(3, round(_EVEN * height)), 1))
    near = even[off - reach : off + reach + 1].min(axis=0)
    paper = np.maximum(even[:2].mean(axis=0), even[-2:].mean(axis=0))
    return float(np.percentile(paper - near, percentile))
