"""Strokes of large characters, a title's 一 among them, that are as long as short rulings."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.ruled import Ruling

#: Multiples of the height of text: no stroke of a title, twice as large as the text, is longer;
#: pieces this near are one line; how near a crossing line must come.
_LONGEST, _ONE_LINE, _NEAR = 4.0, 0.35, 1.0


def without_strokes(
    lines: Sequence[Ruling], crossing: Sequence[Ruling], height: float
) -> list[Ruling]:
    """The lines without short ones that neither go on a long one nor meet one that crosses."""
    longest = _LONGEST * height
    long = [line for line in lines if line.end - line.start >= longest]
    walls = [line for line in crossing if line.end - line.start >= longest]
    return [
        line
        for line in lines
        if line.end - line.start >= longest
        or any(abs(other.position - line.position) <= _ONE_LINE * height for other in long)
        or any(_meets(line, wall, _NEAR * height) for wall in walls)
    ]


def _meets(line: Ruling, wall: Ruling, near: float) -> bool:
    return (
        line.start - near <= wall.position <= line.end + near
        and wall.start - near <= line.position <= wall.end + near
    )
