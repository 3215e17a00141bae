"""Glyphs → lines of text, by place: stream order is not reading order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median_low

from extractors.layout.glyphs import Frame, Glyph
from schemas.document import Word
from schemas.geometry import BoundingBox
from schemas.text import PlacedText

#: Baselines that differ by less than this share of the size stand on one line.
_SAME_LINE = 0.4
#: Twice the same character within this share of its width and size: printed twice (fake bold).
_SAME_GLYPH = 0.35
#: A gap (share of the size) that is white space where the page has a space character there.
_GAP_WITH_SPACE = 0.08
#: A gap that is white space although no space was printed: between Latin letters and digits, else.
_GAP_LATIN = 0.3
_GAP_OTHER = 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; all coordinates are of the reading frame but those inside `text`."""

    text: PlacedText
    edges: tuple[float, ...]
    box: BoundingBox
    baseline: float
    size: float
    bold: bool
    page_number: int

    @property
    def string(self) -> str:
        """The characters."""
        return self.text.string


def lines_of(glyphs: Iterable[Glyph], frame: Frame) -> list[Line]:
    """Lines from top to bottom."""
    lines = (_line(group, frame) for group in _group_by_baseline(glyphs))
    return [line for line in lines if line is not None]


def words_of(line: Line, frame: Frame) -> list[Word]:
    """The line cut at white space."""
    words = []
    start = 0
    for end, character in enumerate(line.string + " "):
        if character.isspace():
            if end > start:
                words.append(_word(line, start, end, frame))
            start = end + 1
    return words


def _word(line: Line, start: int, end: int, frame: Frame) -> Word:
    left, right = line.edges[start], line.edges[end]
    box = BoundingBox(min(left, right), line.box.top, max(left, right), line.box.bottom)
    text = line.text.slice(start, end)
    return Word(text, frame.shown_box(box), text.score())


def _group_by_baseline(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    groups: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.baseline):
        if groups and glyph.baseline - base <= _SAME_LINE * glyph.size:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
            base = glyph.baseline
    return groups


def _line(group: list[Glyph], frame: Frame) -> Line | None:
    visible, characters, edges, scores = _characters(sorted(group, key=lambda g: g.left))
    if not visible:
        return None
    edges.append(visible[-1].right)
    for index in range(len(edges) - 1, 0, -1):  # a line's edges never run backwards
        edges[index - 1] = min(edges[index - 1], edges[index])
    top, bottom = min(g.top for g in visible), max(g.bottom for g in visible)
    string = "".join(characters)
    return Line(
        text=frame.place_run(string, edges, top, bottom, scores),
        edges=tuple(edges),
        box=BoundingBox(edges[0], top, edges[-1], bottom),
        baseline=visible[0].baseline,
        size=median_low(g.size for g in visible),
        bold=sum(g.bold for g in visible) * 2 > len(visible),
        page_number=frame.page_number,
    )


def _characters(
    group: list[Glyph],
) -> tuple[list[Glyph], list[str], list[float], list[float]]:
    """Visible glyphs once each; characters with white space between them; left edges; scores."""
    visible: list[Glyph] = []
    characters: list[str] = []
    edges: list[float] = []
    scores: list[float] = []
    space = ""
    for glyph in group:
        if glyph.character.isspace():
            space = glyph.character
            continue
        if visible:
            if _printed_twice(visible, glyph):
                continue
            between = _white_space(visible[-1], glyph, space)
            if between:
                characters.append(between)
                edges.append(visible[-1].right)
                scores.append(glyph.score)
        visible.append(glyph)
        characters.append(glyph.character)
        edges.append(glyph.left)
        scores.append(glyph.score)
        space = ""
    return visible, characters, edges, scores


def _printed_twice(visible: list[Glyph], glyph: Glyph) -> bool:
    near = _SAME_GLYPH * (glyph.right - glyph.left)
    return any(
        before.character == glyph.character
        and abs(glyph.left - before.left) < near
        and abs(glyph.top - before.top) < _SAME_GLYPH * glyph.size
        for before in visible[-2:]
    )


def _white_space(before: Glyph, after: Glyph, space: str) -> str:
    gap = (after.left - before.right) / max(after.size, 1.0)
    if space and gap > _GAP_WITH_SPACE:
        return space
    latin = before.character.isascii() and after.character.isascii()
    return " " if gap > (_GAP_LATIN if latin else _GAP_OTHER) else ""
