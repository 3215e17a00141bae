"""Lines of text in which the upper part of a flattened form stands.

An export may print each cell of a form as lines of their own, without tabs or rules. Where no table
was found, heads and rows are still there in the order of the print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.text.normalise import fold
from schemas.document import Document
from schemas.text import PlacedText, SpanPlace, join, placed

_PAGE_NUMBER = re.compile(r"\s*[-—]\s*\d{1,4}\s*[-—]\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: `[start, end)`, and its characters, folded."""

    start: int
    end: int
    string: str

    @property
    def width(self) -> int:
        """Characters that are printed."""
        return len("".join(self.string.split()))


def between(document: Document, paragraphs: list[PlacedText]) -> PlacedText:
    """The paragraphs as printed: their line breaks are kept where the file is plain text."""
    places = [s.place for p in paragraphs for s in p.segments]
    spans = [p for p in places if isinstance(p, SpanPlace)]
    if not document.text or not spans or len(spans) < len(places):
        return join(paragraphs, "\n")
    start = min(p.start for p in spans)
    end = max(p.start + p.length for p in spans)
    return placed(document.text[start:end], SpanPlace(start, end - start))


def lines(text: str, start: int, end: int) -> list[Line]:
    """Lines with something on them, page numbers left out."""
    found: list[Line] = []
    at = start
    for part in text[start:end].split("\n"):
        if part.strip() and not _PAGE_NUMBER.fullmatch(part):
            found.append(Line(at, at + len(part), fold(part)))
        at += len(part) + 1
    return found


def first_paragraph(found: list[Line]) -> int:
    """How many of the lines make the first of two wide cells: it ends at its first short line."""
    widest = max((line.width for line in found), default=0)
    for index, line in enumerate(found):
        if line.width < 0.8 * widest:
            return index + 1
    return len(found)


def whole(text: PlacedText, found: list[Line]) -> PlacedText:
    """The characters of the lines, as one text without their breaks."""
    return join([text.slice(line.start, line.end).strip() for line in found])
