"""Which sum a sentence means by 总计 or 收入预算: the year's own, or the whole.

`收入总计430,725.03万元` of a university is what its statement calls 本年收入合计; `收入预算
557,259.13万元` of a budget is the statement's 收入总计. The statement tells which was meant:
a sentence that gives exactly one of the two figures is a witness of that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.agreement import Relation, relation
from schemas.candidate import Candidate

_STATEMENT = "statement:revenue_and_expenditure"
#: The year's own sum, and the whole of the same side of the statement.
_SIDES = (("revenue.total", "totals.revenue"), ("expenditure.total", "totals.expenditure"))
_WHOLE = "totals.amount"

_Place = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class _Side:
    """Both figures of one side as the statement prints them."""

    own: Candidate
    whole: Candidate

    def meant(self, told: Candidate, *, at_own: bool) -> Candidate | None:
        """The other figure, where the sentence gives that one and not the one that it names."""
        named, other = (self.own, self.whole) if at_own else (self.whole, self.own)
        differs = relation(named, told) is Relation.DIFFERS
        return other if differs and relation(other, told) is not Relation.DIFFERS else None


def settle_wholes(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, sentences of a sum moved to the sum that they give; order is kept.

    What is said of the sum in the same section (its change, its reason) goes with it.
    """
    listed = list(candidates)
    moves: dict[_Place, str] = {}
    for own, whole in _SIDES:
        side = _side(listed, own, whole)
        if side is not None:
            moves.update(_moves(listed, side, own, whole))
    return [_moved(c, moves) for c in listed] if moves else listed


def _side(candidates: Sequence[Candidate], own: str, whole: str) -> _Side | None:
    """The statement's two figures; None where it has one of them only, or they are one."""
    stated = [c for c in candidates if c.origin == _STATEMENT]
    sums = [c for c in stated if c.path == own]
    wholes = [c for c in stated if c.path in {whole, _WHOLE}]
    if not sums or not wholes or relation(sums[0], wholes[0]) is not Relation.DIFFERS:
        return None
    return _Side(sums[0], wholes[0])


def _moves(candidates: Iterable[Candidate], side: _Side, own: str, whole: str) -> dict[_Place, str]:
    found: dict[_Place, str] = {}
    for told in candidates:
        if told.path in {own, whole} and told.origin.startswith("sentence:"):
            other = side.meant(told, at_own=told.path == own)
            if other is not None:
                found[_place(told, told.path)] = other.path
    return found


def _place(candidate: Candidate, path: str) -> _Place:
    return path, candidate.evidence.source, candidate.evidence.section


def _moved(candidate: Candidate, moves: dict[_Place, str]) -> Candidate:
    if not candidate.origin.startswith("sentence:"):
        return candidate
    for path in {path for path, _, _ in moves}:
        if candidate.path == path or candidate.path.startswith(f"{path}."):
            target = moves.get(_place(candidate, path))
            if target is not None:
                return replace(candidate, path=target + candidate.path[len(path) :])
    return candidate
