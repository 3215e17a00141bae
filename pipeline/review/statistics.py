"""What the review has done: throughput, agreement, and how often the audit found an error."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.review.choices import Choice
from pipeline.review.history import all_standing, last_standing
from pipeline.review.intervals import Interval, wilson
from pipeline.review.readers import TWO, agree
from pipeline.review.reliability import WRONG, Bin, reliability
from pipeline.store.tables import DecisionRow, ItemRow, Reason, State, UserRow, now

_RECENT = dt.timedelta(hours=24)
_DAYS = 14


@dataclass(frozen=True, slots=True)
class Reader:
    """A person's decisions of the last day, and how many an hour between the first and last."""

    name: str
    count: int
    per_hour: float | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of the statistics page.

    `audit`: errors among accepted values that were checked. `agreement`: of the questions that two
    readers answered, those on which they said the same.
    """

    states: dict[str, int]
    choices: dict[str, int]
    days: list[tuple[str, int]]
    readers: list[Reader]
    audit: Interval
    agreement: Interval
    waiting: int
    reliability: list[Bin]


def statistics(session: Session) -> Statistics:
    """Figures of the whole store."""
    states = select(ItemRow.state, func.count()).group_by(ItemRow.state)
    choices = select(DecisionRow.choice, func.count()).group_by(DecisionRow.choice)
    disputed = select(func.count(ItemRow.id)).where(
        ItemRow.readers > TWO, ItemRow.state == State.OPEN.value
    )
    return Statistics(
        states={str(state): count for state, count in session.execute(states).all()},
        choices={str(choice): count for choice, count in session.execute(choices).all()},
        days=_days(session),
        readers=_readers(session),
        audit=_audit(session),
        agreement=_agreement(session),
        waiting=session.scalar(disputed) or 0,
        reliability=reliability(session),
    )


def _days(session: Session) -> list[tuple[str, int]]:
    """Decisions of the last days, by day, oldest first."""
    day = func.date(DecisionRow.at)
    since = now() - dt.timedelta(days=_DAYS)
    wanted = select(day, func.count()).where(DecisionRow.at >= since).group_by(day).order_by(day)
    return [(str(when), count) for when, count in session.execute(wanted).all()]


def _readers(session: Session) -> list[Reader]:
    count = func.count(DecisionRow.id)
    wanted = (
        select(UserRow.name, count, func.min(DecisionRow.at), func.max(DecisionRow.at))
        .join(DecisionRow, DecisionRow.user_id == UserRow.id)
        .where(DecisionRow.at >= now() - _RECENT)
        .group_by(UserRow.name)
        .order_by(count.desc())
    )
    rows = session.execute(wanted).all()
    return [Reader(name, made, _per_hour(made, begin, end)) for name, made, begin, end in rows]


def _per_hour(number: int, begin: dt.datetime, end: dt.datetime) -> float | None:
    """Decisions an hour between the first and the last; None where there is one alone."""
    hours = (end - begin).total_seconds() / 3600
    return (number - 1) / hours if number > 1 and hours > 0 else None


def _audit(session: Session) -> Interval:
    wanted = (
        select(DecisionRow)
        .join(ItemRow, DecisionRow.item_id == ItemRow.id)
        .where(ItemRow.reason == Reason.AUDIT.value, ItemRow.state == State.DECIDED.value)
        .order_by(DecisionRow.id)
    )
    by_item: dict[int, list[DecisionRow]] = defaultdict(list)
    for decision in session.scalars(wanted):
        by_item[decision.item_id].append(decision)
    last = [last_standing(decisions) for decisions in by_item.values()]
    given = [Choice(decision.choice) for decision in last if decision is not None]
    return wilson(len(given), sum(choice in WRONG for choice in given))


def _agreement(session: Session) -> Interval:
    """The first two answers of each round that stand, of the questions that two were asked."""
    wanted = select(DecisionRow).join(ItemRow, DecisionRow.item_id == ItemRow.id)
    wanted = wanted.where(ItemRow.readers >= TWO).order_by(DecisionRow.id)
    by_round: dict[tuple[int, int], list[DecisionRow]] = defaultdict(list)
    for decision in session.scalars(wanted):
        by_round[decision.item_id, decision.round].append(decision)
    pairs = [found[:TWO] for made in by_round.values() if len(found := all_standing(made)) >= TWO]
    return wilson(len(pairs), sum(agree(one, other) for one, other in pairs))
