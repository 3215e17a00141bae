"""Tables without a grid of rulings: three-line tables, and figures in columns with no line at all.

A region is a table if at least three lines hold figures that stand in columns. Its columns come
from the right edges of the figures and the texts between them, its rows from the lines that hold
figures; a name wrapped round its figures joins their row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extractors.layout.lines import Line
from extractors.layout.numbering import ends_sentence, starts_numbered
from extractors.tables.bands import HEAD_GAP, Band, Chunk, band_edges, chunks_of, column_bands
from extractors.tables.heads import with_heads
from extractors.tables.ruled import Grid, GridCell, Ruling
from extractors.tables.wraps import Row, join_overlapping, rows_of
from extractors.text.normalise import compact, fold
from extractors.text.units import money_unit

#: How the engine of a table without a grid of rulings ends.
UNRULED = " unruled"
#: A table has at least so many lines with figures, and so many figures in one column.
_FEWEST_ROWS = 3
#: Lines further apart than this many sizes do not belong to one table.
_ROW_GAP = 4.0
#: Lines of one text alone that may stand between two rows.
_MOST_BETWEEN = 4
_MOST_HEAD_LINES = 6
#: A line printed this much larger is the title of another table.
_TITLE_SIZE = 1.2
#: A ruling belongs to a table if it runs over this share of its width.
_RULE_WIDTH = 0.5


def find_unruled(lines: Sequence[Line], rules: Sequence[Ruling]) -> list[Grid]:
    """Grids of the tables among the lines of a page (top to bottom), outside ruled tables."""
    rows = join_overlapping([Row(line, chunks_of(line)) for line in lines])
    grids = []
    for start, end in _regions(rows):
        grid = _grid(rows, start, end, rules)
        if grid is not None:
            grids.append(grid)
    return grids


def _regions(rows: list[Row]) -> list[tuple[int, int]]:
    """Runs `[start, end)` of rows with figures, few other lines between them."""
    regions: list[tuple[int, int]] = []
    anchors = [i for i, row in enumerate(rows) if row.is_row]
    for anchor in anchors:
        if regions and _goes_on(rows, regions[-1][1] - 1, anchor):
            regions[-1] = (regions[-1][0], anchor + 1)
        else:
            regions.append((anchor, anchor + 1))
    return [(a, b) for a, b in regions if _is_table([r for r in rows[a:b] if r.is_row])]


def _goes_on(rows: list[Row], last: int, following: int) -> bool:
    between = rows[last : following + 1]
    alone = sum(not _is_aligned(row, rows[last], rows[following]) for row in between[1:-1])
    if alone > _MOST_BETWEEN or any(ends_sentence(row.line.string) for row in between):
        return False
    if any(row.line.size > _TITLE_SIZE * between[0].line.size for row in between):
        return False
    return all(
        b.line.baseline - a.line.baseline <= _ROW_GAP * b.line.size for a, b in pairwise(between)
    )


def _is_aligned(row: Row, *anchors: Row) -> bool:
    """Whether a line has several columns, or begins where a text of a row with figures begins."""
    if len(row.chunks) > 1:
        return True
    left, near = row.chunks[0].left, 0.5 * row.line.size
    return any(abs(c.left - left) < near for anchor in anchors for c in anchor.chunks)


def _is_table(rows: list[Row]) -> bool:
    counted = any(_counts_columns(row) for row in rows)
    if len(rows) < _FEWEST_ROWS:
        return counted and len(rows) > 1
    amounts = sum(chunk.is_amount for row in rows for chunk in row.chunks)
    bands = column_bands([row.chunks for row in rows], rows[0].line.size)
    figures = [band.figures for band in bands if band.figures]
    return (
        amounts >= _FEWEST_ROWS
        and len(bands) > 1
        and bool(figures)
        and max(figures) >= _FEWEST_ROWS
    )


def _grid(rows: list[Row], start: int, end: int, rules: Sequence[Ruling]) -> Grid | None:
    heads = _head_rows(rows, start)
    end = _with_tail(rows, end)
    while start < end and _counts_columns(rows[start]):
        heads.append(rows[start])
        start += 1
    body = rows[start:end]
    if not body:
        return None
    size = body[0].line.size
    heads = [Row(row.line, _head_chunks(row), row.extra) for row in heads]
    bands = column_bands([row.chunks for row in body if row.is_row], size)
    bands = with_heads(bands, [row.chunks for row in heads], size)
    return _laid_out(heads, body, bands, rules) if len(bands) > 1 else None


def _laid_out(
    heads: list[Row], body: list[Row], bands: list[Band], rules: Sequence[Ruling]
) -> Grid:
    """The grid of a table whose columns are known."""
    every = [*heads, *rows_of(body, bands)]
    left = min(row.line.box.left for row in every)
    right = max(row.line.box.right for row in every)
    reach = 2 * body[0].line.size
    near = _rules_of(rules, left, right, every[0].top - reach, every[-1].bottom + reach)
    left, right = min([left, *(r.start for r in near)]), max([right, *(r.end for r in near)])
    xs = band_edges(bands, left, right)
    ys = _row_edges(every)
    if _part_rows(near, body):
        every, ys, heads = _rows_by_rules([*heads, *body], near, len(heads))
    cells = [
        cell
        for index, row in enumerate(every)
        for cell in _cells(index, row.chunks if index < len(heads) else (), xs)
    ]
    return Grid(xs, ys, cells)


def _head_chunks(row: Row) -> list[Chunk]:
    """Heads stand closer together than the columns' contents."""
    chunks = [chunk for line in row.lines for chunk in chunks_of(line, HEAD_GAP)]
    return sorted(chunks, key=lambda chunk: chunk.left)


def _counts_columns(row: Row) -> bool:
    """Whether the line numbers the columns (`栏次  1  2  3`)."""
    figures = [fold(chunk.text) for chunk in row.chunks if chunk.is_numeral]
    rising = [int(text) for text in figures if text.isdigit()]
    return len(rising) == len(figures) > 1 and rising == list(range(1, len(rising) + 1))


def _head_rows(rows: list[Row], start: int) -> list[Row]:
    """Lines above the first row that head its columns."""
    found: list[Row] = []
    below = rows[start]
    for row in reversed(rows[max(0, start - _MOST_HEAD_LINES) : start]):
        gap = below.line.baseline - row.line.baseline
        if gap > _ROW_GAP * row.line.size or _is_no_head(row):
            break
        found.insert(0, row)
        below = row
    while found and len(found[0].chunks) < 2:
        found.pop(0)
    return found


def _is_no_head(row: Row) -> bool:
    text = compact(row.line.string)
    return (
        money_unit(text) is not None
        or ends_sentence(text)
        or starts_numbered(text)
        or fold(text).startswith(("部门:", "编制单位:", "单位名称:", "编制部门:"))
    )


def _with_tail(rows: list[Row], end: int) -> int:
    """The end moved over lines that continue the last row's name."""
    last = rows[end - 1]
    while end < len(rows):
        row = rows[end]
        near = row.line.baseline - last.line.baseline < 1.6 * row.line.size
        if not near or len(row.chunks) > 1 or row.has_figures or _is_no_head(row):
            break
        if not last.chunks or row.chunks[0].left < last.chunks[0].left - row.line.size:
            break
        end, last = end + 1, row
    return end


def _rules_of(
    rules: Sequence[Ruling], left: float, right: float, top: float, bottom: float
) -> list[Ruling]:
    """Horizontal lines that run along the table."""
    return [
        rule
        for rule in rules
        if top <= rule.position <= bottom
        and min(rule.end, right) - max(rule.start, left) > _RULE_WIDTH * (right - left)
    ]


def _part_rows(rules: Sequence[Ruling], body: Sequence[Row]) -> bool:
    """Whether a ruling stands between any two lines with figures: then rulings part the rows."""
    positions = sorted({rule.position for rule in rules})
    slots = [bisect_right(positions, row.line.box.centre[1]) for row in body if row.has_figures]
    return bool(positions) and len(set(slots)) == len(slots)


def _rows_by_rules(
    lines: Sequence[Row], rules: Sequence[Ruling], head_count: int
) -> tuple[list[Row], list[float], list[Row]]:
    """Rows between horizontal rulings: all their lines, their edges, and the rows of the head."""
    positions = sorted({rule.position for rule in rules})
    edges = [lines[0].top, *positions, lines[-1].bottom]
    found: dict[int, Row] = {}
    heads: list[Row] = []
    for index, row in enumerate(lines):
        slot = bisect_right(positions, row.line.box.centre[1])
        if slot in found:
            found[slot].chunks += row.chunks
            found[slot].extra += row.lines
        else:
            found[slot] = Row(row.line, list(row.chunks), list(row.extra))
            if index < head_count:
                heads.append(found[slot])
    slots = sorted(found)
    ys = [min(edges[slots[0]], edges[slots[0] + 1])]
    ys += [max(edges[slot + 1], edges[slot]) for slot in slots]
    return [found[slot] for slot in slots], ys, heads


def _row_edges(rows: Sequence[Row]) -> list[float]:
    inner = [(a.bottom + b.top) / 2 for a, b in pairwise(rows)]
    return [rows[0].top, *inner, rows[-1].bottom]


def _cells(index: int, heads: Sequence[Chunk], xs: list[float]) -> list[GridCell]:
    """One cell a column; a head that runs over several columns spans them."""
    count = len(xs) - 1
    spans = {}
    for chunk in heads:
        covered = [j for j in range(count) if _covers(chunk, xs[j], xs[j + 1])]
        if len(covered) > 1:
            spans[covered[0]] = covered[-1] - covered[0] + 1
    cells = []
    column = 0
    while column < count:
        span = spans.get(column, 1)
        cells.append(GridCell(index, column, 1, span))
        column += span
    return cells


def _covers(chunk: Chunk, left: float, right: float) -> bool:
    return min(chunk.right, right) - max(chunk.left, left) > 0.3 * (right - left)
