"""Terms and their definitions under 名词解释."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.fields.witness import Found, Spot, candidate
from extractors.text.normalise import compact, compact_with_offsets
from schemas.candidate import Candidate
from schemas.document import Paragraph
from schemas.paths import clean_key
from schemas.report import Scores
from schemas.section import Section, Structured
from schemas.text import PlacedText, join

_TOPIC = "glossary"
_NUMBER = r"(?:[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[.、,:]?|[①-⑳])?"
_DEFINITION = re.compile(
    rf"^{_NUMBER}(?P<term>[^:。;]{{2,70}}?)(?:[:](?=.)|(?=是指|指的是|指(?!标|导|数|挥|出)|反映(?!在)))(?P<text>.+)$"
)
#: An entry of its own: a short term and a colon.
_LABELLED = re.compile(rf"^{_NUMBER}[^:。;,]{{2,24}}:.")
_LONGEST_TERM = 80


def extract(structured: Structured) -> list[Candidate]:
    """Each numbered entry of the glossary, its wrapped paragraphs joined."""
    found: list[Candidate] = []
    for section in structured.outline.walk():
        if section.topic != _TOPIC or not in_glossary(section):
            continue
        for text in _entries(section):
            made = _candidate(structured, section, text)
            if made is not None:
                found.append(made)
    return found


def in_glossary(section: Section) -> bool:
    """Whether the section defines terms; annexes that follow the glossary do not."""
    current: Section | None = section
    while current is not None:
        if current.number.startswith("附"):
            return False
        if current.topic == _TOPIC:
            return True
        current = current.parent
    return False


def _entries(glossary: Section) -> Iterator[PlacedText]:
    """Texts of the entries: paragraphs without a term belong to the entry before them."""
    pending: list[PlacedText] = []
    for text in _texts(glossary):
        if pending and _DEFINITION.match(compact_with_offsets(text.string)[0]) is None:
            pending.append(text)
            continue
        if pending:
            yield join(pending, "\n")
        pending = [text]
    if pending:
        yield join(pending, "\n")


def _texts(glossary: Section) -> Iterator[PlacedText]:
    for section in glossary.walk():
        if not in_glossary(section):
            continue
        paragraphs = list(section.paragraphs())
        if section is not glossary and section.title.string and not _is_group(section, paragraphs):
            yield join([section.title, *(p.text for p in paragraphs)], "\n")
        else:
            yield from (p.text for p in paragraphs)


def _is_group(section: Section, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a heading is no entry: the paragraph holds it, or it stands over several entries."""
    if paragraphs and _begins_with(paragraphs[0].string, section.title.string):
        return True
    below = bool(section.children) and not paragraphs
    defined = bool(paragraphs) and _LABELLED.match(compact(paragraphs[0].string)) is not None
    return (below or defined) and ":" not in compact(section.title.string)


def _begins_with(text: str, title: str) -> bool:
    """Whether a heading ran on into the paragraph, which then holds it as well."""
    return "".join(title.split()) in "".join(text.split())[: len(title) + 12]


def _candidate(structured: Structured, section: Section, text: PlacedText) -> Candidate | None:
    squeezed, offsets = compact_with_offsets(text.string)
    match = _DEFINITION.match(squeezed)
    if match is None or len(match["term"]) > _LONGEST_TERM:
        return None
    first, last = match.span("text")
    start, end = offsets[first], offsets[last - 1] + 1
    term = "".join(_original(text, offsets, *match.span("term")).split())
    spot = Spot(text, start, end, row=term, section=section.trail() or None)
    value = "".join(spot.verbatim.split())
    path = f"glossary[{clean_key(term)}]"
    found = Found(path, value, None, spot.verbatim, "sentence:glossary", Scores(match=0.95))
    return candidate(structured.document, found, spot)


def _original(text: PlacedText, offsets: list[int], start: int, end: int) -> str:
    return text.string[offsets[start] : offsets[end - 1] + 1].strip('"*')
