"""Who is there, whether the request is theirs, and what a browser may do with the answer."""

from __future__ import annotations

import secrets
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request, Response

from pipeline.store.database import Store
from pipeline.store.tables import UserRow

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_WINDOW = 300.0
_MOST_FAILURES = 8


class LoginRequiredError(Exception):
    """A page was asked for by nobody: the login is shown instead."""


class Attempts:
    """Failed logins of the last minutes, by address and by name."""

    def __init__(self, most: int = _MOST_FAILURES, window: float = _WINDOW) -> None:
        self._most, self._window = most, window
        self._failed: defaultdict[str, deque[float]] = defaultdict(deque)

    def too_many(self, *sources: str) -> bool:
        """Whether one of the sources has failed too often."""
        return any(len(self._recent(source)) >= self._most for source in sources)

    def failed(self, *sources: str) -> None:
        """Remember a failure."""
        for source in sources:
            self._recent(source).append(time.monotonic())

    def _recent(self, source: str) -> deque[float]:
        times = self._failed[source]
        while times and times[0] < time.monotonic() - self._window:
            times.popleft()
        return times


async def add_headers(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Put the security headers on every answer; nothing but pictures and assets is kept."""
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def store_of(request: Request) -> Store:
    """The store that the application serves."""
    found: Store = request.app.state.store
    return found


def current_user(request: Request) -> UserRow:
    """Who is logged in, as the store knows them now.

    Raises:
        LoginRequiredError: nobody, on a page.
        HTTPException: 401 nobody, in the JSON interface.
    """
    user = session_user(request)
    if user is not None:
        return user
    if request.url.path.startswith("/api/"):
        raise HTTPException(401, "log in first")
    raise LoginRequiredError


def session_user(request: Request) -> UserRow | None:
    """Who is logged in; None where nobody is, or the session has ended."""
    number = request.session.get("user")
    if not isinstance(number, int):
        return None
    with store_of(request).transaction() as session:
        user: UserRow | None = session.get(UserRow, number)
    # A new password makes a new hash, which ends the sessions of the old one.
    fresh = user is not None and request.session.get("mark") == mark_of(user)
    return user if user is not None and user.active and fresh else None


def mark_of(user: UserRow) -> str:
    """The end of the password's hash: a session holds it to die with the password."""
    return user.password[-12:]


def csrf_token(request: Request) -> str:
    """The token of this session; made where there is none."""
    token = request.session.get("csrf")
    if not isinstance(token, str):
        token = secrets.token_urlsafe(24)
        request.session["csrf"] = token
    return token


def check_csrf(request: Request, given: str | None) -> None:
    """Refuse what does not carry this session's token.

    Raises:
        HTTPException: 403.
    """
    known = request.session.get("csrf")
    if not isinstance(known, str) or not secrets.compare_digest(
        known.encode(), (given or "").encode()
    ):
        raise HTTPException(403, "the form is too old: load the page again")


User = Annotated[UserRow, Depends(current_user)]
Opened = Annotated[Store, Depends(store_of)]
