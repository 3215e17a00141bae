"""The pages of the queue: its list, and one item after the other."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from pipeline.review.queue import PAGE_SIZE, count_items, counts, first, list_items
from pipeline.review.web.api import Asked, Number, Tried, checked, fetched
from pipeline.review.web.places import item_page, item_place
from pipeline.review.web.render import render
from pipeline.review.web.security import Opened, User
from pipeline.review.web.views import item_line, item_view

router = APIRouter(include_in_schema=False)


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
def item(
    request: Request, user: User, store: Opened, number: int, filters: Asked, at: Number = 0
) -> Response:
    """One item: its place on the left, its value and answers on the right."""
    with store.transaction() as session:
        row = fetched(session, number)
        view = item_view(session, row, user, filters)
        place = item_place(session, row, at)
        left = count_items(session, filters)
    whole = request.headers.get("HX-Request") != "true"
    name = "item.html" if whole else "item_part.html"
    return render(request, name, user, item=view, place=place, left=left, filters=filters)


@router.get("/items/{number}/place")
def place(
    request: Request, user: User, store: Opened, number: int, at: Number = 0, page: Number = 0
) -> Response:
    """Another of the item's places, that of a witness; or another page of its file."""
    with store.transaction() as session:
        row = fetched(session, number)
        found = item_page(session, row, page) if page else item_place(session, row, at)
        file = row.report.source.name
    return render(request, "place.html", user, place=found, file=file)


@router.get("/items/{number}/check")
def check(request: Request, user: User, store: Opened, number: int, tried: Tried) -> Response:
    """The identities of the item with the typed value in them."""
    with store.transaction() as session:
        found = checked(session, fetched(session, number), tried)
    return render(request, "identities.html", user, checked=found, identities=found.identities)


@router.get("/language/{name}")
def language(request: Request, user: User, name: str, back: str = "/") -> Response:  # noqa: ARG001
    """Change the words of the pages, and go back to the one that was shown."""
    request.session["language"] = "en" if name == "en" else "zh"
    own = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if own else "/", status_code=303)
