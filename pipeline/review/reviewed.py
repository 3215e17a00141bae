"""Reports after their decisions, and the decisions as truth for evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.review.choices import Choice
from pipeline.review.history import last_standing
from pipeline.review.proposals import finding_key
from pipeline.store.saving import current_version, load_report
from pipeline.store.tables import DecisionRow, ItemRow, Reason, ReportRow, State
from schemas.report import Report, Status, Value, Witness
from schemas.vocabulary.paths import ValueType, entry_for

_SURE = 1.0
_STATUS = {
    Choice.ACCEPT: Status.ACCEPTED,
    Choice.SOURCE_ERROR: Status.ACCEPTED,
    Choice.WITNESS: Status.CORRECTED,
    Choice.REPAIR: Status.CORRECTED,
    Choice.CORRECT: Status.CORRECTED,
    Choice.REJECT: Status.REJECTED,
    Choice.UNREADABLE: Status.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A report with its decisions applied, and its truth file; None where nothing was decided."""

    name: str
    report: Report
    truth: dict[str, Any] | None


def reviewed(session: Session, row: ReportRow) -> Reviewed:
    """The report after the decisions that stand; an item that was reopened has none."""
    report = load_report(current_version(session, row))
    settled = _settled(session, row)
    by_path = {item.path: decision for item, decision in settled if item.path is not None}
    values = {p: _decided(p, v, by_path.get(p)) for p, v in report.values.items()}
    refused = {i.key for i, d in settled if d.choice == Choice.REJECT.value}
    findings = tuple(f for f in report.findings if finding_key(f) not in refused)
    applied = report.model_copy(update={"values": values, "findings": findings})
    return Reviewed(report.source.name, applied, _truth(applied, settled))


def _settled(session: Session, row: ReportRow) -> list[tuple[ItemRow, DecisionRow]]:
    items = select(ItemRow).filter_by(report_id=row.id, state=State.DECIDED.value)
    found = {item.id: item for item in session.scalars(items.order_by(ItemRow.id))}
    wanted = select(DecisionRow).join(ItemRow, DecisionRow.item_id == ItemRow.id)
    wanted = wanted.where(ItemRow.report_id == row.id).order_by(DecisionRow.id)
    by_item: dict[int, list[DecisionRow]] = {}
    for decision in session.scalars(wanted):
        by_item.setdefault(decision.item_id, []).append(decision)
    pairs = ((item, last_standing(by_item.get(key, []))) for key, item in found.items())
    return [(item, decision) for item, decision in pairs if decision is not None]


def _decided(path: str, value: Value, decision: DecisionRow | None) -> Value:
    """The value after its decision; the machine's reading stays among its witnesses."""
    if decision is None:
        return value
    choice = Choice(decision.choice)
    moved = choice is Choice.REPAIR and decision.value is None
    changes: dict[str, Any] = {"status": Status.REJECTED if moved else _STATUS[choice]}
    if changes["status"] is not Status.REJECTED:
        changes["confidence"] = _SURE
    if changes["status"] is Status.CORRECTED and decision.value is not None:
        changes |= _corrected(path, value, decision.value)
    return value.model_copy(update=changes)


def _corrected(path: str, value: Value, text: str) -> dict[str, Any]:
    given = _as_typed(path, text)
    if given == value.value:
        return {}
    kept = Witness(
        value=value.value,
        unit=value.unit,
        raw=value.raw,
        evidence=value.evidence[0],
        scores=value.scores,
    )
    same = next((w for w in value.witnesses if w.value == given), None)
    changes: dict[str, Any] = {"value": given, "raw": same.raw if same else text}
    if same is not None:
        changes["evidence"] = (same.evidence,)
    others = tuple(w for w in value.witnesses if w is not same)
    return changes | {"witnesses": (kept, *others)}


def _as_typed(path: str, text: str) -> Decimal | str:
    entry = entry_for(path)
    textual = entry is None or entry.type in {ValueType.TEXT, ValueType.DATE}
    return text if textual else Decimal(text)


def _truth(report: Report, settled: list[tuple[ItemRow, DecisionRow]]) -> dict[str, Any] | None:
    """Decided values in the shape of truth files; partial, for nobody looked at the others.

    `tables`, `sections` and `missing`: what was said of what had no name, or was not there.
    """
    confirmed = {
        i.key for i, d in settled if d.choice in {Choice.ACCEPT.value, Choice.SOURCE_ERROR.value}
    }
    findings = [f for f in report.findings if finding_key(f) in confirmed]
    said = {
        "fields": [field for item, d in settled if (field := _field(item, d)) is not None],
        "findings": [{"kind": f.kind, "message": f.message} for f in findings],
        "tables": _said(settled, Reason.UNIDENTIFIED_TABLE),
        "sections": _said(settled, Reason.UNIDENTIFIED_SECTION),
        "missing": _said(settled, Reason.MISSING_STATEMENT),
    }
    if not any(said.values()):
        return None
    return {
        "source": report.source.name,
        "sha256": report.source.sha256,
        "report": _about(report),
        "partial": True,
        **said,
    }


def _said(settled: list[tuple[ItemRow, DecisionRow]], reason: Reason) -> list[dict[str, Any]]:
    """What people said of items of a reason: the question as it was put, and the answer."""
    shown = ("title", "number", "names", "statements", "rows", "columns", "pages")
    return [
        {name: d.shown[name] for name in shown if d.shown.get(name)}
        | {"choice": d.choice, "value": d.value, "note": d.note}
        for item, d in settled
        if item.reason == reason.value
    ]


def _about(report: Report) -> dict[str, str]:
    names = ("kind", "title", "agency", "region", "fiscal_year")
    found = {name: report.values.get(f"report.{name}") for name in names}
    return {name: str(value.value) for name, value in found.items() if value is not None}


def _field(item: ItemRow, decision: DecisionRow) -> dict[str, Any] | None:
    if item.path is None or decision.value is None:
        return None
    return {
        "path": item.path,
        "value": decision.value,
        "unit": decision.shown.get("unit"),
        "raw": decision.typed or decision.shown.get("raw"),
        "quote": decision.shown.get("verbatim", ""),
        "where": f"page {item.page}" if item.page else "text",
        "choice": decision.choice,
    }
