"""In and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from pipeline.review.users import note, verified
from pipeline.review.web.render import render
from pipeline.review.web.security import Attempts, Opened, check_csrf, mark_of

router = APIRouter(include_in_schema=False)


@router.get("/login")
def show(request: Request) -> Response:
    """The form."""
    return render(request, "login.html", None)


@router.post("/login")
def login(
    request: Request,
    store: Opened,
    name: Annotated[str, Form(max_length=80)],
    password: Annotated[str, Form(max_length=1000)],
    csrf: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Check name and password; a fresh session begins where both are right."""
    check_csrf(request, csrf)
    attempts: Attempts = request.app.state.attempts
    address = request.client.host if request.client else ""
    sources = (f"address {address}", f"name {name}")
    if attempts.too_many(*sources):
        return render(request, "login.html", None, http_status=429, problem="too_many")
    name = name.replace("\x00", "")
    with store.transaction() as session:
        user = verified(session, name, password)
        note(session, name, "login" if user else "login_refused", address)
    if user is None:
        attempts.failed(*sources)
        return render(request, "login.html", None, http_status=403, problem="wrong_login")
    language = request.session.get("language", "zh")
    request.session.clear()
    request.session.update(user=user.id, mark=mark_of(user), language=language)
    return RedirectResponse("/", status_code=303)


@router.post("/logout")
def logout(request: Request, csrf: Annotated[str, Form(max_length=200)] = "") -> Response:
    """End the session."""
    check_csrf(request, csrf)
    request.session.clear()
    return RedirectResponse("/login", status_code=303)
