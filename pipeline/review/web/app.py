"""The application over one store."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.middleware.sessions import SessionMiddleware
from starlette.staticfiles import StaticFiles

from pipeline.review.errors import ReviewError
from pipeline.review.users import secret_key
from pipeline.review.web import api, figures_pages, login, pages, report_pages
from pipeline.review.web.problems import add_problem_pages, problem
from pipeline.review.web.render import HOME
from pipeline.review.web.security import Attempts, LoginRequiredError, User, add_headers
from pipeline.store.database import Store
from pipeline.version import own_version

_SESSION_SECONDS = 12 * 3600


def create_app(store: Store, *, https_only: bool = False) -> FastAPI:
    """The application; `https_only` keeps the session's cookie off plain HTTP."""
    # The pages of FastAPI's own documentation come from the net: only the description is given.
    app = FastAPI(title="gongkai review", version=own_version(), openapi_url=None)
    app.state.store, app.state.attempts = store, Attempts()
    with store.transaction() as session:
        key = secret_key(session)
    app.middleware("http")(add_headers)
    app.add_middleware(
        SessionMiddleware,
        secret_key=key,
        session_cookie="gongkai",
        max_age=_SESSION_SECONDS,
        same_site="strict",
        https_only=https_only,
    )
    app.mount("/static", StaticFiles(directory=HOME / "static"), name="static")
    for part in (login, api, pages, report_pages, figures_pages):
        app.include_router(part.router)
    app.add_exception_handler(ReviewError, _refuse)
    add_problem_pages(app)
    app.add_exception_handler(LoginRequiredError, _to_login)
    app.get("/api/openapi.json", include_in_schema=False)(_describe)
    return app


def _describe(request: Request, user: User) -> JSONResponse:  # noqa: ARG001
    """The description of the JSON interface, for those who are logged in."""
    app: FastAPI = request.app
    return JSONResponse(app.openapi())


def _refuse(request: Request, error: Exception) -> Response:
    if not isinstance(error, ReviewError):
        raise error
    return problem(request, error.status, error.message, error.code, error.remedy)


def _to_login(request: Request, error: Exception) -> Response:  # noqa: ARG001
    return RedirectResponse("/login", status_code=303)
