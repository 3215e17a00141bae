"""What is shown where something went wrong: a page to people, JSON to programs."""

from __future__ import annotations

import logging

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from pipeline.review.web.render import render
from pipeline.review.web.security import session_user

_LOG = logging.getLogger(__name__)
_UNEXPECTED = "something went wrong here; what was decided before is kept"


def add_problem_pages(app: FastAPI) -> None:
    """Answer every error in words, and say nothing of the inside."""
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unexpected)


def problem(
    request: Request, status: int, message: str, code: str = "", remedy: str = ""
) -> Response:
    """The error as JSON in the JSON interface, as a page elsewhere."""
    if request.url.path.startswith("/api/") or "session" not in request.scope:
        body = {"detail": message, "code": code, "remedy": remedy}
        return JSONResponse(body, status_code=status)
    user = session_user(request)
    return render(
        request, "error.html", user, http_status=status, code=status, message=message, remedy=remedy
    )


def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, StarletteHTTPException | HTTPException):
        raise error
    answer = problem(request, error.status_code, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


def _invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    told = [{"where": list(e["loc"]), "message": e["msg"]} for e in error.errors()]
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": told}, status_code=422)
    return problem(request, 422, "; ".join(str(each["message"]) for each in told))


def _unexpected(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return JSONResponse({"detail": _UNEXPECTED}, status_code=500)
