"""The decisions of an item: all of them, those of its present round, and the one that stands."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from pipeline.store.tables import DecisionRow, ItemRow


def history(session: Session, item: ItemRow) -> list[DecisionRow]:
    """All decisions on an item, oldest first, those taken back and the takings back included."""
    wanted = select(DecisionRow).filter_by(item_id=item.id).order_by(DecisionRow.id)
    return list(session.scalars(wanted.options(joinedload(DecisionRow.user))))


def standing(session: Session, item: ItemRow) -> DecisionRow | None:
    """The last decision that was not taken back; it may be on an older proposal."""
    return last_standing(history(session, item))


def last_standing(decisions: Sequence[DecisionRow]) -> DecisionRow | None:
    """The last of the decisions on one item (oldest first) that was not taken back."""
    left = all_standing(decisions)
    return left[-1] if left else None


def all_standing(decisions: Sequence[DecisionRow]) -> list[DecisionRow]:
    """The decisions that were not taken back, oldest first."""
    undone = {d.undoes for d in decisions if d.undoes is not None}
    return [d for d in decisions if d.undoes is None and d.id not in undone]


def answers(item: ItemRow, decisions: Sequence[DecisionRow]) -> list[DecisionRow]:
    """Those that stand and were given to the question as it is now put."""
    return [d for d in all_standing(decisions) if d.round == item.round]


def old_decision(item: ItemRow, decisions: Sequence[DecisionRow]) -> DecisionRow | None:
    """The last that stands from an earlier round: the question has changed since."""
    return last_standing([d for d in decisions if d.round < item.round])
