"""Templates into answers: everything is escaped, words come from the data file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from pipeline.findings.wording import plain
from pipeline.review.queue import Filters
from pipeline.review.web.labels import (
    chinese_name,
    english_name,
    line_paths,
    statement_name,
    statement_names,
    topic_names,
    unit_of,
    words,
)
from pipeline.review.web.security import csrf_token
from pipeline.store.tables import State, UserRow

HOME = Path(__file__).parent
#: Confidence from which a colour begins, the most doubtful first.
_LEVELS = (0.5, 0.8, 0.95)


def query(filters: Filters, **changes: object) -> str:
    """The filters as the query of an address, with some of them changed; empty where none."""
    kept = {name: value for name, value in asdict(filters).items() if name != "reader"} | changes
    plain_queue = kept.get("state") == State.OPEN.value
    shown = {k: v for k, v in kept.items() if v and not (k == "state" and plain_queue)}
    return f"?{urlencode(shown)}" if shown else ""


def picture_of(place: dict[str, Any]) -> str:
    """The address of the picture of a place: the same for all items of a page, to be kept."""
    source = f"?{urlencode({'source': place['source']})}" if place["source"] else ""
    return f"/reports/{place['report']}/pages/{place['page']}.png{source}"


def level(confidence: float) -> int:
    """The colour of a confidence: 0 for the most doubtful."""
    return sum(confidence >= edge for edge in _LEVELS)


def render(
    request: Request, name: str, user: UserRow | None, http_status: int = 200, **context: object
) -> Response:
    """The template with the words of the session's language."""
    language = str(request.session.get("language", "zh"))
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    shown = {
        "w": words(language),
        "language": language,
        "user": user,
        "csrf": csrf_token(request),
        "here": request.url.path,
        "address_here": address,
    }
    return _TEMPLATES.TemplateResponse(request, name, shown | context, status_code=http_status)


_TEMPLATES = Jinja2Templates(directory=HOME / "templates")
_TEMPLATES.env.globals.update(
    chinese_name=chinese_name,
    english_name=english_name,
    level=level,
    line_paths=line_paths,
    picture_of=picture_of,
    plain=plain,
    query=query,
    statement_name=statement_name,
    statement_names=statement_names,
    topic_names=topic_names,
    unit_of=unit_of,
)
_TEMPLATES.env.filters["chinese"] = chinese_name
