"""Columns of a table without vertical rulings: where figures and texts of many lines stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractors.layout.lines import Line
from extractors.text.normalise import fold

#: White space wider than this share of the size parts two columns; beside a figure less does, and
#: between two figures any.
_COLUMN_GAP, _FIGURE_GAP = 1.1, 0.5
#: Right edges of one column of figures differ by less than this share of the size.
_SAME_EDGE = 0.8
#: Two bands that share this much of the narrower one are one.
_SAME_BAND = 0.5
_NUMERAL = re.compile(r"[-(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?%?|[-—]{1,2}")


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
    """A column: from `left` to `right`, `figures` of them in it."""

    left: float
    right: float
    figures: int = 0

    def shares(self, other: Band | Chunk) -> float:
        """How much of the narrower one both have."""
        common = min(self.right, other.right) - max(self.left, other.left)
        narrow = min(self.right - self.left, other.right - other.left)
        return common / narrow if narrow > 0 else float(common >= 0)

    def joined(self, other: Band) -> Band:
        """One band over both."""
        return Band(
            min(self.left, other.left),
            max(self.right, other.right),
            self.figures + other.figures,
        )


def chunks_of(line: Line) -> list[Chunk]:
    """The line cut at wide white space, and at any between two figures."""
    words = [
        Chunk(match.group(), line.edges[match.start()], line.edges[match.end()])
        for match in re.finditer(r"\S+", line.string)
    ]
    chunks = words[:1]
    for before, word in pairwise(words):
        if word.left - before.right < _least_gap(before, word) * line.size:
            chunks[-1] = Chunk(f"{chunks[-1].text} {word.text}", chunks[-1].left, word.right)
        else:
            chunks.append(word)
    return chunks


def _least_gap(before: Chunk, after: Chunk) -> float:
    if before.is_numeral and after.is_numeral:
        return 0.0
    return _FIGURE_GAP if before.is_numeral or after.is_numeral else _COLUMN_GAP


def column_bands(rows: Sequence[Sequence[Chunk]], size: float) -> list[Band]:
    """Columns of the rows, from left to right; those of figures stand, texts fill what is left."""
    figures = _figure_bands([c for row in rows for c in row if c.is_numeral], size)
    bands = list(figures)
    texts = [c for row in rows for c in row if not c.is_numeral]
    for chunk in sorted(texts, key=lambda c: c.right - c.left):
        if not any(band.shares(chunk) > _SAME_BAND for band in figures):
            bands = _merge([*bands, Band(chunk.left, chunk.right)], figures)
    return sorted(bands, key=lambda band: band.left)


def with_heads(bands: list[Band], heads: Iterable[Sequence[Chunk]]) -> list[Band]:
    """The bands, and those of columns that have a head and no content.

    A head beside its figures (centred over a column set to the right) widens their band.
    """
    chunks = [chunk for row in heads for chunk in row]
    found = list(bands)
    for chunk in chunks:
        if any(band.shares(chunk) > 0 for band in found):
            continue
        headless = [
            band
            for band in _neighbours(found, chunk)
            if band.figures and not any(band.shares(other) > 0 for other in chunks)
        ]
        own = Band(chunk.left, chunk.right)
        if headless:
            found[found.index(headless[0])] = headless[0].joined(own)
        else:
            found.append(own)
    return sorted(found, key=lambda band: band.left)


def _neighbours(bands: list[Band], chunk: Chunk) -> list[Band]:
    """The bands right and left of the chunk."""
    after = [band for band in bands if band.left >= chunk.right]
    before = [band for band in bands if band.right <= chunk.left]
    nearest = [min(after, key=lambda b: b.left)] if after else []
    return [*nearest, *([max(before, key=lambda b: b.right)] if before else [])]


def band_edges(bands: Sequence[Band], left: float, right: float) -> list[float]:
    """Edges between the columns, and the table's sides."""
    inner = [
        (a.right + b.left) / 2 if a.right <= b.left else (b.left if b.figures else a.right)
        for a, b in pairwise(bands)
    ]
    return [min(left, bands[0].left), *inner, max(right, bands[-1].right)]


def _figure_bands(chunks: list[Chunk], size: float) -> list[Band]:
    groups: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=lambda c: c.right):
        if groups and chunk.right - groups[-1][-1].right <= _SAME_EDGE * size:
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    bands = [Band(min(c.left for c in g), g[-1].right, len(g)) for g in groups]
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
