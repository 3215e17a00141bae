"""Tables whose columns go on over the page's edge: parts side by side put together by their rows.

Wide statements (财政拨款支出决算明细表) are printed in parts, each with the codes and names again.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.text.normalise import compact
from extractors.text.numbers import parse_number
from schemas.table import Cell, Table

#: Columns at the left that a part may repeat, and rows that must be there to compare.
_MOST_LABELS, _FEWEST_ROWS = 4, 4
#: Share of the rows whose labels agree (a name may be wrapped or cut otherwise).
_AGREE = 0.9
#: Share of the words beside the labels that agree where two tables are of one layout.
_SAME_LAYOUT = 0.4


def put_beside(first: Table, second: Table) -> Table | None:
    """One table of both where the second repeats the first one's rows with other columns."""
    if first.row_count != second.row_count or first.row_count < _FEWEST_ROWS:
        return None
    labels = _label_columns(first, second)
    if not labels or labels >= second.column_count or _same_columns(first, second, labels):
        return None
    shift = first.column_count - labels
    added = [cell.moved(0, shift) for cell in second.cells if cell.column >= labels]
    width = second.column_edges[labels] - first.column_edges[-1]
    return replace(
        first,
        cells=(*first.cells, *added),
        column_count=first.column_count + second.column_count - labels,
        column_edges=(*first.column_edges, *(x - width for x in second.column_edges[labels + 1 :])),
        page_numbers=tuple(dict.fromkeys([*first.page_numbers, *second.page_numbers])),
        score=min(first.score, second.score),
    )


def _label_columns(first: Table, second: Table) -> int:
    """How many columns at the left hold the same texts, row by row, and no figures."""
    count = 0
    for column in range(min(_MOST_LABELS, first.column_count, second.column_count)):
        own, other = _column(first, column), _column(second, column)
        agreeing = sum(a == b for a, b in zip(own, other, strict=True))
        if agreeing < _AGREE * len(own) or _crosses(second, column + 1):
            break
        if not any(own) or any(_is_amount(text) for text in own):
            break
        count = column + 1
    return count


def _column(table: Table, column: int) -> list[str]:
    cells = (table.at(row, column) for row in range(table.row_count))
    return ["" if cell is None else compact(cell.string) for cell in cells]


def _is_amount(text: str) -> bool:
    return any(mark in text for mark in ".,") and parse_number(text) is not None


def _crosses(table: Table, edge: int) -> bool:
    """Whether a cell other than a total's label lies over the edge."""
    crossing = [c for c in table.cells if c.column < edge < c.column + c.column_span]
    return any(not _is_label(cell) for cell in crossing) and edge < table.column_count


def _is_label(cell: Cell) -> bool:
    return parse_number(cell.string) is None


def _same_columns(first: Table, second: Table, labels: int) -> bool:
    """Whether the rest has the same heads: a table printed twice, or two forms of one layout."""
    pairs = [
        (one, other)
        for column in range(labels, min(first.column_count, second.column_count))
        for one, other in zip(_column(first, column), _column(second, column), strict=True)
        if one and other and not (parse_number(one) and parse_number(other))
    ]
    return bool(pairs) and sum(a == b for a, b in pairs) >= _SAME_LAYOUT * len(pairs)
