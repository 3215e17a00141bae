"""Lines → paragraphs: a line goes on the one before if its first word had no room there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.layout.glyphs import Frame
from extractors.layout.lines import Line
from extractors.layout.numbering import ends_sentence, starts_note, starts_numbered
from schemas.document import Paragraph, Role
from schemas.geometry import hull
from schemas.text import join

#: Characters that may not begin or end a line, so that they move with their neighbour.
_NOT_FIRST = "，。、；：？！）》」』”’％%,.;:?!)]}〉】…·"
_NOT_LAST = "（《「『“‘([{〈【"
_WORD = re.compile(r"[0-9A-Za-z.,%％]+")
#: Room (in sizes) that a line may leave at its end although the next word would have fitted.
_SLACK = 0.35
#: A wide line that breaks off without a stop goes on, though it leaves so many sizes of room.
_RAGGED, _WIDE = 6.0, 0.6
_ENDS = tuple("。：；！？:;!?")
#: Sizes that differ by less than this share belong to one paragraph.
_SAME_SIZE = 0.18
#: A first line begins at least this many sizes to the right of the margin.
_INDENT = 1.2
_LIST_INDENT = 0.6
#: A line that begins further in than this is set to the right or in the middle.
_MOST_INDENT = 6.0
#: Lines of one paragraph stand no further apart than this many sizes.
_LINE_PITCH = 2.9
_CENTRED = 1.5
_HEADING_LENGTH = 45


@dataclass(frozen=True, slots=True)
class Column:
    """The margins that the running text of a page keeps, and its usual size (points)."""

    left: float
    right: float
    size: float


def text_column(lines: Sequence[Line], width: float) -> Column:
    """The column that most of the lines' characters stand in."""
    if not lines:
        return Column(0.12 * width, 0.88 * width, 12.0)
    size = _heaviest((line.size for line in lines), (len(line.string) for line in lines), 0.5)
    body = [line for line in lines if abs(line.size - size) <= _SAME_SIZE * size] or list(lines)
    right = max(line.box.right for line in body)
    full = [line for line in body if line.box.right > right - 2.5 * size]
    if len(full) > 2:
        right = sorted(line.box.right for line in full)[int(0.9 * (len(full) - 1))]
    return Column(min(line.box.left for line in body), right, size)


def paragraph_groups(lines: Sequence[Line], columns: dict[int, Column]) -> list[list[Line]]:
    """Lines in reading order, those of one paragraph together.

    `columns` has the text column of each page (by number).
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and goes_on(groups[-1], line, columns):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def goes_on(group: Sequence[Line], line: Line, columns: dict[int, Column]) -> bool:
    """Whether the line belongs to the paragraph of the group's last line."""
    last = group[-1]
    column, next_column = columns[last.page_number], columns[line.page_number]
    if not _near(last, line) or starts_note(line.string):
        return False
    indent = line.box.left - next_column.left
    if indent > _INDENT * line.size and not _continues_centred(last, line, column):
        return False
    if starts_numbered(line.string) and (
        ends_sentence(last.string) or indent > _LIST_INDENT * line.size
    ):
        return False
    return _is_full(last, line, column)


def _near(last: Line, line: Line) -> bool:
    """Whether the line may follow: of one size, and right below unless a page break is between."""
    if abs(last.size - line.size) > _SAME_SIZE * max(last.size, line.size):
        return False
    if last.page_number != line.page_number:
        return True
    return 0 < line.baseline - last.baseline < _LINE_PITCH * line.size


def make_paragraph(group: Sequence[Line], column: Column, role: Role, frame: Frame) -> Paragraph:
    """The joined lines; hints from the first of them."""
    first = group[0]
    page = first.page_number
    return Paragraph(
        text=join(line.text for line in group),
        page_number=page,
        role=role,
        box=frame.shown_box(hull(line.box for line in group if line.page_number == page)),
        font_size=round(first.size, 2),
        bold=all(line.bold for line in group),
        centred=is_centred(first, column, frame.reading_size[0]),
    )


def role_of(group: Sequence[Line], column: Column, width: float) -> Role:
    """What the paragraph is, furniture aside."""
    first = group[0]
    if starts_note(first.string):
        return Role.NOTE
    text = "".join(line.string for line in group)
    if len(text) > _HEADING_LENGTH or ends_sentence(text) or text.rstrip().endswith(("，", "：")):
        return Role.BODY
    larger = first.size > column.size * (1 + _SAME_SIZE)
    if starts_numbered(first.string) or first.bold or larger:
        return Role.HEADING
    return Role.HEADING if is_centred(first, column, width) else Role.BODY


def is_centred(line: Line, column: Column, width: float) -> bool:
    """Whether the line stands in the middle of its page and leaves room on both sides."""
    off = abs((line.box.left + line.box.right) / 2 - width / 2)
    free = min(line.box.left - column.left, column.right - line.box.right)
    return off < _CENTRED * line.size and free > 3 * line.size


def _continues_centred(last: Line, line: Line, column: Column) -> bool:
    middle = (last.box.left + last.box.right) / 2
    own = (line.box.left + line.box.right) / 2
    full = last.box.width > 0.8 * (column.right - column.left)
    return full and abs(middle - own) < line.size and line.box.width < last.box.width


def _is_full(last: Line, line: Line, column: Column) -> bool:
    """Whether the last line broke because the next word had no room there."""
    if last.box.left - column.left > _MOST_INDENT * last.size:
        return False
    room = column.right - last.box.right
    if room <= _first_word_width(line) + _SLACK * line.size:
        return True
    wide = last.box.width > _WIDE * (column.right - column.left)
    broken_off = not last.string.rstrip().endswith(_ENDS)
    return wide and broken_off and room < _RAGGED * line.size


def _first_word_width(line: Line) -> float:
    """Width of what cannot be parted at the line's beginning."""
    string = line.string
    end = 1
    while end < len(string) and string[end - 1] in _NOT_LAST:
        end += 1
    word = _WORD.match(string, end - 1)
    if word:
        end = word.end()
    while end < len(string) and string[end] in _NOT_FIRST:
        end += 1
    return line.edges[end] - line.edges[0]


def _heaviest(values: Iterable[float], weights: Iterable[int], step: float) -> float:
    counts: Counter[float] = Counter()
    for value, weight in zip(values, weights, strict=True):
        counts[round(value / step) * step] += weight
    return counts.most_common(1)[0][0]
