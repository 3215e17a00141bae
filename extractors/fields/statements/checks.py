"""Last looks at what one statement gave: two figures for one fact are none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from extractors.fields.statements.context import Context
from schemas.candidate import Candidate

_TOTALS = "totals.amount"


def settle(context: Context) -> list[Candidate]:
    """Candidates of the statement, what contradicts itself left out.

    The two sides of a 总计 may differ: they are then `totals.revenue` and `totals.expenditure`.
    Any other path that two cells of one statement give different values is dropped and noted.
    """
    by_path: dict[str, list[Candidate]] = defaultdict(list)
    for made in dict.fromkeys(context.candidates):
        by_path[made.path].append(made)
    return [c for path, found in by_path.items() for c in _agreed(context, path, found)]


def _agreed(context: Context, path: str, found: list[Candidate]) -> list[Candidate]:
    if len({c.value for c in found}) == 1:
        return found
    if path == _TOTALS and len(found) == 2:
        return [
            replace(c, path=p)
            for c, p in zip(found, ("totals.revenue", "totals.expenditure"), strict=True)
        ]
    values = ", ".join(str(c.value) for c in found)
    context.note("rows_contradict", f"{path} stands there several times: {values}")
    return []
