"""The pages: queue, item, report, statistics, and the pictures on them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.review.errors import NotFoundError
from pipeline.review.queue import PAGE_SIZE, Filters, count_items, counts, first, list_items
from pipeline.review.statistics import statistics
from pipeline.review.web import pictures
from pipeline.review.web.api import LARGEST_ID, Asked, Number, Words, fetched
from pipeline.review.web.render import render
from pipeline.review.web.security import Opened, User
from pipeline.review.web.views import item_line, item_view
from pipeline.store.saving import current_version
from pipeline.store.tables import (
    DecisionRow,
    FindingRow,
    ItemRow,
    Reason,
    ReportRow,
    SourceBytesRow,
    ValueRow,
)

router = APIRouter(include_in_schema=False)
_MOST_VALUES = 3_000
_PICTURE_KEPT = "private, max-age=86400, immutable"


@router.get("/")
def queue(
    request: Request, user: User, store: Opened, filters: Asked, offset: Number = 0
) -> Response:
    """The queue with its counts."""
    with store.transaction() as session:
        page: dict[str, Any] = {
            "items": [item_line(i) for i in list_items(session, filters, PAGE_SIZE, offset)],
            "total": count_items(session, filters),
            "counts": counts(session, filters.state),
            "first": first(session, filters),
        }
    page |= {"filters": filters, "offset": offset, "size": PAGE_SIZE}
    return render(request, "queue.html", user, **page)


@router.get("/items/{number}")
def item(request: Request, user: User, store: Opened, number: int) -> Response:
    """One item: its place on the left, its value and answers on the right."""
    with store.transaction() as session:
        row = fetched(session, number)
        view = item_view(session, row, Filters())
        place = _place(session, row)
        left = count_items(session, Filters())
    whole = request.headers.get("HX-Request") != "true"
    name = "item.html" if whole else "item_part.html"
    return render(request, name, user, item=view, place=place, left=left)


@router.get("/items/{number}/page.png")
def item_picture(user: User, store: Opened, number: int) -> Response:  # noqa: ARG001
    """The page on which the item stands."""
    with store.transaction() as session:
        row = fetched(session, number)
        data = _bytes(session, row, _evidence(row))
        page = row.page
    picture = pictures.page_picture(data, page) if data else None
    if picture is None:
        raise NotFoundError("there is no picture of this place")
    return Response(picture, media_type="image/png", headers={"Cache-Control": _PICTURE_KEPT})


@router.get("/reports")
def reports(request: Request, user: User, store: Opened, offset: Number = 0) -> Response:
    """All reports."""
    with store.transaction() as session:
        wanted = select(ReportRow).order_by(ReportRow.id).limit(PAGE_SIZE).offset(offset)
        rows = [_about(row) for row in session.scalars(wanted)]
    return render(request, "reports.html", user, reports=rows, offset=offset, size=PAGE_SIZE)


@router.get("/reports/{number}")
def report(
    request: Request,
    user: User,
    store: Opened,
    number: int,
    status: Words = "",
    part: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """One report: values, findings, history."""
    with store.transaction() as session:
        row = session.get(ReportRow, number) if 0 < number <= LARGEST_ID else None
        if row is None:
            raise NotFoundError(f"no report {number}")
        page = _report_page(session, row, status, part)
    return render(request, "report.html", user, status=status, part=part, **page)


@router.get("/statistics")
def figures(request: Request, user: User, store: Opened) -> Response:
    """Throughput and the audit."""
    with store.transaction() as session:
        found = statistics(session)
    return render(request, "statistics.html", user, figures=found)


@router.get("/language/{name}")
def language(request: Request, user: User, name: str) -> Response:  # noqa: ARG001
    """Change the words of the pages."""
    request.session["language"] = "en" if name == "en" else "zh"
    return RedirectResponse("/", status_code=303)


def _about(row: ReportRow) -> dict[str, Any]:
    names = ("id", "title", "agency", "fiscal_year", "kind", "current")
    return {name: getattr(row, name) for name in names} | {"file": row.source.name}


def _report_page(session: Session, row: ReportRow, status: str, part: str) -> dict[str, Any]:
    version = current_version(session, row)
    values = select(ValueRow).filter_by(version_id=version.id).order_by(ValueRow.id)
    if status:
        values = values.where(ValueRow.status == status)
    if part:
        values = values.where(ValueRow.path.contains(part.replace("\x00", ""), autoescape=True))
    findings = select(FindingRow).filter_by(version_id=version.id).order_by(FindingRow.position)
    made = select(DecisionRow, ItemRow).join(ItemRow, DecisionRow.item_id == ItemRow.id)
    made = made.where(ItemRow.report_id == row.id).order_by(DecisionRow.id.desc()).limit(200)
    items = select(ItemRow).filter_by(report_id=row.id)
    return {
        "report": _about(row),
        "engine": version.engine,
        "values": session.scalars(values.limit(_MOST_VALUES)).all(),
        "findings": session.scalars(findings).all(),
        "decisions": [
            (decision, item, decision.user.name) for decision, item in session.execute(made).all()
        ],
        "items": {item.path: item.id for item in session.scalars(items) if item.path},
    }


def _evidence(item: ItemRow) -> list[dict[str, Any]]:
    found = item.proposal.get("evidence")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _bytes(session: Session, item: ItemRow, evidence: list[dict[str, Any]]) -> bytes:
    row = session.get(SourceBytesRow, item.report.sha256)
    source = str(evidence[0].get("source", "")) if evidence else ""
    return pictures.unpacked(row.data, source) if row else b""


def _place(session: Session, item: ItemRow) -> dict[str, Any]:
    """What the left of the page shows: a picture with marks, a snippet, a grid, or nothing."""
    evidence = _evidence(item)
    data = _bytes(session, item, evidence)
    if not data:
        return {"kind": "no_source"}
    if item.page and (found := _picture_place(data, item, evidence)):
        return found
    shown = _around(data, item, evidence)
    if isinstance(shown, pictures.Snippet):
        return {"kind": "snippet", "snippet": shown}
    if isinstance(shown, pictures.Grid):
        return {"kind": "grid", "grid": shown}
    return {"kind": "none"}


def _around(
    data: bytes, item: ItemRow, evidence: list[dict[str, Any]]
) -> pictures.Snippet | pictures.Grid | None:
    if evidence:
        return pictures.around(data, evidence[0]["location"])
    if item.reason == Reason.UNIDENTIFIED_TABLE.value:
        return pictures.table_like(data, item.proposal["rows"], item.proposal["columns"])
    return None


def _picture_place(
    data: bytes, item: ItemRow, evidence: list[dict[str, Any]]
) -> dict[str, Any] | None:
    size = pictures.page_size(data, item.page)
    if size is None:
        return None
    places = [e["location"] for e in evidence] + [p for e in evidence for p in e["continues"]]
    boxes = [p["box"] for p in places if p["kind"] == "page" and p["page"] == item.page]
    return {"kind": "picture", "size": size, "boxes": boxes}
