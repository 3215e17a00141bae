"""Facts that sentences state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.fields.narrative.facts import Fact
from extractors.fields.narrative.functions import find_functions
from extractors.fields.narrative.marked import Marked, Setting, mark
from extractors.fields.narrative.passages import (
    Passage,
    passages,
    performance_passages,
    report_year,
    speaks_of_budget,
    squeeze,
    stands_alone,
)
from extractors.fields.narrative.paths import placed_facts
from extractors.fields.narrative.performance import count_facts
from extractors.fields.narrative.pipeline import annotate
from extractors.fields.narrative.projects import project_facts
from extractors.fields.narrative.reader import PassageReader
from extractors.fields.narrative.sides import joined
from extractors.fields.witness import Found, Spot, candidate
from schemas.candidate import Candidate
from schemas.document import Document
from schemas.report import Scores
from schemas.section import Section, Structured
from schemas.vocabulary.sentences import Subject


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A figure in a sentence of the narrative that no frame explains."""

    verbatim: str
    sentence: str
    section: str


@dataclass(frozen=True, slots=True)
class Narration:
    """Witnesses from sentences, and the figures left over: coverage is judged by them."""

    candidates: list[Candidate]
    unmatched: list[Unmatched]


def extract(structured: Structured) -> list[Candidate]:
    """All witnesses that sentences give; what no frame explains gives none."""
    return narrate(structured).candidates


def narrate(structured: Structured) -> Narration:
    """Witnesses from sentences, with the figures that were not understood."""
    found = list(passages(structured))
    year, budget = report_year(structured), speaks_of_budget(structured)
    docs = annotate(p.words.text for p in found)
    result = Narration([], [])
    head: tuple[Section | None, Subject | None] = (None, None)
    opened_above: tuple[str, ...] = ()
    for passage, doc in zip(found, docs, strict=True):
        if passage.section is not head[0]:
            above = _above(passage.section)
            opened_above = _opens(squeeze(passage.section.title.string).text, above) or above
        setting = Setting(passage.topics, year, budget, opened_above)
        opened_above = _opens(passage.words.text, opened_above) or opened_above
        carried = head[1] if head[0] is passage.section else None
        opened = _heading_subject(passage.section, setting)
        reader = PassageReader(mark(passage.words.text, doc, setting), setting, opened or carried)
        reading = reader.read()
        head = (passage.section, reader.state.head)
        facts = joined(reading.facts, passage.words.text)
        for path, fact in placed_facts(facts, budget_report=budget):
            witness = _witness(structured.document, passage, path, fact)
            result.candidates.extend([witness] if witness else [])
        result.unmatched.extend(_unmatched(passage, spot) for spot in reading.unmatched)
    result.candidates.extend(_performance(structured))
    return result


def _performance(structured: Structured) -> Iterator[Candidate]:
    annexed = not stands_alone(structured)
    for passage in performance_passages(structured):
        text = passage.words.text
        own = passage.section
        facts = [*project_facts(text, squeeze(own.title.string).text, _report_title(own))]
        in_report = passage.within("performance_report")
        if (passage.within("performance") and not (in_report and annexed)) or (
            in_report and not annexed
        ):
            facts += count_facts(text)
        for path, fact in placed_facts(facts, budget_report=False):
            witness = _witness(structured.document, passage, path, fact)
            if witness is not None:
                yield witness


def _report_title(section: Section) -> str:
    """The title of the annexed report that the section stands in; "" outside of one."""
    current: Section | None = section
    while current is not None:
        if current.topic in ("performance_report", "annexes"):
            title = squeeze(current.title.string).text
            if title:
                return title
        current = current.parent
    return ""


def _heading_subject(section: Section, setting: Setting) -> Subject | None:
    """What a heading names, where it names one thing alone."""
    title = squeeze(section.title.string).text
    if not title:
        return None
    marked: Marked = mark(title, annotate([title])[0], setting)
    subjects = [n.subject for n in marked.named]
    return subjects[0] if len(subjects) == 1 else None


def _above(section: Section) -> tuple[str, ...]:
    """Class and 款 that the headings above name."""
    parent = section.parent
    while parent is not None:
        functions = find_functions(squeeze(parent.title.string).text)
        if functions:
            return functions[-1].names[:2]
        parent = parent.parent
    return ()


def _opens(text: str, above: tuple[str, ...]) -> tuple[str, ...]:
    """Class and 款 that a line names and nothing else: those of the lines below it."""
    functions = find_functions(text, above)
    if len(functions) != 1 or not text.rstrip("。:;,").endswith(("(类)", "(款)")):
        return ()
    only = functions[0]
    return only.names[:2] if not text[only.end :].strip("。:;,") else ()


def _witness(document: Document, passage: Passage, path: str, fact: Fact) -> Candidate | None:
    start, end = passage.words.original(fact.start, fact.end)
    spot = Spot(passage.placed, start, end, section=passage.section.trail() or None)
    is_text = isinstance(fact.value, str)
    value = " ".join(spot.verbatim.replace("**", "").split()) if is_text else fact.value
    topic = passage.topics[0] if passage.topics else "none"
    found = Found(
        path,
        value,
        fact.unit,
        spot.verbatim,
        f"sentence:{topic}",
        Scores(structure=passage.structure, match=round(fact.match, 3)),
        fact.quantum,
        fact.year,
    )
    witness = candidate(document, found, spot)
    return replace(witness, names=fact.subject.names) if witness else None


def _unmatched(passage: Passage, spot: tuple[int, int]) -> Unmatched:
    start, end = passage.words.original(*spot)
    text = passage.words.text
    first = text.rfind("。", 0, spot[0]) + 1
    last = text.find("。", spot[1])
    return Unmatched(
        passage.placed.string[start:end],
        text[first : last if last >= 0 else len(text)],
        passage.section.trail(),
    )
