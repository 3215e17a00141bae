"""Narratives made of lines of text, each at its place in a text file."""

from __future__ import annotations

from extractors.sections.identify import assign_topics
from extractors.sections.outline import build_outline
from schemas.document import Document, MediaType, Page, Paragraph, SourceFile
from schemas.section import Structured
from schemas.text import SpanPlace, placed


def paragraphs(lines: list[str]) -> list[Paragraph]:
    """One paragraph a line, blank lines left out."""
    found, position = [], 0
    for line in lines:
        if line.strip():
            found.append(Paragraph(placed(line, SpanPlace(position, len(line))), 1))
        position += len(line) + 1
    return found


def structured(lines: list[str]) -> Structured:
    """A text of these lines with its outline."""
    blocks = paragraphs(lines)
    source = SourceFile("report.txt", "0" * 64, 1, MediaType.TEXT)
    document = Document(source, "test 1", (Page(1),), tuple(blocks), text="\n".join(lines))
    root = build_outline(blocks)
    assign_topics(root)
    return Structured(document, root, ())
