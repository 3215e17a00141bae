"""What may be chosen instead of the value proposed: repairs first, then the other witnesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.review.choices import Choice
from pipeline.review.explaining import Effect, Known, effect
from pipeline.review.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate: `number` counts those of its sort from 1, `at` is its place among the places.

    `cause` is why a reader may have slipped, for repairs; `beside` are the values that would have
    to change at once. `value` is None where the figure belongs to another path.
    """

    choice: Choice
    number: int
    value: str | None
    unit: str
    raw: str
    effect: Effect
    cause: str = ""
    change: str = ""
    plausibility: float | None = None
    beside: tuple[str, ...] = ()
    evidence: dict[str, Any] | None = None
    at: int | None = None


def options(proposal: dict[str, Any], path: str, ledger: Ledger, known: Known) -> list[Option]:
    """The candidates of a value, in the order in which they are offered."""
    return [*_repairs(proposal, path, ledger, known), *_witnesses(proposal, path, ledger, known)]


def _repairs(proposal: dict[str, Any], path: str, ledger: Ledger, known: Known) -> Iterator[Option]:
    for number, repair in enumerate(proposal.get("repairs") or [], start=1):
        if repair.get("applied"):
            continue
        changed = _changed(ledger, path, repair)
        yield Option(
            choice=Choice.REPAIR,
            number=number,
            value=repair["value"],
            unit=proposal.get("unit") or "",
            raw=repair["raw"],
            effect=effect(ledger, path, known, changed),
            cause=repair["cause"],
            change=repair["change"],
            plausibility=repair["plausibility"],
            beside=tuple(repair["with_paths"]),
        )


def _changed(ledger: Ledger, path: str, repair: dict[str, Any]) -> dict[str, Decimal]:
    """The values after a repair and those that it needs beside it."""
    found = {} if repair["value"] is None else {path: Decimal(repair["value"])}
    for other in repair["with_paths"]:
        value = ledger.report.values.get(other)
        mended = (r.value for r in value.repairs if path in r.with_paths) if value else iter(())
        beside = next(mended, None)
        if beside is not None:
            found[other] = beside
    return found


def _witnesses(
    proposal: dict[str, Any], path: str, ledger: Ledger, known: Known
) -> Iterator[Option]:
    first = len(proposal.get("evidence") or [])
    for number, witness in enumerate(proposal.get("witnesses") or [], start=1):
        figure = path in ledger.figures
        changed = {path: Decimal(witness["value"])} if figure else {}
        yield Option(
            choice=Choice.WITNESS,
            number=number,
            value=witness["value"],
            unit=witness.get("unit") or "",
            raw=witness["raw"],
            effect=effect(ledger, path, known, changed),
            evidence=witness["evidence"],
            at=first + number - 1,
        )
