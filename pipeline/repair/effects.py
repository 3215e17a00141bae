"""What a change does: which identities and witnesses it settles, which it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.repair.board import Board
from pipeline.repair.constraints import Constraint
from pipeline.repair.options import Option
from schemas.report import Closing

#: Closing with fewer bits is too likely by chance to count.
_LEAST_BITS = 4.0


@dataclass(frozen=True, slots=True)
class Effect:
    """Indexes of constraints that hold only with the change, and of those that it breaks.

    `alone`: those closed that no other change touches.
    """

    closes: tuple[int, ...]
    breaks: tuple[int, ...]
    alone: tuple[int, ...]


def effect(board: Board, option: Option, beside: Mapping[str, Option]) -> Effect:
    """What the option does where the changes `beside` it are made as well."""
    others = {path: o for path, o in beside.items() if path != option.path}
    whole = {**others, option.path: option}
    closes, breaks, alone = [], [], []
    for index in board.touched(option.path):
        after = board.holds(index, whole)
        before = board.holds(index, others)
        if after and not before and not board.constraints[index].held:
            closes.append(index)
            if not any(path in others for path in board.constraints[index].paths):
                alone.append(index)
        elif before and not after:
            breaks.append(index)
    return Effect(tuple(closes), tuple(breaks), tuple(alone))


def gain(board: Board, option: Option, seen: Effect) -> float:
    """Bits that the change saves, its own price taken off."""
    saved = sum(board.constraints[i].price for i in seen.closes)
    return saved - sum(board.constraints[i].price for i in seen.breaks) - option.bits


def independent(board: Board, path: str, indexes: Iterable[int]) -> list[Constraint]:
    """The most telling of the constraints that share nothing but the path."""
    ranked = sorted((board.constraints[i] for i in indexes), key=lambda c: c.bits, reverse=True)
    used: set[str] = set()
    kept = []
    for constraint in ranked:
        others = set(constraint.paths) - {path}
        if constraint.bits >= _LEAST_BITS and not others & used:
            used |= others
            kept.append(constraint)
    return kept


def borne_out(
    board: Board, option: Option, beside: Mapping[str, Option], seen: Effect
) -> list[Constraint]:
    """The independent constraints that ask for the option, to the last digit.

    One that closes only with another change counts where that change is asked for by itself too:
    two misread figures of one sum, each in a row of its own.
    """
    if not seen.alone:
        return []
    shared = [i for i in seen.closes if i not in seen.alone and _stand(board, i, option, beside)]
    whole = {**beside, option.path: option}
    exact = [i for i in (*seen.alone, *shared) if not board.inexact(i, whole)]
    return independent(board, option.path, exact)


def _stand(board: Board, index: int, option: Option, beside: Mapping[str, Option]) -> bool:
    """Whether each other change in the constraint closes something with no help."""
    others = [p for p in board.constraints[index].paths if p in beside and p != option.path]
    return all(
        independent(board, path, effect(board, beside[path], beside).alone) for path in others
    )


def closing(constraint: Constraint) -> Closing:
    """The constraint as a report tells it."""
    first = constraint.paths[0]
    return Closing(rule=constraint.rule, total=first, bits=round(constraint.bits, 1))
