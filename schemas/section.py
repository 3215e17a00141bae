"""The tree of sections that the numbering of a report makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemas.document import Block, Document, Paragraph
from schemas.table import Table
from schemas.text import PlacedText


@dataclass(slots=True)
class Section:
    """A heading and what stands under it.

    `level` is the grammar's, not the depth: 0 root, 1 第一部分, 2 一、, 3 （一）, 4 1., 5 （1）.
    `topic` is the id of `vocabulary/sections.toml` that the title was recognised as, `topic_score`
    how well (0..1); None where it is not identified. A section whose heading runs on into a
    sentence (`1.公务接待费支出2.83万元，…`) has that whole paragraph in `blocks` as well. `heading`
    is the whole paragraph that opened the section, its number included.
    """

    level: int
    number: str = ""
    ordinal: int | None = None
    title: PlacedText = field(default_factory=lambda: PlacedText(""))
    heading: PlacedText = field(default_factory=lambda: PlacedText(""))
    topic: str | None = None
    topic_score: float = 0.0
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)
    parent: Section | None = field(default=None, repr=False)

    def walk(self) -> Iterator[Section]:
        """The section and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Paragraphs directly under this heading."""
        return (b for b in self.blocks if isinstance(b, Paragraph))

    def tables(self) -> Iterator[Table]:
        """Tables directly under this heading."""
        return (b for b in self.blocks if isinstance(b, Table))

    def trail(self) -> str:
        """Numbers and titles from the root down, for evidence."""
        heads = [] if self.parent is None else [self.parent.trail()]
        own = f"{self.number}{self.title.string}".strip()
        return " / ".join(part for part in [*heads, own] if part)

    def within(self, topic: str) -> bool:
        """Whether this section or one above it has the topic."""
        return self.topic == topic or (self.parent is not None and self.parent.within(topic))


@dataclass(frozen=True, slots=True)
class Statement:
    """A table that was recognised as a statement, or honestly not (`statement` None).

    `statement` is an id of `vocabulary/statements.toml`; `score` how well title and head agree
    (0..1). `unit`: the printed unit of money (元, 万元) of the whole table, None where none is.
    `title` and `year` as printed by it. `nil` marks a stated nil (本表无数据).
    """

    table: Table
    statement: str | None
    score: float
    title: PlacedText | None = None
    unit: str | None = None
    year: int | None = None
    nil: bool = False
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Structured:
    """A document with its structure: what the field extractors work on.

    `outline` and `document.blocks` hold the same blocks; tables over page breaks are joined.
    """

    document: Document
    outline: Section
    statements: tuple[Statement, ...]
