"""Statistics, and the audit log."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from sqlalchemy import select

from pipeline.review.errors import ForbiddenError
from pipeline.review.queue import PAGE_SIZE
from pipeline.review.statistics import statistics
from pipeline.review.web.api import Number
from pipeline.review.web.plot import Plot, plot
from pipeline.review.web.render import render
from pipeline.review.web.security import Opened, User
from pipeline.store.tables import AuditRow, Role

router = APIRouter(include_in_schema=False)


@router.get("/statistics")
def figures(request: Request, user: User, store: Opened) -> Response:
    """Throughput, agreement, the audit, and whether confidence means what it says."""
    with store.transaction() as session:
        found = statistics(session)
    drawn: Plot = plot(found.reliability)
    return render(request, "statistics.html", user, figures=found, plot=drawn)


@router.get("/audit")
def audit(request: Request, user: User, store: Opened, offset: Number = 0) -> Response:
    """Who came in, was refused, or was made a user; for admins."""
    if user.role != Role.ADMIN.value:
        raise ForbiddenError("the audit log is for admins", remedy="Ask an admin.")
    with store.transaction() as session:
        wanted = select(AuditRow).order_by(AuditRow.id.desc()).limit(PAGE_SIZE).offset(offset)
        lines = session.scalars(wanted).all()
    return render(request, "audit.html", user, lines=lines, offset=offset, size=PAGE_SIZE)
