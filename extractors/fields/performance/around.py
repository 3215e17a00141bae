"""What stands round a form's table as paragraphs: its title further up, its name, its result."""

from __future__ import annotations

import re

from extractors.fields.performance.labels import stated_score, without_code
from extractors.fields.performance.sheets import Form, is_title
from extractors.text.normalise import compact, fold
from schemas.text import PlacedText, join

#: A label may be wrapped over lines.
_LABEL_LINES = 3
_CONCLUSION = re.compile(r"(?:自评|评价|综合)结论")
_NAME = re.compile(r"\s*项目名称\s*[:\s]\s*(?P<name>\S.*)", re.DOTALL)


def lead_title(form: Form) -> str:
    """The last form's title among the paragraphs since the table before; empty if there is none.

    Between it and the table may stand rows that were not recognised as part of the grid.
    """
    found = (compact(t.string) for t in reversed(form.lead))
    return next((t for t in found if len(t) <= 70 and is_title(t)), "")


def lead_project(form: Form) -> PlacedText | None:
    """The name in a line `项目名称：…` after the last title."""
    for text in reversed(form.lead):
        match = _NAME.fullmatch(fold(text.string))
        if match:
            return without_code(text.slice(*match.span("name")).strip())
        if is_title(compact(text.string)):
            break
    return None


def tail_score(form: Form) -> PlacedText | None:
    """The score in a conclusion that follows the table as text, up to the next form's title."""
    own: list[PlacedText] = []
    for text in form.tail:
        if is_title(compact(text.string)):
            break
        own.append(text)
    label = compact("".join(t.string for t in own[:_LABEL_LINES]))
    return stated_score(join(own, "\n")) if _CONCLUSION.match(label) else None
