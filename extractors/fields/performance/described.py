"""Projects that a budget describes on a page each: 科技创新专项经费情况说明."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.fields.cover import is_name
from extractors.fields.performance.emit import Sink
from extractors.fields.witness import Spot
from extractors.sections.headings import Rank, find_heading
from extractors.text.normalise import compact, compact_with_offsets
from extractors.text.units import MoneyUnit
from schemas.candidate import Candidate
from schemas.document import Document, Paragraph
from schemas.paths import clean_key
from schemas.section import Structured
from schemas.text import PlacedText, join
from schemas.vocabulary.performance import Patterns, performance_words, role_in

_TITLE = re.compile(r"(?P<name>[^,。;:]{3,40}?)(?:经费|资金)?情况说明")
#: What 项目 alone says of a project's name.
_NO_NAME = re.compile(
    r"(?:20\d\d年)?(?:度)?(?:部门|单位)?(?:项目|专项|重点项目)?(?:支出)?(?:经费|资金)?"
)
_SUM = re.compile(r"(?:总预算|预算总额|预算(?:安排|资金|金额)?(?:共计|合计|为)?)(?P<sum>[\d,.]+)万")
_AMOUNT = re.compile(r"(?P<sum>\d[\d,.]*)万(?:元|(?=[,。;]|$))")
_ELSEWHERE = re.compile(r"详?见")
#: Chapters that such a page has; fewer are another kind of text.
_LEAST_CHAPTERS = 4
_LONGEST_TITLE = 50


@dataclass(slots=True)
class _Described:
    """A project's page: its title and its chapters by role."""

    title: PlacedText
    name: str
    chapters: dict[str, list[PlacedText]] = field(default_factory=dict)
    count: int = 0


def described(structured: Structured) -> list[Candidate]:
    """Budget, agency and objective of every project that has a page of its own."""
    sink = Sink(structured.document, "sentence:projects")
    for page in _pages(structured.document):
        if page.count >= _LEAST_CHAPTERS:
            _emit(sink, page)
    return sink.found


def _pages(document: Document) -> Iterator[_Described]:
    page: _Described | None = None
    role: str | None = None
    for paragraph in document.paragraphs():
        title = _title(paragraph)
        if title is not None:
            if page is not None:
                yield page
            page, role = title, None
        elif page is not None:
            heading = find_heading(paragraph.text)
            if heading is not None and heading.rank is Rank.CHAPTER:
                words = paragraph.string[heading.title_start : heading.title_end]
                role = role_in(_chapters(), compact(words))
                page.count += role is not None
            elif role is not None:
                page.chapters.setdefault(role, []).append(paragraph.text)
    if page is not None:
        yield page


def _chapters() -> Patterns:
    return performance_words().described


def _title(paragraph: Paragraph) -> _Described | None:
    squeezed = compact(paragraph.string)
    match = _TITLE.fullmatch(squeezed) if len(squeezed) <= _LONGEST_TITLE else None
    if match is None or find_heading(paragraph.text) or _NO_NAME.fullmatch(match["name"]):
        return None
    return _Described(paragraph.text, match["name"])


def _emit(sink: Sink, page: _Described) -> None:
    base = f"performance.projects[{clean_key(page.name)}]"
    for text in page.chapters.get("budget", [])[:1]:
        amount = _budget(text)
        if amount is not None:
            spot = Spot(amount, row=page.name)
            sink.amount(f"{base}.budget", spot, MoneyUnit.TEN_THOUSAND_YUAN, 0.85)
    agencies = page.chapters.get("implementing_agency", [])
    if len(agencies) == 1 and is_name(compact(agencies[0].string)):
        sink.text(f"{base}.implementing_agency", Spot(agencies[0], row=page.name), 0.9)
    goals = page.chapters.get("objective", [])
    if goals and not _ELSEWHERE.match(compact(goals[0].string)):
        sink.text(f"{base}.objective", Spot(join(goals, "\n"), row=page.name), 0.85)


def _budget(text: PlacedText) -> PlacedText | None:
    """The sum that is named as one, or the only amount."""
    squeezed, offsets = compact_with_offsets(text.string)
    named, every = _SUM.search(squeezed), list(_AMOUNT.finditer(squeezed))
    match = named or (every[0] if len(every) == 1 else None)
    if match is None:
        return None
    start, end = match.span("sum")
    return text.slice(offsets[start], offsets[end - 1] + 1)
