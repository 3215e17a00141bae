"""What evaluations say in words: conclusion with score and grade, problems, measures; functions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.fields.performance.emit import Sink
from extractors.fields.performance.labels import stated_grade, stated_score
from extractors.fields.witness import Spot
from extractors.text.normalise import compact
from schemas.candidate import Candidate
from schemas.section import Section, Structured
from schemas.text import PlacedText, join

_TEXTS = {
    "functions": "text.functions",
    "performance.problems": "text.performance.problems",
    "performance.measures": "text.performance.measures",
    "performance.conclusion": "text.performance.conclusion",
}
_PROJECT_REPORT = re.compile(r"项目.{0,14}绩效(?:评价|自评).{0,6}报告")
_WHOLE = re.compile(r"整体支出|部门整体|单位整体")
#: A year's work stands under one heading with the functions, and is none of them.
_WORK = "work"
_POINTS_ELSEWHERE = re.compile(r"(?:详?见|附于?)附[件表]")
_SURE_TOPIC = 0.5


def conclusions(structured: Structured) -> list[Candidate]:
    """Texts of the topics; the reports of single projects are not the agency's own."""
    sink = Sink(structured.document, "sentence:performance")
    for section in structured.outline.walk():
        path = _TEXTS.get(section.topic or "")
        if path is None or section.topic_score < _SURE_TOPIC or _of_project(section):
            continue
        sink.section = section.trail() or None
        text = _whole(section)
        if text.string.strip() and not _POINTS_ELSEWHERE.search(compact(text.string)):
            sink.text(path, Spot(text, section=sink.section), 0.6 + 0.3 * section.topic_score)
        if section.topic == "performance.conclusion" and _of_agency(section, text):
            _emit_result(sink, text)
    return sink.found


def _emit_result(sink: Sink, text: PlacedText) -> None:
    score, grade = stated_score(text), stated_grade(text)
    if score is not None:
        sink.number("performance.overall.score", Spot(score, section=sink.section), "分", 0.88)
    if grade is not None:
        sink.text("performance.overall.grade", Spot(grade, section=sink.section), 0.8)


def _of_project(section: Section) -> bool:
    current: Section | None = section
    while current is not None:
        title = compact(current.title.string)
        if _WHOLE.search(title):
            return False
        if _PROJECT_REPORT.search(title):
            return True
        current = current.parent
    return False


def _of_agency(section: Section, text: PlacedText) -> bool:
    """Whether the result is that of the agency's whole spending."""
    return bool(_WHOLE.search(compact(section.trail())) or _WHOLE.search(compact(text.string)))


def _whole(section: Section) -> PlacedText:
    """All under a heading, headings of its parts included."""
    return join(list(_parts(section, is_top=True)), "\n")


def _parts(section: Section, *, is_top: bool) -> Iterator[PlacedText]:
    paragraphs = [p.text for p in section.paragraphs()]
    title = "".join(section.title.string.split())
    runs_on = bool(paragraphs) and title in "".join(paragraphs[0].string.split())[: len(title) + 12]
    if not is_top and title and not runs_on:
        yield section.heading.strip()
    yield from paragraphs
    for child in section.children:
        if child.topic != _WORK:
            yield from _parts(child, is_top=False)
