"""The decisions of an item: all of them, and the one that stands."""

from __future__ import annotations

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


def last_standing(decisions: list[DecisionRow]) -> DecisionRow | None:
    """The last of the decisions on one item (oldest first) that was not taken back."""
    undone = {d.undoes for d in decisions if d.undoes is not None}
    left = [d for d in decisions if d.undoes is None and d.id not in undone]
    return left[-1] if left else None
