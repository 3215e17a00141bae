"""What the JSON interface gives and takes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, Field

from pipeline.review.choices import Choice
from pipeline.review.settling import MOST_CHARACTERS

LARGEST_ID = 2**31 - 1


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
    readers: int


class DecisionLine(BaseModel):
    """A decision as history shows it; `earlier`: it was made on an earlier proposal."""

    id: int
    at: dt.datetime
    who: str
    choice: str
    value: str | None
    typed: str | None
    shown: str
    note: str
    engine: str
    undone: bool
    earlier: bool


class MemberShape(BaseModel):
    """A figure of an identity; `sign` is 0 for the total."""

    path: str
    name: str
    row: str
    value: str
    raw: str
    sign: int
    here: bool
    status: str


class IdentityShape(BaseModel):
    """An identity with its figures."""

    rule: str
    name: str
    total: str
    holds: bool
    outcome: str
    formula: str
    printed: str
    expected: str
    difference: str
    members: list[MemberShape]


class OptionShape(BaseModel):
    """A candidate: what it is, and which identities it would close and break.

    `number` counts candidates of its `choice` from 1; `at` is its place among the item's places.
    """

    choice: Choice
    number: int
    value: str | None
    unit: str
    raw: str
    cause: str
    change: str
    plausibility: float | None
    beside: list[str]
    closes: list[str]
    breaks: list[str]
    where: str
    page: int | None
    at: int | None


class ItemView(ItemLine):
    """An item with all that a person needs to decide.

    `waiting`: the reader has answered, and another is awaited. `disputed`: two readers differ.
    `scale` leads from the unit of the print to that of the value, where they are not the same.
    """

    lock: int
    engine: str
    name_en: str
    proposal: dict[str, Any]
    decisions: list[DecisionLine]
    old: DecisionLine | None = Field(description="the decision on an earlier proposal, if any")
    earlier: DecisionLine | None = Field(description="on another file of this report, if any")
    options: list[OptionShape]
    identities: list[IdentityShape]
    scale: str | None
    waiting: bool
    disputed: bool
    personal: list[str] = Field(description="personal data among the characters shown")
    next: int | None
    previous: int | None


class ItemList(BaseModel):
    """A part of the queue; `total` counts all that the filters leave."""

    total: int
    items: list[ItemLine]


class DecisionRequest(BaseModel):
    """An answer; `lock` is the item's as it was fetched, 0 where there is no item yet."""

    choice: Choice
    lock: int = Field(ge=0, le=LARGEST_ID)
    value: str | None = Field(default=None, max_length=MOST_CHARACTERS)
    number: int | None = Field(
        default=None, ge=1, le=10_000, description="of the witness or repair, from 1"
    )
    note: str = Field(default="", max_length=2_000)
    printed: bool = Field(default=False, description="typed in the unit of the print")


class DecisionMade(BaseModel):
    """The decision is kept; `next` is the item to go on with."""

    decision: int
    item: int
    state: str
    lock: int
    value: str | None
    next: int | None


class Checked(BaseModel):
    """What a value would do: the identities with it in them, and what changes by it."""

    value: str | None
    problem: str
    closes: list[str]
    breaks: list[str]
    identities: list[IdentityShape]
