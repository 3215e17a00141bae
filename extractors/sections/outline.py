"""The tree of sections, from the numbering grammar and known topics, never from typography."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.sections.contents import contents_lines
from extractors.sections.headings import Heading, Rank, find_heading, is_contents_line
from extractors.text.normalise import compact
from schemas.document import Block, Paragraph, Role
from schemas.section import Section
from schemas.vocabulary.sections import body_end, match_topic, plain_heading

_EXPLANATION = ("说明", "的说明")
_FURNITURE = {Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.PAGE_NUMBER, Role.CONTENTS}


@dataclass(frozen=True, slots=True)
class NumberingGap:
    """A heading whose number does not follow the one before it under the same heading."""

    section: Section
    expected: int
    printed: int

    @property
    def repeated(self) -> bool:
        """Whether the number was used already; else numbers are left out."""
        return self.printed < self.expected


class _Builder:
    """Holds the open sections from the root down; `numbered`: those of this part have numbers."""

    def __init__(self) -> None:
        self.root = Section(level=0)
        self._open: list[tuple[Rank, Section]] = [(Rank.ROOT, self.root)]
        self.numbered = False

    def add(self, block: Block) -> None:
        """Put a block under the innermost open heading."""
        self._open[-1][1].blocks.append(block)

    def heading(self, paragraph: Paragraph, found: Heading) -> None:
        """Open a section; a sentence that follows its title stays as a block."""
        rank = self._rank(paragraph, found)
        self._close(rank)
        if found.number:
            self.numbered = found.rank >= Rank.CHAPTER
        parent = self._open[-1][1]
        section = Section(
            level=rank.level,
            number=found.number,
            ordinal=found.ordinal,
            title=paragraph.text.slice(found.title_start, found.title_end),
            heading=paragraph.text,
            parent=parent,
        )
        parent.children.append(section)
        self._open.append((rank, section))
        if found.runs_on:
            self.add(paragraph)

    def _rank(self, paragraph: Paragraph, found: Heading) -> Rank:
        """The rank of a heading: 基本概况 without a number is a chapter of the report it is in."""
        inside = any(rank is Rank.REPORT for rank, _ in self._open)
        if found.number or found.rank is not Rank.PART or not inside:
            return found.rank
        topic = match_topic(compact(paragraph.string))
        return Rank.CHAPTER if topic is not None and topic.topic.id == "overview" else found.rank

    def _close(self, rank: Rank) -> None:
        while self._open[-1][0] >= rank:
            self._open.pop()


def build_outline(blocks: Iterable[Block]) -> Section:
    """The root of the sections that the numbers of headings make.

    Page furniture and tables of contents open no sections and are left out. A heading without a
    number counts where it is a known topic. Numbers may skip, repeat, or start again in an annex.
    """
    listed = list(blocks)
    skipped = contents_lines(listed)
    builder = _Builder()
    for index, block in enumerate(listed):
        if index not in skipped:
            _place(builder, block)
    return builder.root


def _place(builder: _Builder, block: Block) -> None:
    if not isinstance(block, Paragraph):
        builder.add(block)
        return
    if block.role in _FURNITURE or is_contents_line(block.string):
        return
    found = find_heading(block.text) or _plain(block, numbered=builder.numbered)
    if found is None or (found.title_end <= found.title_start and found.rank is not Rank.ANNEX):
        builder.add(block)
        return
    builder.heading(block, found)


def _plain(paragraph: Paragraph, *, numbered: bool) -> Heading | None:
    """A heading without a number, where its words are known.

    Among numbered headings only …说明 counts: other short lines there are labels of charts.
    """
    title = compact(paragraph.string).strip("*#")
    rank = plain_heading(title)
    if rank is None:
        return None
    if rank >= Rank.CHAPTER and body_end(title):
        rank = Rank.PART  # the title of a page: 一、 and （一） stand below it
    if numbered and rank >= Rank.CHAPTER and not title.endswith(_EXPLANATION):
        return None
    string = paragraph.string
    start = len(string) - len(string.lstrip(" \t\u3000#*>"))
    end = len(string.rstrip(" \t\u3000*。:："))
    return Heading(Rank(rank), "", None, start, end, runs_on=False)


def numbering_gaps(root: Section) -> list[NumberingGap]:
    """Numbers that skip or repeat among the headings of one level under one parent.

    A number 1 starts a new count; levels are counted apart.
    """
    return [gap for section in root.walk() for gap in _gaps_below(section)]


def _gaps_below(section: Section) -> Iterator[NumberingGap]:
    last: dict[tuple[int, str], int] = {}
    for child in section.children:
        if child.ordinal is None:
            continue
        style = (child.level, "附" if child.number.startswith("附") else "")
        expected = last.get(style, 0) + 1
        if child.ordinal not in (1, expected):
            yield NumberingGap(child, expected, child.ordinal)
        last[style] = child.ordinal
