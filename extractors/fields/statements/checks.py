"""Last looks at what one statement gave: two figures for one fact are none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from extractors.fields.statements.context import Context
from schemas.candidate import Candidate
from schemas.vocabulary.statements import Rows

_TOTALS = "totals.amount"


def settle(context: Context) -> list[Candidate]:
    """Candidates of the statement, what contradicts itself left out.

    The two sides of a 总计 may differ: they are then `totals.revenue` and `totals.expenditure`.
    Any other path that two cells of one statement give different values is dropped and noted, and
    with it all that the statement says of that member: its rows belong to several units.
    """
    by_path: dict[str, list[Candidate]] = defaultdict(list)
    for made in context.candidates:
        if made not in by_path[made.path]:
            by_path[made.path].append(made)
    torn = {_member(path) for path, found in by_path.items() if _is_torn(context, path, found)}
    for path in sorted(p for p in by_path if _member(p) in torn and len(by_path[p]) > 1):
        values = ", ".join(f"{c.value}" for c in by_path[path])
        context.note("rows_contradict", f"{path} stands there several times: {values}")
    kept = {p: found for p, found in by_path.items() if _member(p) not in torn}
    return [c for path, found in kept.items() for c in _sides(path, found)]


def _member(path: str) -> str:
    """The keyed member that a path belongs to; the path itself where it has no key."""
    end = path.rfind("]")
    return path if end < 0 else path[: end + 1]


def _is_torn(context: Context, path: str, found: list[Candidate]) -> bool:
    if len({c.value for c in found}) == 1:
        return False
    two_sides = path == _TOTALS and len(found) == 2 and context.form.kind is Rows.LINES
    return not two_sides


def _sides(path: str, found: list[Candidate]) -> list[Candidate]:
    if len({c.value for c in found}) == 1:
        return found
    names = ("totals.revenue", "totals.expenditure") if path == _TOTALS else (path, path)
    return [replace(c, path=p) for c, p in zip(found, names, strict=True)]
