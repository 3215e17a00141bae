"""Structures made from lines of text, and what the extractors of forms find in them."""

from __future__ import annotations

from collections.abc import Callable

from schemas.candidate import Candidate
from schemas.document import Block
from schemas.section import Section, Structured
from schemas.text import CellPlace, PlacedText, placed
from tests.extractors.tables.building import document


def structured(*blocks: Block, outline: Section | None = None) -> Structured:
    """The blocks as a document; without an outline of its own they all stand under the root."""
    root = outline or Section(0)
    if outline is None:
        root.blocks = list(blocks)
    return Structured(document(*blocks), root, ())


def section(title: str, *blocks: Block, topic: str | None = None, number: str = "") -> Section:
    """A section with its blocks."""
    made = Section(
        2,
        number=number,
        title=words(title),
        heading=words(f"{number}{title}"),
        topic=topic,
        topic_score=1.0 if topic else 0.0,
    )
    made.blocks = list(blocks)
    return made


def under(*children: Section) -> Section:
    """A root over the sections."""
    root = Section(0)
    for child in children:
        child.parent = root
    root.children = list(children)
    return root


def words(string: str) -> PlacedText:
    """A placed text."""
    return placed(string, CellPlace("文", string[:6] or "A1"))


def values(extract: Callable[[Structured], list[Candidate]], *blocks: Block) -> dict[str, str]:
    """Path to value as text; the surest witness of each path."""
    return best(extract(structured(*blocks)))


def best(candidates: list[Candidate]) -> dict[str, str]:
    """The surest witness of each path."""
    ordered = sorted(candidates, key=lambda c: c.scores.match)
    return {c.path: str(c.value) for c in ordered}
