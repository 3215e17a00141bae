"""What decisions teach of whole classes of reports: titles of statements, topics of sections."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from extractors.tables.signature import plain_label
from extractors.tables.titles import bare_title, match_title
from extractors.text.normalise import compact
from pipeline.review.choices import Choice
from pipeline.review.history import last_standing
from pipeline.store.tables import DecisionRow, ItemRow, Reason, State
from schemas.vocabulary.sections import body_end, match_topic, topic_file
from schemas.vocabulary.statements import forms, lines, patterns

_YEAR = re.compile(r"20\d\d年?度?")
_PUNCTUATION = re.compile(r"[^\w]")


class Teaches(StrEnum):
    """What a lesson is about."""

    STATEMENT = "statement"
    SECTION = "section"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A title or label that people named: without number, year or body; how often.

    `target`: id of the statement, topic of the section, or `group path` of a line.
    """

    teaches: Teaches
    target: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Lessons:
    """What can be taken into the vocabulary, and in words what cannot and why."""

    found: list[Lesson]
    left: list[str]


def lessons(session: Session) -> Lessons:
    """The lessons of all decisions that stand; titles that are known by now are left out."""
    counted: dict[tuple[Teaches, str, str], int] = defaultdict(int)
    left: dict[str, None] = {}
    for item, decision in _named(session):
        printed, given = str(item.proposal.get("title") or ""), decision.value or ""
        told = _lesson(item, printed, given)
        if isinstance(told, str):
            left[told] = None
        else:
            counted[told] += 1
    found = [Lesson(*key, count) for key, count in counted.items() if not _is_known(*key)]
    return Lessons(sorted(found, key=lambda each: (each.target, each.title)), list(left))


def _named(session: Session) -> Iterator[tuple[ItemRow, DecisionRow]]:
    """Items whose standing decision names what was not identified."""
    reasons = tuple(reason.value for reason in _READERS)
    items = select(ItemRow).where(ItemRow.reason.in_(reasons))
    items = items.where(ItemRow.state == State.DECIDED.value).order_by(ItemRow.id)
    found = {item.id: item for item in session.scalars(items)}
    made = select(DecisionRow).join(ItemRow, DecisionRow.item_id == ItemRow.id)
    made = made.where(ItemRow.reason.in_(reasons)).order_by(DecisionRow.id)
    by_item: dict[int, list[DecisionRow]] = defaultdict(list)
    for decision in session.scalars(made):
        by_item[decision.item_id].append(decision)
    for number, item in found.items():
        last = last_standing(by_item[number])
        if last is not None and last.choice == Choice.CORRECT.value:
            yield item, last


def _lesson(item: ItemRow, printed: str, given: str) -> tuple[Teaches, str, str] | str:
    """What one decision teaches, or why it teaches nothing."""
    teaches, read = _READERS[Reason(item.reason)]
    target, title = read(item, printed, given)
    if target is None:
        return f"{given!r} is no {teaches.value} of the vocabulary"
    if not title:
        return f"a table was called {given!r}, but no title is printed over it"
    return teaches, target, title


def _table(_: ItemRow, printed: str, given: str) -> tuple[str | None, str]:
    return statement_id(given), bare_title(printed)


def _section(_: ItemRow, printed: str, given: str) -> tuple[str | None, str]:
    return topic_id(given), bare_heading(printed)


def _label(item: ItemRow, printed: str, given: str) -> tuple[str | None, str]:
    statements = item.proposal.get("statements") or [""]
    return line_of(str(statements[0]), given), plain_label(compact(printed))


_Reader = Callable[[ItemRow, str, str], tuple[str | None, str]]
_READERS: dict[Reason, tuple[Teaches, _Reader]] = {
    Reason.UNIDENTIFIED_TABLE: (Teaches.STATEMENT, _table),
    Reason.UNIDENTIFIED_SECTION: (Teaches.SECTION, _section),
    Reason.UNKNOWN_LABEL: (Teaches.LINE, _label),
}


def statement_id(given: str) -> str | None:
    """The statement that a person named, by its id or its name."""
    wanted = compact(given)
    named = (form.id for form in forms().values() if wanted in {form.id, compact(form.name)})
    return next(named, None)


def topic_id(given: str) -> str | None:
    """The topic that a person named."""
    wanted = compact(given)
    return next((topic.id for topic in topic_file().topic if topic.id == wanted), None)


def line_of(statement: str, given: str) -> str | None:
    """The line of a statement whose path a person typed, as `group path`; the path as written."""
    form = forms().get(statement)
    if form is None or form.lines is None:
        return None
    wanted = given.strip()
    written = (line.path for line in lines(form.lines) if line.path is not None)
    found = next((path for path in written if wanted in {path, whole_path(path)}), None)
    return None if found is None else f"{form.lines} {found}"


def whole_path(path: str) -> str:
    """A line's path where its columns are no budgets."""
    return path.replace(".{fund}", "").replace("{part}", "total")


def bare_heading(printed: str) -> str:
    """A heading without year, body and punctuation."""
    text = _YEAR.sub("", compact(printed))
    return _PUNCTUATION.sub("", text[body_end(text) :])


def _is_known(teaches: Teaches, target: str, title: str) -> bool:
    if teaches is Teaches.STATEMENT:
        match = match_title(title)
        return match is not None and target in {match.statement, *match.also}
    if teaches is Teaches.LINE:
        group, path = target.split(" ", 1)
        return any(
            line.path == path and patterns(*line.labels).match(title) for line in lines(group)
        )
    topic = match_topic(title)
    return topic is not None and topic.topic.id == target


def targets(found: Iterable[Lesson], teaches: Teaches) -> dict[str, list[str]]:
    """Titles by what they are called."""
    by_target: dict[str, list[str]] = defaultdict(list)
    for lesson in found:
        if lesson.teaches is teaches:
            by_target[lesson.target].append(lesson.title)
    return by_target
