"""The decisions of an item: all of them, those of its present round, and the one that stands."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from pipeline.store.tables import DecisionRow, ItemRow, ReportRow, State


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


def earlier_file(session: Session, item: ItemRow) -> DecisionRow | None:
    """What was decided on the same question of another file of this report.

    An agency that publishes a report anew publishes another file: its questions are open, and what
    was said of the earlier one is shown beside them.
    """
    own = item.report
    if not own.agency or not own.fiscal_year:
        return None
    others = (
        select(ItemRow)
        .join(ReportRow, ItemRow.report_id == ReportRow.id)
        .where(ReportRow.agency == own.agency, ReportRow.fiscal_year == own.fiscal_year)
        .where(ReportRow.kind == own.kind, ReportRow.sha256 != own.sha256)
        .where(ItemRow.key == item.key, ItemRow.state == State.DECIDED.value)
        .order_by(ItemRow.id.desc())
        .limit(1)
    )
    found = session.scalars(others).one_or_none()
    return None if found is None else standing(session, found)
