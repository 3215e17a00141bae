"""What weighing and repair made of values: two conversions of the same documents, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table as Grid

from pipeline.evaluation.changes import Changes, changes
from pipeline.evaluation.run import Evaluated, by_degradation

_COLUMNS = {
    "facts": "facts",
    "right_before": "right before",
    "right_after": "after",
    "wrong_before": "wrong before",
    "mended": "repaired",
    "reviewed": "to review",
    "dropped": "gone",
    "accepted": "accepted",
    "reviewed_before": "review before",
    "repairs": "repairs",
    "misrepaired": "wrong repairs",
}


def print_changes(
    console: Console, before: Sequence[Evaluated], after: Sequence[Evaluated]
) -> None:
    """A row a kind of damage, those whose tables were all found, and all."""
    grid = Grid("before and after", "reports", *_COLUMNS.values(), box=None)
    for name, row in _rows(before, after).items():
        told = (str(getattr(row, column)) for column in _COLUMNS)
        grid.add_row(name, str(row.documents), *told)
    console.print(grid)


def changes_json(
    before: Sequence[Evaluated], after: Sequence[Evaluated]
) -> dict[str, dict[str, float | int | None]]:
    """The same counts as data, with the share of wrong values that are settled."""
    rows = _rows(before, after)
    return {name: {**asdict(row), "settled": row.settled} for name, row in rows.items()}


def _rows(before: Sequence[Evaluated], after: Sequence[Evaluated]) -> dict[str, Changes]:
    found = changes(before, after)
    groups: Mapping[str, Iterable[Evaluated]] = {
        **by_degradation(after),
        "all tables found": [document for document in after if _is_whole(document)],
        "all": after,
    }
    return {name: _sum(found, group) for name, group in groups.items()}


def _sum(found: Mapping[str, Changes], group: Iterable[Evaluated]) -> Changes:
    known = (found[d.source] for d in group if d.source in found)
    return sum(known, Changes())


def _is_whole(document: Evaluated) -> bool:
    """Whether every printed table of the scan was recognised; what has no grids counts."""
    printed = document.printed
    return printed is None or printed.found == printed.tables
