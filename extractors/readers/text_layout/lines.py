"""The lines of a text file, each with its place, and what of a line is text and what is markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from schemas.text import PlacedText, Segment, SpanPlace

_LINE = re.compile(
    r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+|\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]"
)
_FORM_FEED = "\f"
_LINE_ENDS = frozenset(["\r\n", *"\n\r\v\x1c\x1d\x1e\x85\u2028\u2029"])
#: Remains of Markdown and HTML. Only tags that exporters leave: `<关于…>` is a printed title.
_MARKUP = re.compile(
    r"\*\*|__(?=\S)|</?(?:sub|sup|p|br|b|strong|u|i|em|span|div|font|center|small)(?:\s[^<>]*)?/?>"
    r"|[\u200b\u200c\u200d\ufeff\u2060\ufffd]",
    re.IGNORECASE,
)
_MARGIN = re.compile(r"[ \u00a0]{3,}\S|[ \u00a0]*\u3000{2,}\S|\t\S")
_HASHES = re.compile(r"\s*#{1,6}(?:\s+|(?=[^#\s\d]))")
#: A list mark is no minus sign and no dash of a page number.
_BULLET = re.compile(r"\s*(?:[-*+•●◆■▪➢]\s+(?![\d.,]+\s*[-—–]?\s*$)|[•●◆■▪➢])(?=\S)")
_MAY_BE_MARKUP = re.compile(r"[*_<#•●◆■▪➢+\-\u200b\u200c\u200d\ufeff\u2060\ufffd]")


@dataclass(frozen=True)
class Line:
    """A line that is not empty: `raw` begins at `start` of the file's text.

    `blanks`: empty lines between it and the line before. `page`: from 1, counted by form feeds.
    A line of tabs alone is not empty: it is a row of empty cells.
    """

    start: int
    raw: str
    blanks: int
    page: int

    @cached_property
    def text(self) -> PlacedText:
        """The line as a paragraph's text: heading and list marks, markup and margins left out."""
        return clean(self.raw, self.start, marks=True)

    @cached_property
    def string(self) -> str:
        """`text` without places."""
        return self.text.string

    @property
    def tabbed(self) -> bool:
        """Whether tabs part it."""
        return "\t" in self.raw

    @property
    def is_indented(self) -> bool:
        """Whether a margin of two characters or more stands before it."""
        return _MARGIN.match(self.raw) is not None

    @property
    def is_markdown_heading(self) -> bool:
        """Whether `#` marks stand before it."""
        return self.raw.lstrip().startswith("#") and _HASHES.match(self.raw) is not None

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + len(self.raw)


def split_lines(text: str) -> list[Line]:
    """The lines that are not empty, in order."""
    lines: list[Line] = []
    page, breaks = 1, 1
    for match in _LINE.finditer(text):
        piece = match.group()
        if piece == _FORM_FEED:
            page, breaks = page + 1, max(breaks, 1)
        elif piece in _LINE_ENDS:
            breaks += 1
        elif piece.strip() or "\t" in piece:
            lines.append(Line(match.start(), piece, max(0, breaks - 1), page))
            breaks = 0
    return lines


def clean(raw: str, start: int, *, marks: bool = False) -> PlacedText:
    """`raw`, which begins at `start` of the text, without markup and outer white space.

    Args:
        raw: characters of the file.
        start: their offset in the text of the file.
        marks: whether heading and list marks at the beginning are markup.
    """
    left = len(raw) - len(raw.lstrip())
    right = len(raw.rstrip())
    if not _MAY_BE_MARKUP.search(raw):
        return _placed(raw, start, [(left, right)])
    if marks:
        left = _mark_end(raw, left)
    kept, position = [], left
    for match in _MARKUP.finditer(raw, left, right):
        kept.append((position, match.start()))
        position = match.end()
    kept.append((position, right))
    return _placed(raw, start, [(a, b) for a, b in kept if a < b]).strip()


def _mark_end(raw: str, left: int) -> int:
    for mark in (_HASHES, _BULLET):
        match = mark.match(raw, 0)
        if match is not None:
            left = max(left, match.end())
            break
    return left


def _placed(raw: str, start: int, spans: list[tuple[int, int]]) -> PlacedText:
    segments, strings, offset = [], [], 0
    for first, last in spans:
        if first < last:
            size = last - first
            place = SpanPlace(start + first, size)
            segments.append(Segment(offset, offset + size, place))
            strings.append(raw[first:last])
            offset += size
    return PlacedText("".join(strings), tuple(segments))
