"""What the review has done: throughput, reasons, and how often the audit found an error."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.review.choices import Choice
from pipeline.review.history import last_standing
from pipeline.store.tables import DecisionRow, ItemRow, Reason, State, UserRow, now

_WRONG = frozenset({Choice.WITNESS, Choice.REPAIR, Choice.CORRECT, Choice.REJECT})
_NORMAL_95 = 1.959964
_RECENT = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Audit:
    """The sample of accepted values: `low` and `high` bound the error at 95 % (Wilson)."""

    decided: int
    wrong: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of the statistics page."""

    states: dict[str, int]
    choices: dict[str, int]
    reviewers: list[tuple[str, int, float | None]]
    audit: Audit


def statistics(session: Session) -> Statistics:
    """Figures of the whole store; reviewers with their decisions of the last day."""
    states = select(ItemRow.state, func.count()).group_by(ItemRow.state)
    choices = select(DecisionRow.choice, func.count()).group_by(DecisionRow.choice)
    return Statistics(
        states={str(state): count for state, count in session.execute(states).all()},
        choices={str(choice): count for choice, count in session.execute(choices).all()},
        reviewers=_reviewers(session),
        audit=_audit(session),
    )


def _reviewers(session: Session) -> list[tuple[str, int, float | None]]:
    count = func.count(DecisionRow.id)
    wanted = (
        select(UserRow.name, count, func.min(DecisionRow.at), func.max(DecisionRow.at))
        .join(DecisionRow, DecisionRow.user_id == UserRow.id)
        .where(DecisionRow.at >= now() - _RECENT)
        .group_by(UserRow.name)
        .order_by(count.desc())
    )
    rows = session.execute(wanted).all()
    return [(name, number, _per_hour(number, begin, end)) for name, number, begin, end in rows]


def _per_hour(number: int, begin: dt.datetime, end: dt.datetime) -> float | None:
    """Decisions an hour between the first and the last; None where there is one alone."""
    hours = (end - begin).total_seconds() / 3600
    return (number - 1) / hours if number > 1 and hours > 0 else None


def _audit(session: Session) -> Audit:
    wanted = (
        select(DecisionRow)
        .join(ItemRow, DecisionRow.item_id == ItemRow.id)
        .where(ItemRow.reason == Reason.AUDIT.value, ItemRow.state == State.DECIDED.value)
        .order_by(DecisionRow.id)
    )
    by_item: dict[int, list[DecisionRow]] = {}
    for decision in session.scalars(wanted):
        by_item.setdefault(decision.item_id, []).append(decision)
    last = [last_standing(decisions) for decisions in by_item.values()]
    given = [Choice(decision.choice) for decision in last if decision is not None]
    return interval(len(given), sum(choice in _WRONG for choice in given))


def interval(decided: int, wrong: int) -> Audit:
    """The Wilson interval of the share of errors; 0 to 1 where nothing was decided."""
    if decided == 0:
        return Audit(0, 0, 0.0, 1.0)
    share, squared = wrong / decided, _NORMAL_95**2
    scale = 1 + squared / decided
    middle = (share + squared / (2 * decided)) / scale
    spread = share * (1 - share) / decided + squared / (4 * decided**2)
    reach = _NORMAL_95 * math.sqrt(spread) / scale
    return Audit(decided, wrong, max(0.0, middle - reach), min(1.0, middle + reach))
