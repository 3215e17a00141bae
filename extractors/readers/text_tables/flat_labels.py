"""Names of indicators among the fragments between two rows of figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extractors.readers.text_tables import words
from extractors.readers.text_tables.fragments import Fragment, by_line, word_of
from extractors.text.normalise import compact

#: A level's name is broken into at most so many pieces; shorter words (`质量`) may be names' ends.
_MOST_PIECES, _SHORTEST_LEVEL = 5, 4


@dataclass(slots=True)
class Label:
    """What stands before a row's figures.

    `before`: fragments that belong to the row above (its reason, or the rest of its name after a
    page break).
    """

    before: list[Fragment] = field(default_factory=list)
    level1: list[Fragment] = field(default_factory=list)
    level2: list[Fragment] = field(default_factory=list)
    name: list[Fragment] = field(default_factory=list)


def read_label(parts: Sequence[Fragment], width: int) -> Label:
    """Split the fragments between two rows; `width` is that of the column of names, in characters.

    Levels are told by their words; what stands before them belongs to the row above. Without a
    level, lines that are too short to have been wrapped end the text of the row above.
    """
    label = Label()
    found = _first_level(parts)
    if found is None:
        cut = _name_start(parts, width)
        label.before, label.name = list(parts[:cut]), list(parts[cut:])
        return label
    start, position = found
    first = list(parts[start:position])
    label.before = list(parts[:start])
    second = _level_size(parts, position, words.is_level2)
    if second and position + second < len(parts) and words.is_level1(word_of(first)):
        label.level1, label.level2 = first, list(parts[position : position + second])
        position += second
    elif words.is_level2(word_of(first)):
        label.level2 = first
    else:
        label.level1 = first
    label.name = list(parts[position:])
    return label


def _first_level(parts: Sequence[Fragment]) -> tuple[int, int] | None:
    """Fragments `[start, end)` that spell a level's name, with the indicator's behind them."""
    for start in range(len(parts) - 1):
        size = _level_size(parts, start, _is_level)
        if size and start + size < len(parts):
            return start, start + size
    return None


def _is_level(word: str) -> bool:
    return words.is_level1(word) or words.is_level2(word)


def _level_size(parts: Sequence[Fragment], start: int, is_level: Callable[[str], bool]) -> int:
    for size in range(min(_MOST_PIECES, len(parts) - start), 0, -1):
        word = words.bare(word_of(parts[start : start + size]))
        if len(word) >= _SHORTEST_LEVEL and is_level(word):
            return size
    return 0


def _name_start(parts: Sequence[Fragment], width: int) -> int:
    """Where the last text begins: all its lines but the last run to the column's margin."""
    lines = by_line(parts)
    start = len(parts)
    for index in range(len(lines) - 1, -1, -1):
        size = len(compact("".join(part.string for part in lines[index])))
        last = index == len(lines) - 1
        if not last and width and not width <= size <= width + 1:
            break
        start -= len(lines[index])
    return start


def name_width(labels: Sequence[Sequence[Fragment]]) -> int:
    """Characters to a line in the column of names: the usual length of lines that were wrapped."""
    sizes: Counter[int] = Counter()
    for parts in labels:
        found = _first_level(parts)
        lines = by_line(parts[found[1] :] if found else parts)
        for line in lines[:-1]:
            sizes[len(compact("".join(part.string for part in line)))] += 1
    usual = [size for size, count in sizes.most_common() if count >= 2 and size >= 3]
    return usual[0] if usual else 0


def completes_level(begun: Sequence[Fragment], rest: Sequence[Fragment]) -> int:
    """How many of the fragments `rest` end the level's name that `begun` begins; 0 if none do."""
    for size in range(1, min(3, len(rest)) + 1):
        word = words.bare(word_of([*begun, *rest[:size]]))
        if words.is_level2(word) or words.is_level1(word):
            return size
    return 0
