"""The pages of one report: its values, statements, findings, versions and history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.review.errors import NotFoundError
from pipeline.review.explaining import decided_figures
from pipeline.review.ledger import Ledger, broken, stored_ledger
from pipeline.review.proposals import value_key
from pipeline.review.queue import PAGE_SIZE, Filters, count_items, first
from pipeline.review.statement_table import StatementTable, statement_table
from pipeline.review.web import pictures
from pipeline.review.web.api import Number, Path, Tried, Words, checked_value, report_of
from pipeline.review.web.places import file_bytes, value_place
from pipeline.review.web.render import render
from pipeline.review.web.security import Opened, User
from pipeline.review.web.views import value_line
from pipeline.store.saving import current_version
from pipeline.store.tables import (
    DecisionRow,
    ItemRow,
    ReportRow,
    State,
    UserRow,
    ValueRow,
    VersionRow,
)

router = APIRouter(include_in_schema=False)
_VALUES = 400
_PICTURE_KEPT = "private, max-age=86400, immutable"


@dataclass(frozen=True, slots=True)
class Shown:
    """Which values of a report are shown."""

    status: str = ""
    part: str = ""
    offset: int = 0


def shown_of(status: Words = "", part: Words = "", offset: Number = 0) -> Shown:
    """The choice of a request."""
    return Shown(status.replace("\x00", ""), part.replace("\x00", ""), offset)


Chosen = Annotated[Shown, Depends(shown_of)]


@router.get("/reports")
def reports(request: Request, user: User, store: Opened, offset: Number = 0) -> Response:
    """All reports."""
    with store.transaction() as session:
        wanted = select(ReportRow).order_by(ReportRow.id).limit(PAGE_SIZE).offset(offset)
        rows = [
            _about(row) | {"open": count_items(session, Filters(report=row.id))}
            for row in session.scalars(wanted)
        ]
    return render(request, "reports.html", user, reports=rows, offset=offset, size=PAGE_SIZE)


@router.get("/reports/{number}")
def report(
    request: Request,
    user: User,
    store: Opened,
    number: int,
    shown: Chosen,
) -> Response:
    """One report: statements, findings, values, versions, history."""
    with store.transaction() as session:
        row = report_of(session, number)
        page = _report_page(session, row, user)
        page |= _values(session, row, shown)
    return render(request, "report.html", user, shown=shown, size=_VALUES, **page)


@router.get("/reports/{number}/statements/{statement}")
def statement(request: Request, user: User, store: Opened, number: int, statement: str) -> Response:
    """A whole statement as a table: doubt coloured, cells to be typed in."""
    with store.transaction() as session:
        row = report_of(session, number)
        ledger = stored_ledger(current_version(session, row))
        found = statement_table(ledger.report, statement)
        if not found.rows:
            raise NotFoundError("no value of the report was read in this statement")
        page = _statement_page(session, row, ledger, found)
        others = [each for each in _statements(ledger) if each["values"]]
    page |= {"statement": statement, "statements": others}
    return render(request, "statement.html", user, **page)


@router.get("/reports/{number}/check")
def check(
    request: Request,
    user: User,
    store: Opened,
    number: int,
    path: Path,
    tried: Tried,
) -> Response:
    """A value of a report with its identities, a typed value in its place."""
    with store.transaction() as session:
        row = report_of(session, number)
        found = checked_value(session, row, path, tried)
        value = stored_ledger(current_version(session, row)).report.values[path]
        page: dict[str, Any] = {
            "cell": value_line(path, value),
            "item": _item_at(session, row, path),
            "place": value_place(session, row, value.evidence[0].model_dump(mode="json")),
        }
    return render(request, "cell.html", user, checked=found, identities=found.identities, **page)


@router.get("/reports/{number}/value")
def value(user: User, store: Opened, number: int, path: Path) -> Response:  # noqa: ARG001
    """Where a value can be looked at: its item, or its cell in its statement."""
    with store.transaction() as session:
        row = report_of(session, number)
        item = _item_at(session, row, path)
        known = stored_ledger(current_version(session, row)).report.values
        if path not in known:
            raise NotFoundError("the report has no value at this path")
        statement = next((e.statement for e in known[path].evidence if e.statement), None)
    if item is not None or statement is None:
        address = f"/items/{item}" if item else f"/reports/{number}?{urlencode({'part': path})}"
        return RedirectResponse(address, status_code=303)
    query = urlencode({"path": path})
    return RedirectResponse(f"/reports/{number}/statements/{statement}?{query}", status_code=303)


@router.get("/reports/{number}/place")
def place(request: Request, user: User, store: Opened, number: int, path: Path) -> Response:
    """Where a value of a report stands."""
    with store.transaction() as session:
        row = report_of(session, number)
        values = stored_ledger(current_version(session, row)).report.values
        if path not in values:
            raise NotFoundError("the report has no value at this path")
        evidence = values[path].evidence[0].model_dump(mode="json")
        found, file = value_place(session, row, evidence), row.source.name
    return render(request, "place.html", user, place=found, file=file)


@router.get("/reports/{number}/pages/{page}.png")
def page_picture(
    user: User,  # noqa: ARG001
    store: Opened,
    number: int,
    page: int,
    source: Annotated[str, Query(max_length=500)] = "",
) -> Response:
    """A page of the report's file, or of a member of it, as a picture."""
    with store.transaction() as session:
        data = file_bytes(session, report_of(session, number), source)
    picture = pictures.page_picture(data, page) if data and page > 0 else None
    if picture is None:
        raise NotFoundError("there is no picture of this place")
    return Response(picture, media_type="image/png", headers={"Cache-Control": _PICTURE_KEPT})


def _item_at(session: Session, row: ReportRow, path: str) -> int | None:
    """The item of a value, if a person was ever asked about it."""
    return session.scalar(select(ItemRow.id).filter_by(report_id=row.id, key=value_key(path)))


def _about(row: ReportRow) -> dict[str, Any]:
    names = ("id", "title", "agency", "fiscal_year", "kind", "current")
    return {name: getattr(row, name) for name in names} | {"file": row.source.name}


def _report_page(session: Session, row: ReportRow, user: UserRow) -> dict[str, Any]:
    version = current_version(session, row)
    ledger = stored_ledger(version)
    mine = Filters(report=row.id, reader=user.id)
    versions = select(VersionRow).filter_by(report_id=row.id).order_by(VersionRow.number.desc())
    return {
        "report": _about(row),
        "version": version,
        "versions": session.scalars(versions).all(),
        "statements": _statements(ledger),
        "findings": ledger.report.findings,
        "issues": ledger.report.issues,
        "decisions": _history(session, row, user),
        "open": count_items(session, mine),
        "first": first(session, mine),
    }


def _history(session: Session, row: ReportRow, user: UserRow) -> list[tuple[Any, ...]]:
    """Decisions, newest first; what another answered to a question that two are asked is hidden."""
    made = select(DecisionRow, ItemRow).join(ItemRow, DecisionRow.item_id == ItemRow.id)
    made = made.where(ItemRow.report_id == row.id).order_by(DecisionRow.id.desc()).limit(200)
    return [
        (decision, item, decision.user.name)
        for decision, item in session.execute(made).all()
        if decision.user_id == user.id or not _is_blind(item)
    ]


def _is_blind(item: ItemRow) -> bool:
    return item.readers > 1 and item.state == State.OPEN.value


def _values(session: Session, row: ReportRow, wanted: Shown) -> dict[str, Any]:
    version = current_version(session, row)
    values = select(ValueRow).filter_by(version_id=version.id).order_by(ValueRow.id)
    if wanted.status:
        values = values.where(ValueRow.status == wanted.status)
    if wanted.part:
        values = values.where(ValueRow.path.contains(wanted.part, autoescape=True))
    shown = session.scalars(values.limit(_VALUES + 1).offset(wanted.offset)).all()
    items = select(ItemRow).where(ItemRow.report_id == row.id, ItemRow.path.is_not(None))
    return {
        "values": shown[:_VALUES],
        "more": len(shown) > _VALUES,
        "items": {item.path: item for item in session.scalars(items)},
    }


def _statements(ledger: Ledger) -> list[dict[str, Any]]:
    """The statements of a report, each once, with how many values were read in it."""
    found: dict[str, dict[str, Any]] = {}
    for entry in ledger.report.statements:
        name = entry.id or f"? {entry.title}"
        known = found.setdefault(
            name, {"id": entry.id, "title": entry.title, "pages": [], "values": 0, "nil": False}
        )
        known["pages"] += [page for page in entry.pages if page not in known["pages"]]
        known["values"] += entry.values
        known["nil"] = known["nil"] or entry.nil
    return list(found.values())


def _statement_page(
    session: Session, row: ReportRow, ledger: Ledger, table: StatementTable
) -> dict[str, Any]:
    known = decided_figures(session, row.id)
    paths = {cell.path for line in table.rows for cell in line.cells.values()}
    items = select(ItemRow).where(ItemRow.report_id == row.id, ItemRow.path.in_(paths))
    return {
        "report": _about(row),
        "table": table,
        "items": {item.path: item for item in session.scalars(items)},
        "known": known,
        "broken": {path for path in paths if broken(ledger.trials(path, known))},
    }
