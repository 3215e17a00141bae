"""Labels and values of a form: project, agencies, objective, achievement, score and grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.fields.performance.columns import clean_head
from extractors.fields.performance.sheets import Form, Row, Slot
from extractors.text.normalise import fold
from schemas.text import PlacedText
from schemas.vocabulary.performance import performance_words, role_in

_CODE = re.compile(r"^[0-9A-Z]{8,}\s*[-—_]+\s*|^\d{6,}\s*")
_STATED_SCORE = re.compile(
    r"(?:自评|评价|综合)(?:综合|总)?(?:得分|评分|分数)?(?:为|是|:|共)?\s*(?P<score>\d{1,3}(?:\.\d+)?)\s*分"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with the label it stands by."""

    role: str
    label: Slot
    value: PlacedText


def labelled(rows: list[Row]) -> Iterator[Labelled]:
    """Each label of the rows with its value: inline, to the right, or in the row below."""
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else ()
        yield from _goals(row, below)
        for slot, after in zip(row, [*row[1:], None], strict=True):
            found = None if slot.carried else _beside(slot, after)
            if found is not None:
                yield found


def _beside(slot: Slot, after: Slot | None) -> Labelled | None:
    role = _role(slot.string.split(":")[0])
    if role is None:
        return None
    colon = re.search(r"[:：]", slot.cell.string)
    if colon is not None and slot.cell.string[colon.end() :].strip():
        inline = slot.cell.text.slice(colon.end(), len(slot.cell.string)).strip()
        return Labelled(role, slot, inline)
    if after is None or after.carried or _is_label(after.string):
        return None
    return Labelled(role, slot, after.cell.text)


def _goals(row: Row, below: Row) -> Iterator[Labelled]:
    """Goal and achievement as two heads, their texts in the row below."""
    heads = {
        role: s
        for s in row
        if not s.carried and (role := _role(s.string)) in ("objective", "achievement")
    }
    if len(heads) < 2 or not below:
        return
    goal, done = heads["objective"], heads["achievement"]
    fresh = [s for s in below if not s.carried and not _is_label(s.string)]
    if len(fresh) > 2 and fresh[0].column < goal.column:
        fresh = fresh[1:]
    if len(fresh) >= 2:
        yield Labelled("objective", goal, fresh[0].cell.text)
        yield Labelled("achievement", done, fresh[1].cell.text)
    elif fresh:
        role, head = ("objective", goal) if fresh[0].column < done.column else ("achievement", done)
        yield Labelled(role, head, fresh[0].cell.text)


def _role(label: str) -> str | None:
    return role_in(performance_words().labels, clean_head(label))


def _is_label(string: str) -> bool:
    words = performance_words()
    label = clean_head(string.split(":", maxsplit=1)[0])
    tables = (words.labels, words.fund_columns, words.fund_rows, words.columns)
    return any(role_in(t, label) is not None for t in tables)


def project_name(form: Form, values: list[Labelled]) -> PlacedText | None:
    """The project's name: the cell by its label, its code taken off, else the title's."""
    for value in values:
        if value.role == "project":
            code = _CODE.match(fold(value.value.string))
            start = code.end() if code else 0
            return value.value.slice(start, len(value.value.string)).strip()
    return _name_in_title(form)


def _name_in_title(form: Form) -> PlacedText | None:
    pattern = re.compile(performance_words().title_project)
    for title in form.titles:
        match = pattern.search(fold(title.string))
        if match is None:
            continue
        group = "name" if match["name"] else "plain"
        start, end = match.span(group)
        return title.slice(start, end).strip()
    return None


def stated_score(text: PlacedText) -> PlacedText | None:
    """The score that a conclusion states (`自评得分为95分`)."""
    match = _STATED_SCORE.search(fold(text.string))
    return text.slice(*match.span("score")) if match else None
