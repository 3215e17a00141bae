"""How many must answer a question: one; or two, blind to each other, and a third if they differ."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from pipeline.review.choices import Choice
from pipeline.review.errors import ConflictError
from pipeline.store.tables import DecisionRow, ItemRow, State, UserRow

TWO, THREE = 2, 3
_OF_A_VALUE = frozenset({Choice.ACCEPT, Choice.WITNESS, Choice.REPAIR, Choice.CORRECT})


def outcome(item: ItemRow, given: Sequence[DecisionRow]) -> tuple[State, int]:
    """Where an item stands after these answers, and how many readers it needs."""
    if item.readers < TWO:
        return (State.DECIDED if given else State.OPEN), item.readers
    if len(given) < TWO:
        return State.OPEN, TWO
    if len(given) == TWO:
        same = agree(given[0], given[1])
        return (State.DECIDED, TWO) if same else (State.OPEN, THREE)
    return State.DECIDED, THREE


def agree(one: DecisionRow, other: DecisionRow) -> bool:
    """Whether two answers say the same of the value, however each was given."""
    return _said(one) == _said(other)


def refuse_if_changed(
    item: ItemRow, made: Sequence[DecisionRow], user: UserRow, lock: int, given: list[DecisionRow]
) -> None:
    """Refuse an answer to what is no longer asked, or that the user has given.

    The first of two readers changes nothing that the second one sees.

    Raises:
        ConflictError: with the name of who was first, where one reader is enough.
    """
    if item.state != State.OPEN.value:
        raise ConflictError(_who(given))
    if any(d.user_id == user.id for d in given):
        raise ConflictError("you have answered this item already; another reader is awaited")
    if not _oldest_lock(item, made) <= lock <= item.lock:
        raise ConflictError(_who([]))


def _oldest_lock(item: ItemRow, made: Sequence[DecisionRow]) -> int:
    if item.readers < TWO:
        return item.lock
    return item.lock - sum(d.round == item.round for d in made)


def _who(given: Sequence[DecisionRow]) -> str:
    if given:
        return f"{given[-1].user.name} decided on this item: {given[-1].choice}"
    return "the item has changed since it was shown"


def _said(decision: DecisionRow) -> tuple[str, Decimal | str | None]:
    choice = Choice(decision.choice)
    group = Choice.ACCEPT if choice in _OF_A_VALUE else choice
    return group.value, _comparable(decision.value)


def _comparable(value: str | None) -> Decimal | str | None:
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation:
        return value
