"""What the pages and the JSON interface show: plain data made from rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from pipeline.review.choices import Choice
from pipeline.review.history import history, standing
from pipeline.review.queue import Filters, neighbour
from pipeline.review.settling import MOST_CHARACTERS
from pipeline.review.web.labels import chinese_name, english_name
from pipeline.store.tables import DecisionRow, ItemRow, State

_SHORT = 160


class ItemLine(BaseModel):
    """An item in a list."""

    id: int
    report: int
    file: str
    agency: str
    year: str
    reason: str
    state: str
    path: str | None
    name: str
    summary: str
    page: int
    worth: int


class DecisionLine(BaseModel):
    """A decision as history shows it."""

    id: int
    at: dt.datetime
    who: str
    choice: str
    value: str | None
    shown: str
    note: str
    engine: str


class ItemView(ItemLine):
    """An item with all that a person needs to decide."""

    lock: int
    engine: str
    name_en: str
    proposal: dict[str, Any]
    decisions: list[DecisionLine]
    reopened: bool = Field(description="a decision stands that was made on another proposal")
    next: int | None
    previous: int | None


class ItemList(BaseModel):
    """A part of the queue; `total` counts all that the filters leave."""

    total: int
    items: list[ItemLine]


class DecisionRequest(BaseModel):
    """An answer; `lock` is the item's as it was fetched."""

    choice: Choice
    lock: int = Field(ge=0, le=2**31 - 1)
    value: str | None = Field(default=None, max_length=MOST_CHARACTERS)
    number: int | None = Field(
        default=None, ge=1, le=10_000, description="of the witness or repair, from 1"
    )
    note: str = Field(default="", max_length=2_000)
    printed: bool = Field(default=False, description="typed in the unit of the print")


class DecisionMade(BaseModel):
    """The decision is kept; `next` is the item to go on with."""

    decision: int
    lock: int
    next: int | None


def item_line(item: ItemRow) -> ItemLine:
    """An item for a list."""
    return ItemLine(**_line(item))


def item_view(session: Session, item: ItemRow, filters: Filters) -> ItemView:
    """An item for its page."""
    made = history(session, item)
    return ItemView(
        **_line(item),
        lock=item.lock,
        engine=item.engine,
        name_en=english_name(item.path) if item.path else "",
        proposal=item.proposal,
        decisions=[decision_line(decision) for decision in made],
        reopened=item.state == State.OPEN.value and standing(session, item) is not None,
        next=neighbour(session, item, filters),
        previous=neighbour(session, item, filters, forward=False),
    )


def decision_line(decision: DecisionRow) -> DecisionLine:
    """A decision for history."""
    return DecisionLine(
        id=decision.id,
        at=decision.at,
        who=decision.user.name,
        choice=decision.choice,
        value=decision.value,
        shown=summary_of(decision.shown),
        note=decision.note,
        engine=decision.engine,
    )


def summary_of(proposal: dict[str, Any]) -> str:
    """The proposal in a few words."""
    for name in ("value", "message", "title", "names"):
        if proposal.get(name) not in (None, ""):
            found = proposal[name]
            text = "、".join(found) if isinstance(found, list) else str(found)
            return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
    return ""


def _line(item: ItemRow) -> dict[str, Any]:
    return {
        "id": item.id,
        "report": item.report_id,
        "file": item.report.source.name,
        "agency": item.report.agency,
        "year": item.report.fiscal_year,
        "reason": item.reason,
        "state": item.state,
        "path": item.path,
        "name": chinese_name(item.path) if item.path else "",
        "summary": summary_of(item.proposal),
        "page": item.page,
        "worth": item.worth,
    }
