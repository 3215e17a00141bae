"""Lines of an unruled table → its rows: a name may be wrapped round the line of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.layout.lines import Line
from extractors.layout.numbering import starts_numbered
from extractors.tables.bands import Band, Chunk

#: Gaps this much wider than the narrowest part the rows of a table whose names are wrapped.
_ROW_GAP = 1.25
#: Lines closer than this share of the size are one line that was read as two.
_LEAST_GAP = 0.8
#: Lines that share this much of their height stand in one row.
_SAME_ROW = 0.3
#: A text that fills more than this share of its column is wrapped: the next line goes on.
_FULL = 0.85


@dataclass(slots=True)
class Row:
    """A line with its chunks; in a finished table, with the other lines of its row."""

    line: Line
    chunks: list[Chunk]
    extra: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """All its lines."""
        return [self.line, *self.extra]

    @property
    def has_figures(self) -> bool:
        """Whether a figure or a code stands in the line."""
        return any(chunk.is_numeral for chunk in self.chunks)

    @property
    def is_row(self) -> bool:
        """Whether the line looks like a row by itself; `— 26 —` is a page number."""
        digits = sum(any(c.isdigit() for c in chunk.text) for chunk in self.chunks)
        return self.has_figures and len(self.chunks) > 1 and (digits > 1 or self.has_name)

    @property
    def has_name(self) -> bool:
        """Whether there is more than figures."""
        return any(not chunk.is_numeral for chunk in self.chunks)

    @property
    def top(self) -> float:
        """Upper side of all its lines."""
        return min(line.box.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """Lower side of all its lines."""
        return max(line.box.bottom for line in self.lines)


def join_overlapping(rows: Sequence[Row]) -> list[Row]:
    """Lines printed a little higher or lower than the rest of their row joined with it."""
    found: list[Row] = []
    for row in rows:
        above = found[-1] if found else None
        if above is not None and _overlaps(above, row) and _apart(above, row):
            above.chunks = sorted([*above.chunks, *row.chunks], key=lambda c: c.left)
            above.extra.append(row.line)
        else:
            found.append(row)
    return found


def _overlaps(above: Row, row: Row) -> bool:
    shared = min(above.bottom, row.bottom) - max(above.top, row.top)
    return shared > _SAME_ROW * min(above.line.box.height, row.line.box.height)


def _apart(above: Row, row: Row) -> bool:
    """Whether no characters of one stand over those of the other."""
    return all(a.right <= b.left or b.right <= a.left for a in above.chunks for b in row.chunks)


def rows_of(body: Sequence[Row], bands: Sequence[Band]) -> list[Row]:
    """One row for each line with figures; other lines join it or are rows without figures."""
    found: list[Row] = []
    for cluster in _clusters(body):
        with_figures = [row for row in cluster if row.has_figures]
        if len(with_figures) > 1:
            found += _evenly_spaced(cluster, bands)
        else:
            head = with_figures[0] if with_figures else cluster[0]
            others = [line for row in cluster if row is not head for line in row.lines]
            found.append(Row(head.line, head.chunks, [*head.extra, *others]))
    return found


def _clusters(body: Sequence[Row]) -> list[list[Row]]:
    """Lines parted at wide gaps; all together where the gaps are alike."""
    gaps = [b.line.baseline - a.line.baseline for a, b in pairwise(body)]
    real = [g for g, row in zip(gaps, body, strict=False) if g > _LEAST_GAP * row.line.size]
    wide = _ROW_GAP * min(real, default=0.0)
    clusters = [[body[0]]]
    for gap, row in zip(gaps, body[1:], strict=True):
        if gap > wide:
            clusters.append([row])
        else:
            clusters[-1].append(row)
    return clusters


def _evenly_spaced(cluster: list[Row], bands: Sequence[Band]) -> list[Row]:
    """Rows where the distance of the lines tells nothing.

    A line of figures without a name takes the line above and as many below; a line after a name
    that fills its column goes on with it.
    """
    found: list[Row] = []
    owed = 0
    for row in cluster:
        new = Row(row.line, row.chunks, list(row.extra))
        if row.has_figures:
            owed = 0
            above = found[-1] if found else None
            if not row.has_name and above is not None and not above.has_figures:
                new.extra += above.lines
                owed = len(above.lines)
                found.pop()
            found.append(new)
        elif owed or (found and _continues(found[-1], row, bands)):
            found[-1].extra += row.lines
            owed = max(0, owed - 1)
        else:
            found.append(new)
    return found


def _continues(above: Row, row: Row, bands: Sequence[Band]) -> bool:
    chunk = row.chunks[0]
    if len(row.chunks) > 1 or starts_numbered(chunk.text):
        return False
    band = next((b for b in bands if b.shares(chunk) > 0), None)
    if band is None:
        return False
    names = [c for c in above.chunks if not c.is_numeral and band.shares(c) > 0]
    return bool(names) and names[-1].right > band.left + _FULL * (band.right - band.left)
