"""The queue: open questions by worth, then by report and page, so that a reviewer stays there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Exists, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased, joinedload

from pipeline.review.choices import Choice
from pipeline.store.tables import DecisionRow, ItemRow, ReportRow, State

#: Highest worth first; then report, page and item, lowest first.
_ORDER = (ItemRow.worth.desc(), ItemRow.report_id, ItemRow.page, ItemRow.id)
PAGE_SIZE = 50
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queue is looked at; empty fields leave nothing out.

    `reader` is the user who looks: what has two readers is not shown to one who has answered it.
    """

    state: str = State.OPEN.value
    reason: str = ""
    agency: str = ""
    year: str = ""
    report: int | None = None
    reader: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """How many items there are of one sort."""

    name: str
    count: int


def list_items(
    session: Session, filters: Filters, limit: int = PAGE_SIZE, offset: int = 0
) -> list[ItemRow]:
    """Items in the order in which they should be decided."""
    wanted = _filtered(select(ItemRow), filters).order_by(*_ORDER)
    wanted = wanted.options(joinedload(ItemRow.report).joinedload(ReportRow.source))
    return list(session.scalars(wanted.limit(limit).offset(offset)))


def count_items(session: Session, filters: Filters) -> int:
    """How many items the filters leave."""
    return session.scalar(_filtered(select(func.count(ItemRow.id)), filters)) or 0


def neighbour(
    session: Session, item: ItemRow, filters: Filters, *, forward: bool = True
) -> int | None:
    """The next (or previous) item of the queue; None at its end."""
    # Worth falls while all else rises: one comparison of two rows cannot say that.
    place = tuple_(ItemRow.report_id, ItemRow.page, ItemRow.id)
    here = (item.report_id, item.page, item.id)
    worth = ItemRow.worth
    if forward:
        beyond = or_(worth < item.worth, and_(worth == item.worth, place > here))
        order = list(_ORDER)
    else:
        beyond = or_(worth > item.worth, and_(worth == item.worth, place < here))
        order = [
            ItemRow.worth.asc(),
            ItemRow.report_id.desc(),
            ItemRow.page.desc(),
            ItemRow.id.desc(),
        ]
    wanted = _filtered(select(ItemRow.id), filters).where(beyond).order_by(*order)
    return session.scalar(wanted.limit(1))


def first(session: Session, filters: Filters) -> int | None:
    """The item to begin with; None where nothing is open."""
    return session.scalar(_filtered(select(ItemRow.id), filters).order_by(*_ORDER).limit(1))


def counts(session: Session, state: str = State.OPEN.value) -> dict[str, list[Counted]]:
    """Items by reason, agency and year, most first."""
    columns = {"reason": ItemRow.reason, "agency": ReportRow.agency, "year": ReportRow.fiscal_year}
    found = {}
    for name, column in columns.items():
        number = func.count(ItemRow.id)
        wanted = select(column, number).join(ReportRow, ItemRow.report_id == ReportRow.id)
        wanted = wanted.where(ItemRow.state == state).group_by(column).order_by(number.desc())
        rows = session.execute(wanted.limit(20)).all()
        found[name] = [Counted(str(value), count) for value, count in rows]
    return found


def _filtered(wanted: Select[_Row], filters: Filters) -> Select[_Row]:
    if filters.agency or filters.year:
        wanted = wanted.join(ReportRow, ItemRow.report_id == ReportRow.id)
    tests = (
        (filters.state, ItemRow.state == filters.state),
        (filters.reason, ItemRow.reason == filters.reason),
        (filters.agency, ReportRow.agency == filters.agency),
        (filters.year, ReportRow.fiscal_year == filters.year),
        (filters.report, ItemRow.report_id == filters.report),
    )
    for given, test in tests:
        if given:
            wanted = wanted.where(test)
    if filters.reader and filters.state == State.OPEN.value:
        wanted = wanted.where(or_(ItemRow.readers == 1, ~_answered(filters.reader)))
    return wanted


def _answered(reader: int) -> Exists:
    """Whether the reader has an answer in the item's present round that was not taken back."""
    undo = aliased(DecisionRow)
    taken_back = select(undo.id).where(undo.undoes == DecisionRow.id).exists()
    own = select(DecisionRow.id).where(
        DecisionRow.item_id == ItemRow.id,
        DecisionRow.user_id == reader,
        DecisionRow.round == ItemRow.round,
        DecisionRow.choice != Choice.UNDO.value,
        ~taken_back,
    )
    return own.exists()
