"""Figures of a flattened indicator row: relation, target, unit, actual, weight, score, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.text_tables import words
from extractors.readers.text_tables.fragments import Fragment
from extractors.text.normalise import compact

_NO_COST, _UNSURE, _NEVER = 0.0, 1.0, 100.0
_QUALITATIVE = "定性"
_MOST_PIECES = 3
#: Columns that hold running text, which no order of figures can tell.
TEXT_ROLES = frozenset({"reason", "explanation", "standard", "group", "method"})


@dataclass(frozen=True, slots=True)
class Figures:
    """Fragments by role, and the index behind the last; `cost` grows with every doubt."""

    cells: tuple[tuple[str, tuple[Fragment, ...]], ...]
    end: int
    cost: float

    def number(self, role: str) -> str | None:
        """The characters of a role's cell."""
        parts = dict(self.cells).get(role)
        return compact("".join(p.string for p in parts)) if parts else None


def read_figures(
    pieces: Sequence[Fragment], relation: int, roles: Sequence[str], stop: int
) -> Figures | None:
    """The figures behind the relation at index `relation`, at most up to `stop`; None if none fit.

    Args:
        pieces: all fragments of the region.
        relation: index of the relation's fragment.
        roles: what the columns behind the relation hold, in printed order.
        stop: index that the figures end before.
    """
    qualitative = compact(pieces[relation].string) == _QUALITATIVE
    found = _assign(pieces, relation + 1, tuple(roles), stop, qualitative=qualitative)
    if found is None or found.cost >= _NEVER:
        return None
    return Figures((("relation", (pieces[relation],)), *found.cells), found.end, found.cost)


def _assign(
    pieces: Sequence[Fragment], start: int, roles: tuple[str, ...], stop: int, *, qualitative: bool
) -> Figures | None:
    if not roles:
        return Figures((), start, _NO_COST)
    best: Figures | None = None
    for size in range(_MOST_PIECES + 1):
        if start + size > stop:
            break
        run = pieces[start : start + size]
        cost = _cost(roles[0], run, qualitative=qualitative)
        if cost >= _NEVER:
            continue
        rest = _assign(pieces, start + size, roles[1:], stop, qualitative=qualitative)
        if rest is not None and (best is None or cost + rest.cost < best.cost):
            cells = ((roles[0], tuple(run)), *rest.cells) if run else rest.cells
            best = Figures(cells, rest.end, cost + rest.cost)
    return best


def _cost(role: str, run: Sequence[Fragment], *, qualitative: bool) -> float:
    """How unlikely the fragments are as a cell of the role."""
    if role == "unit":
        return _unit_cost(run)
    if role in {"weight", "score"}:
        return _NO_COST if len(run) == 1 and words.is_number(run[0].string) else _NEVER
    if not run:
        return _NEVER
    numbers = sum(1 for part in run if words.is_number(part.string))
    if qualitative:
        broken = len(run) > 1 and not all(part.begins_line for part in run[1:])
        return _NEVER if numbers or broken else _UNSURE * (len(run) - 1) * 0.5
    if len(run) > 1:
        return _NEVER
    return _NO_COST if numbers else _UNSURE


def _unit_cost(run: Sequence[Fragment]) -> float:
    if not run:
        return 0.6 * _UNSURE
    if len(run) == 1 and words.is_unit(run[0].string):
        return _NO_COST
    named = len(run) == 1 and len(run[0].string) <= 4 and not words.is_number(run[0].string)
    return 1.3 * _UNSURE if named else _NEVER
