"""Whether confidence means what it says: how often values were right, by what was claimed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.review.choices import Choice
from pipeline.review.history import last_standing
from pipeline.review.intervals import Interval, wilson
from pipeline.store.tables import DecisionRow, ItemRow, State

#: Lower edges of the bins: finer where most values are.
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
#: Answers after which the machine's value was wrong; the others, but unreadable, say it was right.
WRONG = frozenset({Choice.WITNESS, Choice.REPAIR, Choice.CORRECT, Choice.REJECT})


@dataclass(frozen=True, slots=True)
class Bin:
    """Decided values whose confidence is in `[low, high)`: `claimed` is its mean."""

    low: float
    high: float
    claimed: float
    right: Interval


def reliability(session: Session) -> list[Bin]:
    """Bins of all values that people decided on, the empty ones left out."""
    wanted = (
        select(DecisionRow)
        .join(ItemRow, DecisionRow.item_id == ItemRow.id)
        .where(ItemRow.path.is_not(None), ItemRow.state == State.DECIDED.value)
        .order_by(DecisionRow.id)
    )
    by_item: dict[int, list[DecisionRow]] = defaultdict(list)
    for decision in session.scalars(wanted):
        by_item[decision.item_id].append(decision)
    last = (last_standing(made) for made in by_item.values())
    return bins(judged for d in last if d is not None and (judged := _judged(d)) is not None)


def _judged(decision: DecisionRow) -> tuple[float, bool] | None:
    """What the machine claimed of the value that was shown, and whether it was right."""
    choice = Choice(decision.choice)
    claimed = decision.shown.get("confidence")
    if choice is Choice.UNREADABLE or claimed is None:
        return None
    same = decision.value is not None and decision.value == decision.shown.get("value")
    return float(claimed), choice not in WRONG or same


def bins(judged: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Judged values by what was claimed of them."""
    members: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for claimed, right in judged:
        members[max(n for n, edge in enumerate(EDGES) if claimed >= edge)].append((claimed, right))
    tops = (*EDGES[1:], 1.0)
    return [
        Bin(EDGES[n], tops[n], sum(c for c, _ in found) / len(found),
            wilson(len(found), sum(right for _, right in found)))
        for n, found in sorted(members.items())
    ]  # fmt: skip
