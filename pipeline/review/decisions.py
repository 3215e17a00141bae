"""A person's answer to one question: added, never changed; taken back by one more."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from pipeline.review.choices import Answer, Choice
from pipeline.review.errors import ConflictError, ForbiddenError, NotFoundError
from pipeline.review.history import answers, history
from pipeline.review.readers import outcome, refuse_if_changed
from pipeline.review.settling import MOST_CHARACTERS, settled_value, typed_characters
from pipeline.store.tables import DecisionRow, ItemRow, Role, State, UserRow, now

_MAY_DECIDE = frozenset({Role.REVIEWER.value, Role.ADMIN.value})


def decide(session: Session, user: UserRow, item_id: int, answer: Answer) -> DecisionRow:
    """Add the answer to the item; it is kept once the transaction is committed.

    Raises:
        ForbiddenError: the user may only read.
        NotFoundError: there is no such item.
        ConflictError: the item has changed since it was shown.
        InvalidDecisionError: the answer does not fit the item.
    """
    check_may_decide(user)
    item = session.get(ItemRow, item_id)
    if item is None:
        raise NotFoundError(f"no item {item_id}")
    made = history(session, item)
    given = answers(item, made)
    if answer.choice is Choice.UNDO:
        return _undo(session, user, item, answer, given)
    refuse_if_changed(item, made, user, answer.lock, given)
    decision = _decision(user, item, answer)
    return _add(session, item, decision, [*given, decision])


def check_may_decide(user: UserRow) -> None:
    """Refuse readers.

    Raises:
        ForbiddenError: the user may only read.
    """
    if user.role not in _MAY_DECIDE:
        raise ForbiddenError(f"{user.name} is a {user.role} and may not decide")


def _undo(
    session: Session, user: UserRow, item: ItemRow, answer: Answer, given: Sequence[DecisionRow]
) -> DecisionRow:
    """Take back the user's own answer; an admin, the last one."""
    if not given or answer.lock > item.lock:
        raise ConflictError("there is nothing to take back")
    if item.state == State.DECIDED.value and answer.lock != item.lock:
        raise ConflictError("the item has changed since it was shown")
    own = [d for d in given if d.user_id == user.id]
    if not own and user.role != Role.ADMIN.value:
        raise ForbiddenError("only who decided, or an admin, may take a decision back")
    taken_back = (own or given)[-1]
    decision = _decision(user, item, answer)
    decision.undoes = taken_back.id
    return _add(session, item, decision, [d for d in given if d is not taken_back])


def _decision(user: UserRow, item: ItemRow, answer: Answer) -> DecisionRow:
    return DecisionRow(
        item_id=item.id,
        user_id=user.id,
        at=now(),
        choice=answer.choice.value,
        value=settled_value(item, answer),
        typed=typed_characters(answer),
        note=answer.note[:MOST_CHARACTERS],
        shown=item.proposal,
        engine=item.engine,
        lock=item.lock,
        round=item.round,
    )


def _add(
    session: Session, item: ItemRow, decision: DecisionRow, given: Sequence[DecisionRow]
) -> DecisionRow:
    """Both at once or nothing: the count must still be the one that was read."""
    state, readers = outcome(item, given)
    held = update(ItemRow).where(ItemRow.id == item.id, ItemRow.lock == item.lock)
    changes = {"lock": ItemRow.lock + 1, "state": state.value, "readers": readers}
    done = session.execute(held.values(changes).execution_options(synchronize_session=False))
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        raise ConflictError("the item has changed since it was shown")
    session.add(decision)
    session.flush()
    session.refresh(item)
    return decision
