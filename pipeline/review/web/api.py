"""The JSON interface: list, fetch, decide. The pages decide through it too."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from sqlalchemy.orm import Session

from pipeline.review.choices import Answer
from pipeline.review.decisions import decide
from pipeline.review.errors import NotFoundError
from pipeline.review.queue import Filters, count_items, first, list_items, neighbour
from pipeline.review.web.security import Opened, User, check_csrf
from pipeline.review.web.views import (
    DecisionMade,
    DecisionRequest,
    ItemList,
    ItemView,
    item_line,
    item_view,
)
from pipeline.store.tables import ItemRow, State

router = APIRouter(prefix="/api", tags=["review"])
LARGEST_ID = 2**31 - 1
Number = Annotated[int, Query(ge=0, le=LARGEST_ID)]
Words = Annotated[str, Query(max_length=200)]


def filters_of(
    state: State | None = State.OPEN,
    reason: Words = "",
    agency: Words = "",
    year: Words = "",
    report: Number = 0,
) -> Filters:
    """The filters of a request."""
    return Filters(
        state=state.value if state else "",
        reason=_plain(reason),
        agency=_plain(agency),
        year=_plain(year),
        report=report,
    )


def _plain(text: str) -> str:
    """Without the one character that PostgreSQL keeps in no text."""
    return text.replace("\x00", "")


Asked = Annotated[Filters, Depends(filters_of)]


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
def item(user: User, store: Opened, number: int) -> ItemView:  # noqa: ARG001
    """One item with its proposal, witnesses and history."""
    with store.transaction() as session:
        return item_view(session, fetched(session, number), Filters())


@router.post("/items/{number}/decisions", status_code=201)
def decisions(
    user: User,
    store: Opened,
    request: Request,
    number: int,
    wanted: DecisionRequest,
    x_csrf_token: Annotated[str | None, Header()] = None,
) -> DecisionMade:
    """Decide; once this answers, the decision is on disk. 409 where somebody was faster."""
    check_csrf(request, x_csrf_token)
    given = Answer(
        wanted.choice,
        wanted.lock,
        None if wanted.value is None else _plain(wanted.value),
        wanted.number,
        _plain(wanted.note),
        wanted.printed,
    )
    with store.transaction() as session:
        fetched(session, number)
        made = decide(session, user, number, given)
        row = fetched(session, number)
        onward = neighbour(session, row, Filters()) or first(session, Filters())
        return DecisionMade(decision=made.id, lock=row.lock, next=onward)


def fetched(session: Session, number: int) -> ItemRow:
    """The item.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(ItemRow, number) if 0 < number <= LARGEST_ID else None
    if found is None:
        raise NotFoundError(f"no item {number}")
    return found
