"""Templates into answers: everything is escaped, words come from the data file."""

from __future__ import annotations

from pathlib import Path

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from pipeline.review.web.labels import chinese_name, english_name, words
from pipeline.review.web.security import csrf_token
from pipeline.store.tables import UserRow

HOME = Path(__file__).parent
_TEMPLATES = Jinja2Templates(directory=HOME / "templates")
_TEMPLATES.env.globals.update(chinese_name=chinese_name, english_name=english_name)


def render(
    request: Request, name: str, user: UserRow | None, http_status: int = 200, **context: object
) -> Response:
    """The template with the words of the session's language."""
    language = str(request.session.get("language", "zh"))
    shown = {"w": words(language), "language": language, "user": user, "csrf": csrf_token(request)}
    return _TEMPLATES.TemplateResponse(request, name, shown | context, status_code=http_status)
