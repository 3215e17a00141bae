"""Text objects of an OFD page → glyphs (GB/T 33190-2016, 11): characters with their own places."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from extractors.layout.glyphs import Frame, Glyph
from extractors.readers.fixed.geometry import Placement, number, numbers

#: How far from upright (cosine) a line may run and still be text, not a watermark.
_STRAIGHT = 0.98
#: Share of the size above and below the baseline.
_ASCENT, _DESCENT = 0.88, 0.12
_NARROW = 0.5
_BOLD = 600
#: Characters of one page beyond which it is no page.
_MOST_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class _Run:
    """A string of one text object: its turn, and its characters with baseline points and widths."""

    turn: int
    size: float
    bold: bool
    characters: tuple[tuple[str, float, float, float], ...]


def read_text(layers: Sequence[etree._Element], frame: Frame) -> tuple[Frame, list[Glyph]]:
    """Glyphs in the reading frame, which is turned as most characters are."""
    runs = [run for layer in layers for run in _runs(layer)]
    turns: Counter[int] = Counter()
    for run in runs:
        turns[run.turn] += len(run.characters)
    turned = replace(frame, turn=turns.most_common(1)[0][0]) if turns else frame
    glyphs: list[Glyph] = []
    for index, run in enumerate(runs):
        glyphs += _glyphs(run, index, turned)
        if len(glyphs) > _MOST_CHARACTERS:
            break
    return turned, glyphs


def _runs(layer: etree._Element) -> Iterator[_Run]:
    for text in layer.iter("{*}TextObject"):
        placement = Placement.of(text)
        turn = placement.turn(_STRAIGHT)
        if turn is None or text.get("Visible", "true") == "false":
            continue
        size = number(text.get("Size"), 0.0)
        stretch = number(text.get("HScale"), 1.0)
        bold = number(text.get("Weight"), 0.0) >= _BOLD
        for code in text.iterchildren("{*}TextCode"):
            characters = tuple(_characters(code, placement, size * stretch))
            yield _Run(turn, size * placement.scale, bold, characters)


def _characters(
    code: etree._Element, placement: Placement, size: float
) -> Iterator[tuple[str, float, float, float]]:
    """Each character, its baseline's point on the page, and its width in points."""
    string = (code.text or "") + "".join(child.tail or "" for child in code)
    x, y = number(code.get("X"), 0.0), number(code.get("Y"), 0.0)
    steps, falls = deltas(code.get("DeltaX")), deltas(code.get("DeltaY"))
    ratio = placement.scale
    for index, character in enumerate(string):
        usual = size * (1.0 if unicodedata.east_asian_width(character) in "WFA" else _NARROW)
        step = steps[index] if index < len(steps) else (0.0 if falls else usual)
        width = min(usual, step) if step > 0 else usual
        yield character, *placement.point(x, y), width * ratio
        x += step
        y += falls[index] if index < len(falls) else 0.0


def deltas(text: str | None) -> list[float]:
    """Steps between characters; `g 3 5.2` stands for three of 5.2 (11.3)."""
    words = (text or "").split()
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) < _MOST_CHARACTERS:
        if words[at] == "g" and at + 2 < len(words):
            count = int(number(words[at + 1], 0.0))
            found += numbers(words[at + 2]) * max(0, min(count, _MOST_CHARACTERS))
            at += 3
        else:
            found += numbers(words[at])
            at += 1
    return found


def _glyphs(run: _Run, index: int, frame: Frame) -> Iterator[Glyph]:
    for character, x, y, width in run.characters:
        left, baseline = frame.reading_point(x, y)
        box = (left, baseline - _ASCENT * run.size, left + width, baseline + _DESCENT * run.size)
        if run.turn != frame.turn:  # it stands or lies among the page's text: a line of its own
            half = run.size / 2
            box = (left - half, baseline - half, left + half, baseline + half)
        yield Glyph(character, *box, baseline, run.size, index, run.bold)
