"""The cheapest sets of changes that make everything hold, or leave it to the report.

Uniform-cost search: a state is a set of changes with the constraints still to be settled; each is
settled by a change that makes it hold or by paying its price. Prices are never negative, so the
states come up from the cheapest, and the first that has nothing left to settle is the best. It
ends after so many states: what was found until then is used.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from pipeline.repair.board import Board
from pipeline.repair.options import Option

#: States that are looked at for one knot of constraints, and solutions kept of it.
_MOST_STATES, _MOST_SOLUTIONS = 250, 12
#: States for all knots of a report, and those that each has in any case: its time is bounded.
_MOST_OF_ALL, _FEWEST_STATES = 400, 20
#: Solutions that cost more than the best by this many bits are not looked for.
_WORTH = 10.0
#: Of the sums of reports that close, one in eight does so only within rounding, in bits.
_ROUNDED = 3.0
#: Where the best single change costs more than this, two cheap ones are tried as well.
_DEAR = 10.0
#: Changes at once, and constraints of one knot; a larger one is no slip of a reader.
_MOST_CHANGES, _MOST_BROKEN = 6, 24


@dataclass(frozen=True, slots=True)
class Solution:
    """Changes with their price in bits, that of what they leave broken included."""

    changes: tuple[Option, ...]
    bits: float
    left: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Solved:
    """A knot of broken constraints with its solutions, cheapest first.

    No solution that is not listed costs less than `bound`.
    """

    knot: tuple[int, ...]
    solutions: tuple[Solution, ...]
    bound: float

    def margin(self, option: Option) -> float:
        """Bits by which the best solution is cheaper than the best one without the option."""
        without = (s.bits for s in self.solutions if option not in s.changes)
        return min(without, default=self.bound) - self.solutions[0].bits

    def doubts(self, applied: Collection[Option] = ()) -> dict[str, float]:
        """By path, the chance that it is none of what is believed: that its reading is a slip.

        Each solution is as likely as its price says. Of an `applied` change it is the chance that
        another one was meant, or none.
        """
        worth = [math.exp2(self.solutions[0].bits - s.bits) for s in self.solutions]
        whole = math.fsum(worth)
        found: dict[str, float] = defaultdict(float)
        for solution, weight in zip(self.solutions, worth, strict=True):
            for option in solution.changes:
                found[option.path] += weight / whole
        for option in applied:
            kept = (w for s, w in zip(self.solutions, worth, strict=True) if option in s.changes)
            found[option.path] = 1 - math.fsum(kept) / whole
        return {path: max(0.0, min(1.0, doubt)) for path, doubt in found.items()}


@dataclass(frozen=True, slots=True)
class _State:
    changes: tuple[Option, ...]
    open: frozenset[int]
    left: frozenset[int]


def solve(board: Board) -> list[Solved]:
    """Every knot of broken constraints, with the cheapest ways to settle it; small knots first."""
    left, found = _MOST_OF_ALL, []
    for knot in sorted(knots(board), key=len):
        if len(knot) <= _MOST_BROKEN:
            solved, used = _search(board, knot, min(_MOST_STATES, max(left, _FEWEST_STATES)))
            found.append(solved)
            left -= used
    return found


def knots(board: Board) -> list[list[int]]:
    """Broken constraints that share a figure which may be repaired."""
    left, found = board.broken(), []
    while left:
        knot, grown = [left.pop(0)], True
        while grown:
            paths = {p for i in knot for p in board.constraints[i].paths if board.may_change(p)}
            near = [i for i in left if paths.intersection(board.constraints[i].paths)]
            knot += near
            left = [i for i in left if i not in near]
            grown = bool(near)
        found.append(knot)
    return found


def _search(board: Board, knot: Sequence[int], most: int) -> tuple[Solved, int]:
    """The knot settled, and how many states that took."""
    order = count()
    start = _State((), frozenset(knot), frozenset())
    heap = [(0.0, next(order), start)]
    found: list[Solution] = []
    seen: set[tuple[frozenset[Option], frozenset[int]]] = set()
    used = 0
    while used < most:
        used += 1
        if not heap or len(found) >= _MOST_SOLUTIONS:
            break
        if found and heap[0][0] > found[0].bits + _WORTH:
            break
        bits, _, state = heapq.heappop(heap)
        key = (frozenset(state.changes), state.open)
        if key in seen:
            continue
        seen.add(key)
        if not state.open:
            found.append(Solution(state.changes, bits, state.left))
            continue
        for more, following in _steps(board, state):
            heapq.heappush(heap, (bits + more, next(order), following))
    bound = heap[0][0] if heap else math.inf
    return Solved(tuple(knot), tuple(found), bound), used


def _steps(board: Board, state: _State) -> Iterator[tuple[float, _State]]:
    """One open constraint settled in every way; the one with something to close it comes first."""
    changes = {option.path: option for option in state.changes}
    index, closers = _next(board, state)
    ways: list[tuple[Option, ...]] = [(option,) for option in closers]
    if not closers or closers[0].bits > _DEAR:
        ways += board.pairs(index, changes)
    price = board.constraints[index].price
    yield price, _State(state.changes, state.open - {index}, state.left | {index})
    for way in ways:
        if len(state.changes) + len(way) <= _MOST_CHANGES:
            after = {**changes, **{option.path: option for option in way}}
            following = _after(board, state, way, after)
            yield _price(board, state, way, following), following


def _next(board: Board, state: _State) -> tuple[int, list[Option]]:
    changes = {option.path: option for option in state.changes}
    fallback: tuple[int, list[Option]] | None = None
    for index in sorted(state.open):
        closers = board.closers(index, changes)
        if closers:
            return index, closers
        fallback = fallback or (index, closers)
    if fallback is None:
        raise ValueError("nothing is open")
    return fallback


def _price(board: Board, state: _State, way: Sequence[Option], after: _State) -> float:
    """What the changes cost; those that close a sum but for its last digit cost a little more."""
    changes = {option.path: option for option in after.changes}
    closed = state.open - after.open
    rounded = sum(board.inexact(index, changes) for index in closed)
    return sum(option.bits for option in way) + _ROUNDED * rounded


def _after(
    board: Board, state: _State, way: Sequence[Option], changes: dict[str, Option]
) -> _State:
    """What is open once changes are made: closed ones that they break are open again."""
    still, left = set(state.open), set(state.left)
    for index in {i for option in way for i in board.touched(option.path)}:
        if board.holds(index, changes):
            still.discard(index)
            left.discard(index)
        elif index not in left:
            still.add(index)
    return _State((*state.changes, *way), frozenset(still), frozenset(left))
