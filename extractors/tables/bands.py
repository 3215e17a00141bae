"""Columns of a table without vertical rulings: where figures and texts of many lines stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractors.layout.lines import Line
from extractors.text.normalise import fold

#: White space wider than this share of the size parts two columns; in heads and beside a
#: figure less does, and
#: between two figures any.
COLUMN_GAP, HEAD_GAP, _FIGURE_GAP = 1.1, 0.5, 0.5
#: Two single characters this close (sizes) may be one word; these head columns of their own.
_SPREAD, _CODE_HEADS = 6.0, "类款项"
#: Right edges of one column of figures differ by less than this share of the size.
_SAME_EDGE = 0.8
#: Two bands that share this much of the narrower one are one.
_SAME_BAND = 0.5
_NUMERAL = re.compile(r"[-(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?%?|[-—]{1,2}")
#: A word; an amount that touches the name in the next column is one by itself.
_WORD = re.compile(r"-?\d[\d,]*\.\d{2}(?=[\u4e00-\u9fff])(?![元万亿])|\S+?(?=\s|$)")


class Chunk(NamedTuple):
    """Characters of a line that stand together."""

    text: str
    left: float
    right: float

    @property
    def is_numeral(self) -> bool:
        """Whether it is a figure, a share or a dash and nothing else."""
        return _NUMERAL.fullmatch(fold(self.text)) is not None

    @property
    def is_amount(self) -> bool:
        """Whether it is a figure as money columns print it."""
        return self.is_numeral and any(mark in self.text for mark in ".,．，")


@dataclass(frozen=True, slots=True)
class Band:
    """A column: from `left` to `right` with its head, `body` without it; `figures` in the body."""

    left: float
    right: float
    figures: int = 0
    body: tuple[float, float] | None = None

    def shares(self, other: Band | Chunk) -> float:
        """How much of the narrower one both have."""
        common = min(self.right, other.right) - max(self.left, other.left)
        narrow = min(self.right - self.left, other.right - other.left)
        return common / narrow if narrow > 0 else float(common >= 0)

    def joined(self, other: Band) -> Band:
        """One band over both."""
        bodies = [band.body for band in (self, other) if band.body is not None]
        return Band(
            min(self.left, other.left),
            max(self.right, other.right),
            self.figures + other.figures,
            (min(b[0] for b in bodies), max(b[1] for b in bodies)) if bodies else None,
        )


def chunks_of(line: Line, gap: float = COLUMN_GAP) -> list[Chunk]:
    """The line cut at wide white space, at any between two figures, and after a touching amount.

    `gap` is how wide (sizes) white space between texts must be.
    """
    chunks: list[Chunk] = []
    last = Chunk("", 0.0, 0.0)
    for match in _WORD.finditer(line.string):
        word = Chunk(match.group(), line.edges[match.start()], line.edges[match.end()])
        spaced = match.start() > 0 and line.string[match.start() - 1].isspace()
        if chunks and spaced and _belongs(chunks[-1], last, word, line.size, gap):
            chunks[-1] = Chunk(f"{chunks[-1].text} {word.text}", chunks[-1].left, word.right)
        else:
            chunks.append(word)
        last = word
    return chunks


def _belongs(chunk: Chunk, last: Chunk, word: Chunk, size: float, least: float) -> bool:
    gap = word.left - last.right
    if last.is_numeral and word.is_numeral:
        return False
    if last.is_numeral or word.is_numeral:
        return gap < _FIGURE_GAP * size
    return gap < least * size or _is_spread(chunk, word, gap, size)


def _is_spread(before: Chunk, after: Chunk, gap: float, size: float) -> bool:
    """Whether two characters are one word set wide (`合    计`) and not `类 款 项`."""
    both = before.text + after.text
    if len(both) != 2 or both.isascii() or all(c in _CODE_HEADS for c in both):
        return False
    return gap < _SPREAD * size


def column_bands(rows: Sequence[Sequence[Chunk]], size: float) -> list[Band]:
    """Columns of the rows, from left to right; those of figures stand, texts fill what is left."""
    figures = _figure_bands([c for row in rows for c in row if c.is_numeral], size)
    bands = list(figures)
    texts = [c for row in rows for c in row if not c.is_numeral]
    for chunk in sorted(texts, key=lambda c: c.right - c.left):
        if not any(band.shares(chunk) > _SAME_BAND for band in figures):
            bands = _merge([*bands, _body(chunk.left, chunk.right)], figures)
    return sorted(bands, key=lambda band: band.left)


def band_edges(bands: Sequence[Band], left: float, right: float) -> list[float]:
    """Edges between the columns, and the table's sides."""
    inner = [_edge(a, b) for a, b in pairwise(bands)]
    return sorted([min(left, bands[0].left), *inner, max(right, bands[-1].right)])


def _edge(before: Band, after: Band) -> float:
    """The middle of the gap; where heads overlap, no further than the bodies' gap."""
    middle = (before.right + after.left) / 2
    if before.right <= after.left:
        return middle
    end = before.body[1] if before.body else before.right
    start = after.body[0] if after.body else after.left
    if end <= start:
        return min(max(middle, end), start)
    return start if after.figures else end


def _body(left: float, right: float, figures: int = 0) -> Band:
    return Band(left, right, figures, (left, right))


def _figure_bands(chunks: list[Chunk], size: float) -> list[Band]:
    groups: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=lambda c: c.right):
        if groups and chunk.right - groups[-1][-1].right <= _SAME_EDGE * size:
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    bands = [_body(min(c.left for c in g), g[-1].right, len(g)) for g in groups]
    return _merge(bands, [])


def _merge(bands: list[Band], fixed: list[Band]) -> list[Band]:
    """Bands that overlap made one; `fixed` ones are joined with nothing."""
    merged: list[Band] = []
    for band in sorted(bands, key=lambda b: b.left):
        last = merged[-1] if merged else None
        joinable = last is not None and band not in fixed and last not in fixed
        if last is not None and joinable and last.shares(band) > _SAME_BAND:
            merged[-1] = last.joined(band)
        else:
            merged.append(band)
    return merged
