"""The paragraphs that narrate, with the topics that they stand under."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractors.text.dates import find_years
from extractors.text.normalise import compact_with_offsets
from schemas.document import Paragraph, Role
from schemas.section import Section, Structured
from schemas.text import PlacedText
from schemas.vocabulary.sections import topic_file

#: Marks that stand inside sentences without meaning: emphasis and quotation marks.
_DROPPED = frozenset("*\"'`#")
#: Parts whose figures are not the report's own facts, or belong to other extractors.
_ELSEWHERE = frozenset({"overview", "establishment", "staff", "statements", "annexes"})
#: Sentences there are read by `performance` and `projects`.
_OF_PERFORMANCE = re.compile(r"performance(?:\.|$)")
#: Topics that only an accounts or budget report has.
_ACCOUNTS_SET = frozenset({"narrative", "general_public_budget", "basic", "other_matters"})
#: A heading's year counts as much as so many in the text.
_HEAD_WEIGHT = 3
_COMPARING = frozenset("与比较同和")
_BUDGET_TITLE = re.compile(
    r"(?:部门|单位|年度?|区级|市级|县级|本级|学校|收支|收入|支出|三公经费)预算(?!绩效|执行|管理|单位)"
)
_FURNITURE = frozenset({Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.PAGE_NUMBER, Role.CONTENTS})


@dataclass(frozen=True, slots=True)
class Words:
    """A text without white space and quotation marks, and where each character was."""

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """`[start, end)` of the full text for characters of this one."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True)
class Passage:
    """A paragraph under its section; `topics` are the section's and those above, nearest first."""

    section: Section
    placed: PlacedText
    topics: tuple[str, ...]
    structure: float

    @cached_property
    def words(self) -> Words:
        """The compacted text that frames are looked for in."""
        return squeeze(self.placed.string)

    def within(self, topic: str) -> bool:
        """Whether the passage stands under the topic or a part of it."""
        return any(t == topic or t.startswith(f"{topic}.") for t in self.topics)


def squeeze(string: str) -> Words:
    """Folded, without white space and marks."""
    text, offsets = compact_with_offsets(string)
    kept = [(c, o) for c, o in zip(text, offsets, strict=True) if c not in _DROPPED]
    return Words("".join(c for c, _ in kept), tuple(o for _, o in kept))


def passages(structured: Structured) -> Iterator[Passage]:
    """Paragraphs of the narrative in reading order, those of annexes and nil parts left out.

    A performance report that is annexed speaks of its projects; one that stands alone is read.
    """
    closed = {topic.id for topic in topic_file().topic if topic.closed}
    apart = {*closed, *_ELSEWHERE, *(() if stands_alone(structured) else ("performance_report",))}
    for section in structured.outline.walk():
        topics = topics_of(section)
        of_performance = bool(topics) and _OF_PERFORMANCE.match(topics[0]) is not None
        if apart.intersection(topics) or of_performance:
            continue
        for paragraph in section.paragraphs():
            if paragraph.role not in _FURNITURE:
                yield _passage(section, paragraph, topics)


def stands_alone(structured: Structured) -> bool:
    """Whether the whole document is a performance report, not the annex of accounts."""
    topics = [topics_of(section) for section in structured.outline.walk()]
    accounts = [t for t in topics if "performance_report" not in t and "annexes" not in t]
    return not any(_ACCOUNTS_SET.intersection(t) for t in accounts)


def performance_passages(structured: Structured) -> Iterator[Passage]:
    """Paragraphs that speak of performance, those of annexed reports included."""
    for section in structured.outline.walk():
        topics = topics_of(section)
        if "glossary" in topics or "statements" in topics:
            continue
        about = any(t.startswith(("performance", "annexes")) for t in topics)
        for paragraph in section.paragraphs() if about else ():
            if paragraph.role not in _FURNITURE:
                yield _passage(section, paragraph, topics)


def topics_of(section: Section) -> tuple[str, ...]:
    """Topics from the section itself up to the root."""
    found: list[str] = []
    current: Section | None = section
    while current is not None:
        if current.topic is not None:
            found.append(current.topic)
        current = current.parent
    return tuple(found)


def report_year(structured: Structured) -> int | None:
    """The year that is spoken of most, headings and the first lines first; None for none."""
    heads = [s.title.string for s in structured.outline.walk()]
    paragraphs = [p.string for p in structured.document.paragraphs()]
    counted: Counter[int] = Counter()
    for weight, texts in ((_HEAD_WEIGHT, heads), (_HEAD_WEIGHT, paragraphs[:12]), (1, paragraphs)):
        for text in texts:
            for year in _own_years(text):
                counted[year] += weight
    return max(counted, key=lambda y: (counted[y], y)) if counted else None


def _own_years(text: str) -> list[int]:
    """Years of a text, those that it compares with left out."""
    return [y.value for y in find_years(text) if text[y.start - 1 : y.start] not in _COMPARING]


def speaks_of_budget(structured: Structured) -> bool:
    """Whether the report is a budget: its first lines and headings say so, and 决算 is rare."""
    first = [p.string for p, _ in zip(structured.document.paragraphs(), range(12), strict=False)]
    heads = [s.title.string for s in structured.outline.walk()]
    named = any(_BUDGET_TITLE.search(squeeze(text).text) for text in (*first, *heads))
    reported = any("绩效" in text and "报告" in text for text in first)
    body = "".join(p.string for p in structured.document.paragraphs())
    return named and not reported and body.count("决算") * 6 < body.count("预算")


def _passage(section: Section, paragraph: Paragraph, topics: tuple[str, ...]) -> Passage:
    structure = section.topic_score if section.topic else (0.85 if topics else 0.6)
    return Passage(section, paragraph.text, topics, max(structure, 0.5))
