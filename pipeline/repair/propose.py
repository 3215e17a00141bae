"""The repairs of each value, best first, and those that policy lets stand without a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.repair.board import Board
from pipeline.repair.effects import Effect, borne_out, closing, effect, gain
from pipeline.repair.options import Option
from pipeline.repair.search import Solution, Solved
from pipeline.settings import Settings
from schemas.report import Cause, Repair

#: Repairs of one value that are told.
_MOST_TOLD = 3
#: Slips of one figure: a wrong unit or place concerns a whole table, and a person.
_OF_ONE_FIGURE = frozenset(
    {Cause.OTHER_READING, Cause.CONFUSION, Cause.SIGN, Cause.POINT, Cause.WITNESS}
)
#: Bits by which an applied repair has to be likelier than any other explanation.
_CLEAR = 8.0


@dataclass(frozen=True, slots=True)
class Proposed:
    """A repair with the option that it stands for, and what ranks it."""

    repair: Repair
    option: Option
    rank: float


def propose(board: Board, solved: Solved, settings: Settings) -> dict[str, list[Proposed]]:
    """Repairs by path: those of the best solution first, then what closes something alone."""
    best = solved.solutions[0] if solved.solutions else Solution((), 0.0)
    together = {option.path: option for option in best.changes}
    found: dict[str, list[Proposed]] = defaultdict(list)
    for option in best.changes:
        applied = _is_applied(board, solved, option, together, settings)
        found[option.path].append(_proposed(board, option, together, applied=applied))
    for option in _others(board, solved):
        if together.get(option.path) != option:
            found[option.path].append(_proposed(board, option, {}, applied=False))
    told = {path: _told(proposed) for path, proposed in found.items()}
    return {path: proposed for path, proposed in told.items() if proposed}


def _told(proposed: list[Proposed]) -> list[Proposed]:
    """What closes something and is worth its price, the applied one first."""
    worth = [p for p in proposed if p.repair.closes and p.rank > 0]
    ranked = sorted(worth, key=lambda p: (p.repair.applied, p.rank), reverse=True)
    return ranked[:_MOST_TOLD]


def _others(board: Board, solved: Solved) -> list[Option]:
    """Changes of other solutions, and each change that settles one constraint by itself."""
    found = dict.fromkeys(o for s in solved.solutions[1:] for o in s.changes)
    for index in solved.knot:
        found |= dict.fromkeys(board.closers(index, {}))
    return list(found)


def _proposed(
    board: Board, option: Option, beside: Mapping[str, Option], *, applied: bool
) -> Proposed:
    seen = effect(board, option, beside)
    repair = Repair(
        value=option.value,
        raw=option.raw,
        cause=option.cause,
        change=option.change,
        plausibility=round(option.plausibility, 6),
        closes=tuple(closing(board.constraints[i]) for i in seen.closes),
        breaks=tuple(closing(board.constraints[i]) for i in seen.breaks),
        independent=len(borne_out(board, option, beside, seen)),
        with_paths=_needed(board, option, beside, seen),
        applied=applied,
    )
    bonus = 100.0 if beside else 0.0
    return Proposed(repair, option, gain(board, option, seen) + bonus)


def _needed(
    board: Board, option: Option, beside: Mapping[str, Option], seen: Effect
) -> tuple[str, ...]:
    """Other changed paths in the constraints that this one closes."""
    paths = (path for i in seen.closes for path in board.constraints[i].paths)
    return tuple(dict.fromkeys(p for p in paths if p in beside and p != option.path))


def _is_nil(option: Option) -> bool:
    """A dash in place of what was read: sums close as well over a blank cell with dirt in it."""
    return not any(sign.isdigit() for sign in option.raw)


def _is_applied(
    board: Board, solved: Solved, option: Option, beside: Mapping[str, Option], settings: Settings
) -> bool:
    """Whether policy asks no person: plausible, borne out independently, and nothing else fits."""
    if settings.repair != "apply" or option.cause not in _OF_ONE_FIGURE or _is_nil(option):
        return False
    seen = effect(board, option, beside)
    return (
        not seen.breaks
        and option.plausibility >= settings.repair_plausibility
        and len(borne_out(board, option, beside, seen)) >= settings.repair_identities
        and solved.margin(option) >= _CLEAR
    )
