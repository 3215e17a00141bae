"""The paragraphs that narrate, with the topics that they stand under."""

from __future__ import annotations

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
_OF_PERFORMANCE = ("performance",)
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
    """Paragraphs of the narrative in reading order, those of annexes and nil parts left out."""
    closed = {topic.id for topic in topic_file().topic if topic.closed}
    for section in structured.outline.walk():
        topics = topics_of(section)
        if _ELSEWHERE.intersection(topics) or closed.intersection(topics):
            continue
        if topics and topics[0].startswith(_OF_PERFORMANCE):
            continue
        for paragraph in section.paragraphs():
            if paragraph.role not in _FURNITURE:
                yield _passage(section, paragraph, topics)


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
    """The year that headings and the first paragraphs speak of most; None where none does."""
    heads = [s.title.string for s in structured.outline.walk()]
    first = [p.string for p, _ in zip(structured.document.paragraphs(), range(30), strict=False)]
    counted = Counter(year.value for text in (*heads, *first) for year in find_years(text))
    return max(counted, key=lambda y: (counted[y], y)) if counted else None


def speaks_of_budget(structured: Structured) -> bool:
    """Whether the report is a budget: it speaks of 决算 hardly ever."""
    text = "".join(p.string for p in structured.document.paragraphs())
    heads = "".join(s.title.string for s in structured.outline.walk())
    body = f"{heads}{text}"
    return body.count("决算") * 6 < body.count("预算")


def _passage(section: Section, paragraph: Paragraph, topics: tuple[str, ...]) -> Passage:
    structure = section.topic_score if section.topic else (0.85 if topics else 0.6)
    return Passage(section, paragraph.text, topics, max(structure, 0.5))
