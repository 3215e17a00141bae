"""A person asks about a value that the machine was sure of, and answers at once."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pipeline.review.choices import Answer
from pipeline.review.decisions import check_may_decide, decide
from pipeline.review.errors import ConflictError, NotFoundError
from pipeline.review.intake import new_item
from pipeline.review.ledger import stored_ledger
from pipeline.review.proposals import value_key, value_proposal
from pipeline.store.saving import current_version, engine_of
from pipeline.store.tables import DecisionRow, ItemRow, Reason, ReportRow, State, UserRow, now

#: What stands for the count of an item that is not there yet.
NO_ITEM = 0


def decide_value(
    session: Session, user: UserRow, row: ReportRow, path: str, answer: Answer
) -> DecisionRow:
    """Decide on the value at a path, whether or not it was asked; raises as `decide` does."""
    check_may_decide(user)
    item = session.scalars(
        select(ItemRow).filter_by(report_id=row.id, key=value_key(path))
    ).one_or_none()
    if item is None:
        item = _raised(session, row, path, answer.lock)
        answer = _seen(answer, item.lock)
    elif item.state == State.WITHDRAWN.value:
        _reopen(item, answer.lock)
        answer = _seen(answer, item.lock)
    return decide(session, user, item.id, answer)


def _raised(session: Session, row: ReportRow, path: str, lock: int) -> ItemRow:
    ledger = stored_ledger(current_version(session, row))
    if path not in ledger.report.values:
        raise NotFoundError(f"the report has no value at {path}")
    if lock != NO_ITEM:
        raise ConflictError("the item has changed since it was shown")
    proposal = value_proposal(ledger, path, Reason.RAISED)
    item = new_item(row.id, proposal, engine_of(ledger.report))
    session.add(item)
    try:
        session.flush()
    except IntegrityError as error:
        raise ConflictError("somebody else asked about this value just now") from error
    return item


def _reopen(item: ItemRow, lock: int) -> None:
    if lock not in {NO_ITEM, item.lock}:
        raise ConflictError("the item has changed since it was shown")
    item.state, item.opened_at = State.OPEN.value, now()
    item.round += 1
    item.lock += 1


def _seen(answer: Answer, lock: int) -> Answer:
    return Answer(answer.choice, lock, answer.value, answer.number, answer.note, answer.printed)
