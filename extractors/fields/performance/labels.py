"""Labels and values of a form: project, agencies, objective, achievement, score and grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from extractors.fields.performance.columns import clean_head
from extractors.fields.performance.sheets import Form, Row, Slot
from extractors.text.normalise import compact_with_offsets, fold
from schemas.text import PlacedText
from schemas.vocabulary.performance import performance_words, role_in

_GOALS = ("objective", "achievement")
_CODE = re.compile(r"^[0-9A-Z]{8,}\s*[-—_]+\s*|^\d{6,}\s*")
_STATED_SCORE = re.compile(
    r"(?<!满)(?:(?:自评|评价|综合|最终)(?:综合|最终|总)?(?:得分|评分|分数|分)?|得分)(?:为|是|:|共计?)?"
    r"(?P<score>\d{1,3}(?:\.\d+)?)分"
)
_STATED_GRADE = re.compile(
    r"(?:(?:等级|等次|级别|评级)(?:评定|评价)?(?:为|是|:)?[\"']?|(?:评定|评价|结果|结论)为[\"'])"
    r"(?P<grade>优秀?|良好?|中等?|差|合格|不合格|较好)[\"']?(?=[,。;)]|等次|等级|级|$)"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with the label it stands by."""

    role: str
    label: Slot
    value: PlacedText


def labelled(rows: list[Row]) -> Iterator[Labelled]:
    """Each label of the rows with its value: inline, to the right, or in the row below."""
    under_goals = False
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else ()
        goals = list(_goals(row, below))
        yield from goals
        for slot, after in zip_longest(row, row[1:]):
            found = None if slot.carried else _beside(slot, after)
            if found is not None and not (under_goals and found.role in _GOALS):
                yield found
        under_goals = bool(goals)


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
    heads = {role: s for s in row if not s.carried and (role := _role(s.string)) in _GOALS}
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
            return without_code(value.value)
    return _name_in_title(form)


def without_code(name: PlacedText) -> PlacedText:
    """A project's name without the code before it (`51170323T000008182981-招商引资经费项目`)."""
    code = _CODE.match(fold(name.string))
    return name.slice(code.end() if code else 0, len(name.string)).strip()


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
    return _stated(text, _STATED_SCORE, "score")


def stated_grade(text: PlacedText) -> PlacedText | None:
    """The grade that a conclusion states (`评价等级为“优”`)."""
    return _stated(text, _STATED_GRADE, "grade")


def _stated(text: PlacedText, pattern: re.Pattern[str], group: str) -> PlacedText | None:
    squeezed, offsets = compact_with_offsets(text.string)
    match = pattern.search(squeezed)
    if match is None:
        return None
    return text.slice(offsets[match.start(group)], offsets[match.end(group) - 1] + 1)
