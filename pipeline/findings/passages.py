"""The prose and cells of a report as findings search them, with evidence of any stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.text.normalise import compact_with_offsets
from schemas.document import Document, Role
from schemas.evidence import Evidence, Method, SheetLocation
from schemas.section import Section, Structured
from schemas.table import Table
from schemas.text import PlacedText

_FURNITURE = frozenset({Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.PAGE_NUMBER})


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading or a cell: `squeezed` is folded and holds no white space.

    `table` counts the tables of the report; None outside of tables.
    """

    text: PlacedText
    squeezed: str
    offsets: tuple[int, ...]
    section: str
    table: int | None = None

    def cut(self, start: int, end: int) -> PlacedText:
        """The text behind characters `[start, end)` of `squeezed`."""
        if end <= start:
            return self.text.slice(0, 0)
        return self.text.slice(self.offsets[start], self.offsets[end - 1] + 1)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The clause of `squeezed` that holds `[start, end)`, up to full stops."""
        first = max(self.squeezed.rfind(mark, 0, start) for mark in "。;!?") + 1
        stops = [at for mark in "。;!?" if (at := self.squeezed.find(mark, end)) >= 0]
        return first, min(stops, default=len(self.squeezed))


def passages(structured: Structured) -> list[Passage]:
    """All of the report in reading order, section by section; furniture of pages left out."""
    found: list[Passage] = []
    tables = {id(t): n for n, t in enumerate(structured.document.tables())}
    for section in structured.outline.walk():
        trail = section.trail()
        found += (_passage(text, trail) for text in _heading(section))
        for block in section.blocks:
            if isinstance(block, Table):
                number = tables.get(id(block), -1)
                found += (_passage(c.text, trail, number) for c in block.cells if c.string.strip())
            elif block.role not in _FURNITURE and block.string.strip():
                found.append(_passage(block.text, trail))
    return found


def _heading(section: Section) -> Iterator[PlacedText]:
    """The heading, where it does not stand among the blocks as a paragraph as well."""
    heading = section.heading
    if heading and all(p.string != heading.string for p in section.paragraphs()):
        yield heading


def _passage(text: PlacedText, section: str, table: int | None = None) -> Passage:
    squeezed, offsets = compact_with_offsets(text.string)
    return Passage(text, squeezed, tuple(offsets), section, table)


def evidence_of(document: Document, text: PlacedText, section: str | None) -> Evidence | None:
    """Evidence of a text, None where it has no place in the document."""
    places = text.locate()
    if not places:
        return None
    page = document.page_at(places[0])
    method = page.method if page else Method.TEXT_LAYER
    return Evidence(
        location=places[0],
        continues=places[1:],
        verbatim=text.string,
        method=Method.CELL if isinstance(places[0], SheetLocation) else method,
        engine=document.engine_at(places[0]),
        section=section or None,
    )


def quote(document: Document, passage: Passage, match: re.Match[str]) -> Evidence | None:
    """Evidence of the clause that holds a match in `passage.squeezed`."""
    first, end = passage.sentence(match.start(), match.end())
    return evidence_of(document, passage.cut(first, end), passage.section)
