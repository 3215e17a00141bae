"""Words of a table that was flattened: pieces of cells, line by line, without any columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.text_layout.lines import Line
from extractors.text.normalise import compact
from schemas.text import PlacedText, join

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A word of a line: characters `[start, end)` of the line's text.

    `line`: index of the line; `blanks`: empty lines before it where the fragment begins the line,
    else None.
    """

    source: PlacedText
    start: int
    end: int
    line: int
    blanks: int | None

    @property
    def string(self) -> str:
        """Its characters."""
        return self.source.string[self.start : self.end]

    @property
    def text(self) -> PlacedText:
        """Its characters with their places."""
        return self.source.slice(self.start, self.end)

    @property
    def begins_line(self) -> bool:
        """Whether it is the first of its line."""
        return self.blanks is not None

    def cut(self, at: int) -> tuple[Fragment, Fragment]:
        """Two fragments, the second from its character `at` on."""
        middle = self.start + at
        return (
            Fragment(self.source, self.start, middle, self.line, self.blanks),
            Fragment(self.source, middle, self.end, self.line, None),
        )


def fragments(lines: Sequence[Line], indices: Sequence[int]) -> list[Fragment]:
    """The words of the lines with these indices."""
    found = []
    for index in indices:
        line = lines[index]
        for match in _WORD.finditer(line.string):
            blanks = None if match.start() else line.blanks
            found.append(Fragment(line.text, match.start(), match.end(), index, blanks))
    return found


def together(parts: Sequence[Fragment]) -> PlacedText:
    """The fragments as one text: within a line as printed, lines joined without a space."""
    pieces: list[PlacedText] = []
    index = 0
    while index < len(parts):
        last = index
        while last + 1 < len(parts) and parts[last + 1].line == parts[index].line:
            last += 1
        pieces.append(parts[index].source.slice(parts[index].start, parts[last].end))
        index = last + 1
    return join(pieces)


def word_of(parts: Sequence[Fragment]) -> str:
    """The fragments' characters without white space."""
    return compact("".join(part.string for part in parts))


def by_line(parts: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments, line by line."""
    groups: list[list[Fragment]] = []
    for part in parts:
        if groups and groups[-1][-1].line == part.line:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups
