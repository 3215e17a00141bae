"""From blocks in reading order to tables that are joined and named, and a tree of sections."""

from __future__ import annotations

from dataclasses import replace

from extractors.sections.identify import assign_topics
from extractors.sections.outline import build_outline
from extractors.tables.identify import survey
from extractors.tables.spelling import respelt
from extractors.tables.stitch import stitch
from schemas.document import Document
from schemas.section import Structured


def structure(document: Document) -> Structured:
    """Put misread words right, join tables, build the outline, name sections and statements.

    What could not be named is among the document's issues.
    """
    blocks = stitch(respelt(document).blocks)
    outline = build_outline(blocks)
    assign_topics(outline)
    found = survey(blocks, outline)
    issues = (*document.issues, *found.issues)
    whole = replace(document, blocks=tuple(blocks), issues=issues)
    return Structured(whole, outline, found.statements)
