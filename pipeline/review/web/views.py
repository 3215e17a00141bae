"""Rows of the store as plain data for the pages and the JSON interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from pipeline.review.explaining import IdentityLine, decided_figures, explain
from pipeline.review.history import all_standing, answers, earlier_file, history, old_decision
from pipeline.review.ledger import Ledger, stored_ledger
from pipeline.review.options import Option, options
from pipeline.review.personal import kinds_in
from pipeline.review.queue import Filters, neighbour
from pipeline.review.readers import THREE
from pipeline.review.web.labels import chinese_name, english_name
from pipeline.review.web.shapes import (
    DecisionLine,
    IdentityShape,
    ItemLine,
    ItemView,
    OptionShape,
)
from pipeline.store.saving import current_version
from pipeline.store.tables import DecisionRow, ItemRow, State, UserRow
from schemas.report import Value

_SHORT = 160


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an item's report and what people decided on among them."""

    ledger: Ledger
    known: dict[str, Decimal]


def figures_of(session: Session, item: ItemRow) -> Figures:
    """The ledger of the item's report, and its decided figures."""
    ledger = stored_ledger(current_version(session, item.report))
    return Figures(ledger, decided_figures(session, item.report_id))


def item_line(item: ItemRow) -> ItemLine:
    """An item for a list."""
    return ItemLine(**_line(item))


def item_view(session: Session, item: ItemRow, user: UserRow, filters: Filters) -> ItemView:
    """An item as this user may see it: another's answer is hidden from one who is to answer."""
    made = history(session, item)
    given = answers(item, made)
    own = any(d.user_id == user.id for d in given)
    open_ = item.state == State.OPEN.value
    blind = open_ and 1 < item.readers < THREE
    seen = [d for d in made if not blind or d.round < item.round or d.user_id == user.id]
    old = old_decision(item, made) if open_ else None
    elsewhere = earlier_file(session, item) if open_ and old is None and not made else None
    return ItemView(
        **_line(item),
        lock=item.lock,
        engine=item.engine,
        name_en=english_name(item.path) if item.path else "",
        proposal=item.proposal,
        decisions=decision_lines(item, seen),
        old=decision_lines(item, [old])[0] if old is not None else None,
        earlier=decision_lines(item, [elsewhere])[0] if elsewhere is not None else None,
        **_arithmetic(session, item),
        scale=item.proposal.get("scale"),
        waiting=open_ and own,
        disputed=open_ and item.readers >= THREE,
        personal=kinds_in(item.proposal),
        next=neighbour(session, item, filters),
        previous=neighbour(session, item, filters, forward=False),
    )


def _arithmetic(session: Session, item: ItemRow) -> dict[str, Any]:
    if item.path is None:
        return {"options": [], "identities": []}
    found = figures_of(session, item)
    offered = options(item.proposal, item.path, found.ledger, found.known)
    lines = explain(found.ledger, item.path, found.known)
    return {
        "options": [option_shape(option) for option in offered],
        "identities": identity_shapes(lines),
    }


def identity_shapes(lines: Sequence[IdentityLine]) -> list[IdentityShape]:
    """Identities for JSON."""
    return [IdentityShape.model_validate(asdict(line)) for line in lines]


def option_shape(option: Option) -> OptionShape:
    """A candidate for JSON."""
    evidence = option.evidence or {}
    where = evidence.get("section") or evidence.get("statement") or ""
    return OptionShape(
        choice=option.choice,
        number=option.number,
        value=option.value,
        unit=option.unit,
        raw=option.raw,
        cause=option.cause,
        change=option.change,
        plausibility=option.plausibility,
        beside=list(option.beside),
        closes=list(option.effect.closes),
        breaks=list(option.effect.breaks),
        where=str(where),
        page=evidence.get("location", {}).get("page"),
        at=option.at,
    )


def decision_lines(item: ItemRow, made: Sequence[DecisionRow]) -> list[DecisionLine]:
    """Decisions for history, oldest first."""
    standing = {d.id for d in all_standing(made)}
    return [_decision_line(item, d, undone=d.id not in standing) for d in made]


def _decision_line(item: ItemRow, decision: DecisionRow, *, undone: bool) -> DecisionLine:
    return DecisionLine(
        id=decision.id,
        at=decision.at,
        who=decision.user.name,
        choice=decision.choice,
        value=decision.value,
        typed=decision.typed,
        shown=summary_of(decision.shown),
        note=decision.note,
        engine=decision.engine,
        undone=undone and decision.undoes is None,
        earlier=decision.round < item.round,
    )


def summary_of(proposal: dict[str, Any]) -> str:
    """The proposal in a few words."""
    for name in ("value", "message", "title", "names"):
        if proposal.get(name) not in (None, ""):
            found = proposal[name]
            text = "、".join(found) if isinstance(found, list) else str(found)
            return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
    if "rows" in proposal and "columns" in proposal:
        return f"{proposal['rows']} × {proposal['columns']}"
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
        "readers": item.readers,
    }


def value_line(path: str, value: Value) -> dict[str, Any]:
    """A value of a report by its names."""
    return {
        "path": path,
        "name": chinese_name(path),
        "name_en": english_name(path),
        "value": str(value.value),
        "unit": value.unit or "",
        "raw": value.raw,
        "confidence": value.confidence,
        "status": value.status.value,
        "witnesses": len(value.witnesses),
        "repairs": len(value.repairs),
    }
