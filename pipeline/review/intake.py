"""A converted report comes in: kept as a version, and its questions opened, kept or reopened.

A decision is never touched here. Where a new version proposes something else than what a person
decided on, the question is opened again; its old decision stays and is shown.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.review.history import standing
from pipeline.review.ledger import ledger_of
from pipeline.review.proposals import Proposal, is_sampled, proposals, value_key, value_proposal
from pipeline.review.readers import TWO
from pipeline.store.saving import Saved, engine_of, save_report
from pipeline.store.tables import ItemRow, Reason, State, now
from schemas.report import Report

DEFAULT_AUDIT = 0.01
#: What is asked where a value that a person decided on is no longer read at all.
_GONE: dict[str, object] = {"value": None, "raw": "", "evidence": [], "witnesses": []}


def take_in(
    session: Session,
    report: Report,
    data: bytes | None,
    part: int = 1,
    audit: float = DEFAULT_AUDIT,
    double: float = 0.0,
) -> Saved:
    """Save the report and bring its questions up to date; nothing happens where it is known.

    `audit` is the share of accepted values that are asked, `double` that of the questions that two
    readers answer, blind to each other.
    """
    saved = save_report(session, report, data, part)
    if saved.changed:
        _refresh(session, saved.report.id, report, audit, double)
    return saved


def _refresh(session: Session, report_id: int, report: Report, audit: float, double: float) -> None:
    engine = engine_of(report)
    rows = session.scalars(select(ItemRow).filter_by(report_id=report_id))
    known = {item.key: item for item in rows}
    asked = {proposal.key: proposal for proposal in proposals(report, audit)}
    for key, proposal in asked.items():
        if key in known:
            _meet(session, known[key], proposal, engine)
        else:
            twice = is_sampled(report.source.sha256, f"double {key}", double)
            session.add(new_item(report_id, proposal, engine, TWO if twice else 1))
    for key in known.keys() - asked.keys():
        _outlive(session, known[key], report, engine)


def new_item(report_id: int, proposal: Proposal, engine: str, readers: int = 1) -> ItemRow:
    """The row of a question that was not asked before."""
    return ItemRow(
        report_id=report_id,
        key=proposal.key,
        reason=proposal.reason.value,
        path=proposal.path,
        page=proposal.page,
        worth=proposal.worth,
        readers=readers,
        engine=engine,
        digest=proposal.digest,
        proposal=proposal.body,
    )


def _meet(session: Session, item: ItemRow, proposal: Proposal, engine: str) -> None:
    """A known question is asked again: as before, or with another proposal."""
    same = item.digest == proposal.digest
    settled = item.state == State.DECIDED.value
    if settled and (same or _agrees(session, item, proposal)):
        return
    item.reason, item.page, item.worth = proposal.reason.value, proposal.page, proposal.worth
    item.engine, item.digest, item.proposal = engine, proposal.digest, proposal.body
    if item.state != State.OPEN.value:
        item.opened_at = now()
    if not same or item.state != State.OPEN.value:
        item.round += 1
        item.readers = min(item.readers, TWO)
    item.state = State.OPEN.value
    item.lock += 1


def _outlive(session: Session, item: ItemRow, report: Report, engine: str) -> None:
    """The new version does not ask any more; a decision is held against what it now reads."""
    if item.state == State.OPEN.value:
        item.state = State.WITHDRAWN.value
        item.lock += 1
    elif item.state == State.DECIDED.value and item.path is not None:
        _meet(session, item, _now_read(report, item.path), engine)


def _now_read(report: Report, path: str) -> Proposal:
    if path in report.values:
        return value_proposal(ledger_of(report), path, Reason.LOW_CONFIDENCE)
    return Proposal(value_key(path), Reason.LOW_CONFIDENCE, dict(_GONE), path)


def _agrees(session: Session, item: ItemRow, proposal: Proposal) -> bool:
    """Whether the machine now reads what the person said."""
    decision = standing(session, item)
    if decision is None or item.path is None:
        return False
    return decision.value == proposal.body.get("value")
