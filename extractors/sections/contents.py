"""Tables of contents: lines that only name headings, told apart from the headings themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.sections.headings import Heading, Rank, find_heading, is_contents_line
from extractors.text.normalise import compact
from schemas.document import Block, Paragraph

_TITLES = {"目录", "目次", "目录页", "contents"}
#: A line of contents is short; a longer paragraph is the report itself.
_MAX_LINE = 70
_PAGE = re.compile(r"[.…·\-—_\s]*\d{0,3}$")
_MARKS = re.compile(r"[#*\-_>\s]")


def contents_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """Indexes of the blocks from a heading 目录 to the end of what it lists.

    The list ends where its first entry comes again, at the first long paragraph, or at a table.
    """
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if index not in found and isinstance(block, Paragraph) and _is_title(block):
            found.update(range(index, _end(blocks, index + 1)))
    return frozenset(found)


def _is_title(paragraph: Paragraph) -> bool:
    return _MARKS.sub("", compact(paragraph.string)).lower() in _TITLES


def _end(blocks: Sequence[Block], start: int) -> int:
    first: tuple[Rank, int | None] | None = None
    last_entry = start
    for index in range(start, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or _is_text(block):
            return last_entry
        heading = find_heading(block.text)
        if heading is None and not is_contents_line(block.string):
            continue
        if first is not None and _comes_again(first, heading, block):
            return index
        if first is None and heading is not None:
            first = (heading.rank, heading.ordinal)
        last_entry = index + 1
    return last_entry


def _is_text(paragraph: Paragraph) -> bool:
    long = len(compact(paragraph.string)) > _MAX_LINE
    return (long or "。" in paragraph.string) and not is_contents_line(paragraph.string)


def _comes_again(
    first: tuple[Rank, int | None], heading: Heading | None, paragraph: Paragraph
) -> bool:
    """The first entry's number once more, now without a page number: the report begins."""
    if heading is None or is_contents_line(paragraph.string):
        return False
    return (heading.rank, heading.ordinal) == first
