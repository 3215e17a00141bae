"""The JSON interface: list, fetch, try, decide. The pages decide through it too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from sqlalchemy.orm import Session

from pipeline.review.checking import Check, check
from pipeline.review.choices import Answer
from pipeline.review.decisions import decide
from pipeline.review.errors import NotFoundError
from pipeline.review.explaining import decided_figures
from pipeline.review.ledger import stored_ledger
from pipeline.review.queue import Filters, count_items, first, list_items, neighbour
from pipeline.review.raising import decide_value
from pipeline.review.web.security import Opened, User, check_csrf
from pipeline.review.web.shapes import (
    LARGEST_ID,
    Checked,
    DecisionMade,
    DecisionRequest,
    ItemList,
    ItemView,
)
from pipeline.review.web.views import figures_of, identity_shapes, item_line, item_view
from pipeline.store.saving import current_version
from pipeline.store.tables import DecisionRow, ItemRow, ReportRow, State

router = APIRouter(prefix="/api", tags=["review"])
Number = Annotated[int, Query(ge=0, le=LARGEST_ID)]
Words = Annotated[str, Query(max_length=200)]
Path = Annotated[str, Query(min_length=1, max_length=2_000)]
Typed = Annotated[str, Query(max_length=20_000)]


def filters_of(
    user: User,
    state: State | None = State.OPEN,
    reason: Words = "",
    agency: Words = "",
    year: Words = "",
    report: Number = 0,
) -> Filters:
    """The filters of a request, as its user may see the queue."""
    return Filters(
        state=state.value if state else "",
        reason=_plain(reason),
        agency=_plain(agency),
        year=_plain(year),
        report=report,
        reader=user.id,
    )


@dataclass(frozen=True, slots=True)
class Trying:
    """A value as it is typed; `printed`: in the unit of the print."""

    value: str
    printed: bool


def trying_of(
    value: Typed = "",
    printed: bool = False,  # noqa: FBT001, FBT002  a query's flag
) -> Trying:
    """The typed value of a request."""
    return Trying(_plain(value), printed)


def csrf_checked(
    request: Request,
    user: User,  # noqa: ARG001  nobody is told 401 before a wrong token 403
    x_csrf_token: Annotated[str | None, Header()] = None,
) -> None:
    """Refuse what does not carry the session's token."""
    check_csrf(request, x_csrf_token)


def _plain(text: str) -> str:
    """Without the one character that PostgreSQL keeps in no text."""
    return text.replace("\x00", "")


Asked = Annotated[Filters, Depends(filters_of)]
Tried = Annotated[Trying, Depends(trying_of)]
_DECIDING = [Depends(csrf_checked)]


@router.get("/items")
def items(
    user: User,  # noqa: ARG001
    store: Opened,
    filters: Asked,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Number = 0,
) -> ItemList:
    """Items in the order of the queue."""
    with store.transaction() as session:
        found = list_items(session, filters, limit, offset)
        return ItemList(
            total=count_items(session, filters), items=[item_line(item) for item in found]
        )


@router.get("/items/{number}")
def item(user: User, store: Opened, number: int, filters: Asked) -> ItemView:
    """One item with its proposal, candidates, identities and history."""
    with store.transaction() as session:
        return item_view(session, fetched(session, number), user, filters)


@router.get("/items/{number}/check")
def try_item(
    user: User,  # noqa: ARG001
    store: Opened,
    number: int,
    tried: Tried,
) -> Checked:
    """The identities of the item with a typed value in them; nothing is kept."""
    with store.transaction() as session:
        return checked(session, fetched(session, number), tried)


@router.post("/items/{number}/decisions", status_code=201, dependencies=_DECIDING)
def decisions(
    user: User,
    store: Opened,
    number: int,
    wanted: DecisionRequest,
    filters: Asked,
) -> DecisionMade:
    """Decide; once this answers, the decision is on disk. 409 where somebody was faster."""
    with store.transaction() as session:
        fetched(session, number)
        made = decide(session, user, number, _answer(wanted))
        return _made(session, made, filters)


@router.get("/reports/{number}/check")
def try_value(
    user: User,  # noqa: ARG001
    store: Opened,
    number: int,
    path: Path,
    tried: Tried,
) -> Checked:
    """The identities of any value of a report with a typed one in its place."""
    with store.transaction() as session:
        return checked_value(session, report_of(session, number), path, tried)


@router.post("/reports/{number}/decisions", status_code=201, dependencies=_DECIDING)
def value_decisions(
    user: User,
    store: Opened,
    number: int,
    path: Path,
    wanted: DecisionRequest,
    filters: Asked,
) -> DecisionMade:
    """Decide on any value of a report, asked or not; `lock` 0 where it was not asked."""
    with store.transaction() as session:
        row = report_of(session, number)
        made = decide_value(session, user, row, _plain(path), _answer(wanted))
        return _made(session, made, replace(filters, report=row.id))


def fetched(session: Session, number: int) -> ItemRow:
    """The item.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(ItemRow, number) if 0 < number <= LARGEST_ID else None
    if found is None:
        raise NotFoundError(f"no item {number}")
    return found


def report_of(session: Session, number: int) -> ReportRow:
    """The report.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(ReportRow, number) if 0 < number <= LARGEST_ID else None
    if found is None:
        raise NotFoundError(f"no report {number}")
    return found


def checked(session: Session, row: ItemRow, tried: Trying) -> Checked:
    """A typed value of an item, tried."""
    if row.path is None:
        return Checked(value=None, problem="", closes=[], breaks=[], identities=[])
    found = figures_of(session, row)
    return _checked(check(found.ledger, row.path, found.known, tried.value, printed=tried.printed))


def checked_value(session: Session, row: ReportRow, path: str, tried: Trying) -> Checked:
    """A typed value of a report, tried."""
    ledger = stored_ledger(current_version(session, row))
    if path not in ledger.report.values:
        raise NotFoundError("the report has no value at this path")
    known = decided_figures(session, row.id)
    return _checked(check(ledger, path, known, tried.value, printed=tried.printed))


def _checked(found: Check) -> Checked:
    return Checked(
        value=None if found.value is None else format(found.value, "f"),
        problem=found.problem,
        closes=list(found.effect.closes),
        breaks=list(found.effect.breaks),
        identities=identity_shapes(found.identities),
    )


def _answer(wanted: DecisionRequest) -> Answer:
    return Answer(
        choice=wanted.choice,
        lock=wanted.lock,
        value=None if wanted.value is None else _plain(wanted.value),
        number=wanted.number,
        note=_plain(wanted.note),
        printed=wanted.printed,
    )


def _made(session: Session, made: DecisionRow, filters: Filters) -> DecisionMade:
    row = fetched(session, made.item_id)
    onward = neighbour(session, row, filters) or first(session, filters)
    return DecisionMade(
        decision=made.id,
        item=row.id,
        state=row.state,
        lock=row.lock,
        value=made.value,
        next=onward,
    )
