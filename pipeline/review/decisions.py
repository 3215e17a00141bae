"""A person's answer to one question: added, never changed; taken back by one more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from extractors.text.numbers import parse_number
from pipeline.review.errors import (
    ConflictError,
    ForbiddenError,
    InvalidDecisionError,
    NotFoundError,
)
from pipeline.review.history import standing
from pipeline.store.tables import DecisionRow, ItemRow, Role, State, UserRow, now
from schemas.vocabulary.paths import ValueType, entry_for

MOST_CHARACTERS = 20_000


class Choice(StrEnum):
    """What a person may answer; undo takes the last answer back."""

    ACCEPT = "accept"
    WITNESS = "witness"
    CORRECT = "correct"
    REJECT = "reject"
    UNREADABLE = "unreadable"
    SOURCE_ERROR = "source_error"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: `lock` is the item's count when it was shown; `witness` counts from 1."""

    choice: Choice
    lock: int
    value: str | None = None
    witness: int | None = None
    note: str = ""


def decide(session: Session, user: UserRow, item_id: int, answer: Answer) -> DecisionRow:
    """Add the answer to the item; it is kept once the transaction is committed.

    Raises:
        ForbiddenError: the user may only read.
        NotFoundError: there is no such item.
        ConflictError: the item has changed since it was shown.
        InvalidDecisionError: the answer does not fit the item.
    """
    item = _item(session, user, item_id)
    if answer.choice is Choice.UNDO:
        return _undo(session, user, item, answer)
    if item.state != State.OPEN.value or item.lock != answer.lock:
        raise ConflictError(_changed(session, item))
    decision = _decision(user, item, answer.choice, _settled_value(item, answer), answer.note)
    return _add(session, item, decision, State.DECIDED)


def _undo(session: Session, user: UserRow, item: ItemRow, answer: Answer) -> DecisionRow:
    taken_back = standing(session, item)
    if taken_back is None or item.state != State.DECIDED.value or item.lock != answer.lock:
        raise ConflictError(_changed(session, item))
    if taken_back.user_id != user.id and user.role != Role.ADMIN.value:
        raise ForbiddenError("only who decided, or an admin, may take a decision back")
    decision = _decision(user, item, Choice.UNDO, None, answer.note)
    decision.undoes = taken_back.id
    return _add(session, item, decision, State.OPEN)


def _item(session: Session, user: UserRow, item_id: int) -> ItemRow:
    if user.role not in {Role.REVIEWER.value, Role.ADMIN.value}:
        raise ForbiddenError(f"{user.name} is a {user.role} and may not decide")
    item = session.get(ItemRow, item_id)
    if item is None:
        raise NotFoundError(f"no item {item_id}")
    return item


def _changed(session: Session, item: ItemRow) -> str:
    last = standing(session, item)
    if item.state == State.DECIDED.value and last is not None:
        return f"{last.user.name} decided on this item: {last.choice}"
    return "the item has changed since it was shown"


def _decision(
    user: UserRow, item: ItemRow, choice: Choice, value: str | None, note: str
) -> DecisionRow:
    return DecisionRow(
        item_id=item.id,
        user_id=user.id,
        at=now(),
        choice=choice.value,
        value=value,
        note=note[:MOST_CHARACTERS],
        shown=item.proposal,
        engine=item.engine,
        lock=item.lock,
    )


def _add(session: Session, item: ItemRow, decision: DecisionRow, state: State) -> DecisionRow:
    """Both at once or nothing: the count must still be the one that was read."""
    held = update(ItemRow).where(ItemRow.id == item.id, ItemRow.lock == item.lock)
    done = session.execute(held.values(lock=ItemRow.lock + 1, state=state.value))
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        raise ConflictError("the item has changed since it was shown")
    session.add(decision)
    session.flush()
    session.refresh(item)
    return decision


def _settled_value(item: ItemRow, answer: Answer) -> str | None:
    """What the value is after the answer, in the vocabulary's unit; None where there is none."""
    makers: dict[Choice, Callable[[ItemRow, Answer], str | None]] = {
        Choice.ACCEPT: _as_proposed,
        Choice.SOURCE_ERROR: _as_proposed,
        Choice.WITNESS: _of_witness,
        Choice.CORRECT: _typed,
    }
    make = makers.get(answer.choice)
    return make(item, answer) if make else None


def _as_proposed(item: ItemRow, _: Answer) -> str | None:
    if item.path is None:
        return None
    if item.proposal.get("value") is None:
        raise InvalidDecisionError("there is no value to accept", remedy="Reject it, or type one.")
    return str(item.proposal["value"])


def _of_witness(item: ItemRow, answer: Answer) -> str | None:
    found: list[dict[str, Any]] = item.proposal.get("witnesses", [])
    number = answer.witness or 0
    if not 1 <= number <= len(found):
        raise InvalidDecisionError(f"there is no witness {number}", remedy="Choose one shown.")
    return str(found[number - 1]["value"])


def _typed(item: ItemRow, answer: Answer) -> str | None:
    text = (answer.value or "").strip()
    if not text or len(text) > MOST_CHARACTERS:
        raise InvalidDecisionError("a correction needs a value")
    entry = entry_for(item.path) if item.path else None
    if entry is None or entry.type in {ValueType.TEXT, ValueType.DATE}:
        return text
    return format(_number(text), "f")


def _number(text: str) -> Decimal:
    """A figure as a person types it: separators and full width allowed, units not."""
    parsed = parse_number(text)
    if parsed is None or not parsed.value.is_finite():
        raise InvalidDecisionError(f"{text!r} is no figure")
    return parsed.value
