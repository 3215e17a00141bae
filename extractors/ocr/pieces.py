"""Boxes of text → pieces that lie in one cell each; ink of a cell that no box covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import cv2
import numpy as np

from extractors.ocr.bands import band_of
from extractors.ocr.parting import parted
from extractors.ocr.piece import Piece, once, overlap
from extractors.ocr.prepare.ink import Mask
from extractors.ocr.prepare.seals import Seal
from extractors.ocr.stacked import stacked
from extractors.ocr.uncovered import uncovered_lines
from extractors.protocols import Polygon
from extractors.tables.ruled import Grid, GridCell
from schemas.geometry import BoundingBox

#: Multiples of the height of text: how far a cut may move to bare paper, the least overlap with a
#: row that parts a box, ink smaller than this is a speck.
_MOVE, _OVERLAP, _SPECK = 0.6, 0.5, 0.22
#: Strokes this far apart (multiple) belong to one line of a cell.
_GAP = 1.2
#: A line under a seal is a new one if known ones cover no more of it than this share.
_HIDDEN = 0.35
#: The ink's usual height is measured in stretches so long (multiple).
_STRETCH = 4.0
#: A stroke longer than this (multiple) is no dash.
_DASH = 1.7
#: A dash stands at least so far (multiple) from the top and the bottom of its cell.
_OFF_SIDE = 0.28
#: A dash set flush with the right side is so near (multiple) to the middle of its height, and one
#: of at least so many of its column.
_CENTRED, _SEVERAL = 0.2, 3
#: It is no higher than this (multiple): a figure would be.
_FLAT = 0.4
#: What a cut leaves beyond a ruling holds a character if it is at least so wide (multiple).
_SLIVER = 0.25
#: Where (multiples, from the middle of a ruling) what is left of it ends.
_RESIDUE = (0.06, 0.24)


def pieces_of(
    polygons: Iterable[Polygon],
    grids: Sequence[Grid],
    ink: Mask,
    height: float,
    hidden: Iterable[Polygon] = (),
    sealed: Mask | None = None,
) -> list[Piece]:
    """Text boxes cut at the grids' sides, as high as their ink (rulings left out).

    `grids` are in pixels. `hidden`: lines under seals; `sealed`: ink with theirs.
    """
    text_ink = ink if sealed is None else sealed
    margins = (round(_RESIDUE[0] * height), round(_RESIDUE[1] * height))
    boxes = [_hull(polygon, ink) for polygon in polygons]
    boxes += [_hull(polygon, ink)._replace(hidden=True) for polygon in hidden]
    cut = [_cut(box, grids, ink, height) for box in boxes]
    cleared = [[_off_the_sides(part, grids, text_ink, margins) for part in parts] for parts in cut]
    clear = [part for parts in cleared for part in _without_slivers(parts, height)]
    whole = [piece for part in clear if (piece := _tight(part, text_ink, height)) is not None]
    tight = [part for piece in whole for part in _parts(piece, text_ink, height)]
    seen = once([piece for piece in tight if not piece.hidden])
    kept = seen + [p for p in tight if p.hidden and not any(overlap(p, q) for q in seen)]
    known = [BoundingBox(p.left, p.top, p.right, p.bottom) for p in kept]
    passed_over = uncovered_lines(ink, height, known, grids)
    lines = [Piece(*box, missed=True) for box in passed_over]
    return kept + _missed(kept, grids, ink, height) + lines


def hidden_lines(
    sealed: Iterable[Polygon], found: Sequence[Polygon], seals: Sequence[Seal]
) -> list[Polygon]:
    """Of the lines seen with the seals on the page, those under a seal that were not found else."""
    known = [_box(polygon) for polygon in found]
    hidden = []
    for polygon in sealed:
        box = _box(polygon)
        covered = sum(box.overlap(other) for other in known)
        under = any(s.covers(box.left, box.top, box.right, box.bottom) for s in seals)
        if under and covered < _HIDDEN * box.width * box.height:
            hidden.append(polygon)
    return hidden


def _box(polygon: Polygon) -> BoundingBox:
    xs, ys = [p[0] for p in polygon], [p[1] for p in polygon]
    return BoundingBox(min(xs), min(ys), max(xs), max(ys))


def _hull(polygon: Polygon, ink: Mask) -> Piece:
    xs, ys = [p[0] for p in polygon], [p[1] for p in polygon]
    rows, columns = ink.shape
    return Piece(
        max(0, int(min(xs))),
        max(0, int(min(ys))),
        min(columns, int(max(xs)) + 1),
        min(rows, int(max(ys)) + 1),
    )


def _cut(box: Piece, grids: Sequence[Grid], ink: Mask, height: float) -> list[Piece]:
    index = _grid_at(box, grids)
    if index is None:
        return [box]
    grid = grids[index]
    rows = _row_cuts(box, grid, height)
    parts = []
    for top, bottom in pairwise(rows):
        middle = (top + bottom) / 2
        columns = _column_cuts(box, grid, middle, ink[top:bottom], height)
        for left, right in pairwise(columns):
            cell = grid.cell_at((left + right) / 2, middle)
            place = index if cell is not None else None
            parts.append(Piece(left, top, right, bottom, cell, place, hidden=box.hidden))
    return parts


def _without_slivers(parts: list[Piece], height: float) -> list[Piece]:
    """The parts of one box but those too narrow for a character: a side of the ruling's own ink."""
    if len(parts) == 1:
        return parts
    return [part for part in parts if part.right - part.left >= _SLIVER * height]


def _grid_at(box: Piece, grids: Sequence[Grid]) -> int | None:
    """The smallest grid that the box overlaps well."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    around = [
        (grid.box.width * grid.box.height, index)
        for index, grid in enumerate(grids)
        if grid.box.contains(x, y)
    ]
    return min(around)[1] if around else None


def _row_cuts(box: Piece, grid: Grid, height: float) -> list[int]:
    """Top, bottom and the row edges between, where enough of a line stands on either side."""
    x = (box.left + box.right) / 2
    cuts = [box.top]
    for y in grid.ys:
        inside = cuts[-1] + _OVERLAP * height < y < box.bottom - _OVERLAP * height
        if inside and grid.cell_at(x, y - 2) != grid.cell_at(x, y + 2):
            cuts.append(round(y))
    return [*cuts, box.bottom]


def _column_cuts(box: Piece, grid: Grid, y: float, ink: Mask, height: float) -> list[int]:
    cuts = [box.left]
    for x in grid.xs:
        if not cuts[-1] < x < box.right or grid.cell_at(x - 2, y) == grid.cell_at(x + 2, y):
            continue
        place = _bare_column(ink, round(x), round(_MOVE * height))
        if cuts[-1] < place < box.right:
            cuts.append(place)
    return [*cuts, box.right]


def _bare_column(ink: Mask, x: int, reach: int) -> int:
    """The column nearest to x with the least ink: a numeral that crosses a ruling stays whole."""
    first, last = max(0, x - reach), min(ink.shape[1], x + reach + 1)
    counts = ink[:, first:last].sum(axis=0)
    distance = np.abs(np.arange(first, last) - x)
    return first + int(np.lexsort((distance, counts > 1))[0])


def _off_the_sides(
    piece: Piece, grids: Sequence[Grid], ink: Mask, margins: tuple[int, int]
) -> Piece:
    """The piece without what painting left of the rulings at its cell's sides."""
    if piece.cell is None or piece.grid is None:
        return piece
    box = grids[piece.grid].cell_box(piece.cell)
    top, bottom = max(piece.top, round(box.top) - 1), min(piece.bottom, round(box.bottom) + 1)
    if top < bottom:
        piece = piece._replace(top=top, bottom=bottom)
    inked = np.asarray(ink[piece.top : piece.bottom].any(axis=0))
    near, far = margins
    left, right = piece.left, piece.right
    side = round(box.left)
    if left <= side + far:
        bare = [x for x in range(side + near, side + far + 1) if 0 <= x < right and not inked[x]]
        left = max(left, bare[0]) if bare else left
    side = round(box.right)
    if right >= side - far:
        bare = [x for x in range(side - near, side - far - 1, -1) if left < x < len(inked)]
        bare = [x for x in bare if not inked[x]]
        right = min(right, bare[0]) if bare else right
    return piece._replace(left=left, right=right) if left < right else piece


def _tight(box: Piece, ink: Mask, height: float) -> Piece | None:
    """The box as high as its ink; its width stays: thin strokes may be too faint for ink."""
    window = ink[box.top : box.bottom, box.left : box.right]
    band = band_of(window, round(_STRETCH * height))
    if band is None:
        return None
    columns = np.flatnonzero(window[band.top : band.bottom].any(axis=0))
    top, bottom = box.top + band.top, box.top + band.bottom
    tight = box._replace(top=top, bottom=bottom, rows=(box.top, box.bottom), tall=band.tall)
    largest = max(int(columns[-1] - columns[0]) + 1, bottom - top)
    return tight if largest >= _SPECK * height else None


def _parts(piece: Piece, ink: Mask, height: float) -> list[Piece]:
    """A piece for each character set upright in a cell; outside of cells, parts at broad gaps."""
    if piece.hidden:
        return [piece]
    window = ink[piece.top : piece.bottom, piece.left : piece.right]
    if piece.cell is not None:
        characters = stacked(window, height)
        return _characters(piece, characters) if characters else [piece]
    return [
        piece._replace(left=piece.left + first, right=piece.left + last)
        for first, last in parted(window, height)
    ]


def _characters(piece: Piece, found: list[tuple[int, int]]) -> list[Piece]:
    """A piece for each character of a column, with the bare paper up to its neighbours."""
    middles = [(last + first) // 2 for (_, last), (first, _) in pairwise(found)]
    edges = pairwise([0, *middles, piece.bottom - piece.top])
    return [
        piece._replace(
            top=piece.top + first,
            bottom=piece.top + last,
            rows=(piece.top + above, piece.top + below),
            tall=last - first,
        )
        for (first, last), (above, below) in zip(found, edges, strict=True)
    ]


def _missed(found: Sequence[Piece], grids: Sequence[Grid], ink: Mask, height: float) -> list[Piece]:
    """Ink inside the cells of grids that no piece covers."""
    rest = ink.copy()
    margin = round(0.2 * height)
    for piece in found:
        rest[
            max(0, piece.top - margin) : piece.bottom + margin,
            max(0, piece.left - margin) : piece.right + margin,
        ] = False
    missed = []
    for index, grid in enumerate(grids):
        for cell in grid.cells:
            missed += _strokes(rest, grid, index, cell, height)
    new = [piece for piece in missed if not any(overlap(piece, other) for other in found)]
    return _without_lone_flush(new)


def _without_lone_flush(pieces: Sequence[Piece]) -> list[Piece]:
    """One alone is what is left of a ruling; a column that sets its dashes so has several."""
    columns = Counter(_column(piece) for piece in pieces if piece.flush)
    return [p for p in pieces if not p.flush or columns[_column(p)] >= _SEVERAL]


def _column(piece: Piece) -> tuple[int | None, int | None]:
    return piece.grid, piece.cell.column if piece.cell is not None else None


def _is_dash(width: int, tall: int, height: float) -> bool:
    return 0.3 * height <= width <= _DASH * height and tall >= 0.05 * height


def _strokes(rest: Mask, grid: Grid, index: int, cell: GridCell, height: float) -> list[Piece]:
    box = grid.cell_box(cell)
    inset = max(2, round(0.12 * height))
    top, left = round(box.top) + inset, round(box.left) + inset
    window = rest[top : round(box.bottom) - inset, left : round(box.right) - inset]
    if window.size == 0 or not window.any():
        return []
    gap = np.ones((3, max(3, round(_GAP * height))), np.uint8)
    joined = cv2.morphologyEx(window.astype(np.uint8), cv2.MORPH_CLOSE, gap)
    pieces = []
    for x, y, width, tall, _ in cv2.connectedComponentsWithStats(joined)[2][1:].tolist():
        area = int(window[y : y + tall, x : x + width].sum())
        middle = y + tall / 2
        off_side = min(middle, len(window) - middle) > _OFF_SIDE * height
        at_side = x == 0 or x + width == window.shape[1]
        flush = x > 0 and at_side and abs(middle - len(window) / 2) <= _CENTRED * height
        flush = flush and tall <= _FLAT * height
        dash = off_side and (flush or not at_side) and _is_dash(width, tall, height)
        figure = tall >= 0.45 * height and width >= (0.5 if at_side else 0.1) * height
        blot = min(width, tall) > 0.6 * height and area > 0.9 * width * tall
        if (dash or figure) and not blot and tall < 3 * height:
            here = (left + x, top + y, left + x + width, top + y + tall)
            pieces.append(Piece(*here, cell, index, missed=True, flush=dash and flush))
    return pieces
