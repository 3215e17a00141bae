"""Lines to paragraphs: hard wraps and page breaks inside a sentence undone, headings kept apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.text_layout.lines import Line
from extractors.readers.text_layout.numbering import is_heading, level_of
from extractors.text.normalise import fold
from schemas.document import Paragraph, Role
from schemas.text import PlacedText, join

_ENDS = "。！？!?"
_PAUSES = "，、,：:；;"
_OPENERS, _CLOSERS = "（([〔【《〈“「", "）)]〕】》〉”」"
#: No line begins with one of these.
_GOES_ON = "，。；：、）】》”％%!?！？"
_UNIT = re.compile(r"(?:万|亿|元|%|‰|个|人|次|批|辆|台|套|份|户|家|项|年|月|日|分|平方|公里|吨)")
_NUMBER_END = re.compile(r"[\d.,]\s*$")
_NUMBER_START = re.compile(r"\s*[\d.,]*\d[\d.,]*\s*(?:万|亿|元|%|个|人|次|批|辆|台|项|分)")
_CLASSIFIED = re.compile(r"\([类款]\)")
_ITEM = re.compile(r"\(项\)")
_ITEM_COLON = re.compile(r"\(项\)\s*:\s*$")
#: Words set apart on one line: a row of a table or a line of signatures, no sentence.
_GAP = re.compile(r"\S(?: {3,}|\u3000{2,})\S")
#: A label of a statement, on a line of its own.
_LABEL = re.compile(
    r"(?:金额)?单位\s*[：:]|公开\s*\d+\s*表|编制(?:单位|部门)\s*[：:]|部门(?:名称)?\s*[：:]"
)
_TITLE_END = re.compile(
    r"(?:表|报告|说明|情况|决算|预算|办法|通知|方案|图|公开|公示|年度)(?:[(（][^()（）]*[)）]?|[)）])?$"
)
#: Lines of a paragraph that are looked at to tell whether it goes on.
_LOOK_BACK = 8
#: Items below （一） may end a line like a title does and go on all the same.
_LAST_PART_LEVEL = 3
_FEWEST_INDENTED, _MOST_INDENTED = 0.1, 0.7
#: A line counts as full when at most this many half-width cells are missing: a number or a word
#: that did not fit went to the next line.
_RAGGED = 9
#: A sentence that ends a line this full goes on in the next one more often than its paragraph ends.
_TIGHT = 3
#: Lines shorter than this say nothing about the width that a text was wrapped at.
_NARROWEST = 36
#: In a text that is not wrapped, a line that ends nowhere is cut only if it is a sentence's length.
_BEGINS = ("其中", "(图", "（图", "图", "表", "附", "注", "单位")
_SENTENCE = 16
_LONGEST_TITLE = 42


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The width, in half-width cells, that the text was wrapped at; 0 where lines are whole.

    `characters`: the length that lines were cut at where characters were counted, not cells; else
    0. `indented`: paragraphs begin with a margin of their own, other lines do not.
    """

    width: int
    characters: int = 0
    indented: bool = False

    def is_full(self, text: str, ragged: int) -> bool:
        """Whether the line runs to the margin, but for `ragged` cells."""
        if self.characters and len(text) >= self.characters - 1:
            return True
        return self.width > 0 and cells(text) >= self.width - ragged


def cells(text: str) -> int:
    """Width in half-width cells."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def wrapping(lines: Sequence[Line]) -> Wrapping:
    """How the text was wrapped: most long lines end at one margin, and in mid-sentence."""
    widths = [(cells(line.string), line.string) for line in lines]
    long = [(width, text) for width, text in widths if width >= _NARROWEST]
    if len(long) < 8:
        return Wrapping(0)
    buckets = Counter(width // 4 for width, _ in long)
    top = max(buckets, key=lambda b: buckets[b] + buckets[b + 1])
    near = [text for width, text in long if top * 4 <= width < top * 4 + 8]
    open_ended = sum(1 for text in near if text[-1] not in _ENDS)
    if len(near) < 0.35 * len(long) or open_ended < 0.6 * len(near):
        return Wrapping(0)
    return Wrapping(top * 4 + 6, _counted([text for _, text in long]), _is_indented(lines))


def _counted(texts: Sequence[str]) -> int:
    """The length in characters that most lines share; 0 if there is none."""
    lengths = Counter(map(len, texts))
    usual = max(lengths, key=lambda n: lengths[n] + lengths[n - 1])
    return usual if lengths[usual] + lengths[usual - 1] >= 0.5 * len(texts) else 0


def _is_indented(lines: Sequence[Line]) -> bool:
    """Whether a good part of the lines, but not most, begin with a margin."""
    count = sum(1 for line in lines if line.is_indented)
    return _FEWEST_INDENTED * len(lines) <= count <= _MOST_INDENTED * len(lines)


def paragraphs(lines: Sequence[Line], wrapped: Wrapping) -> list[Paragraph]:
    """Paragraphs of lines that follow each other and are no furniture."""
    groups: list[list[Line]] = []
    for line in lines:
        if not line.string:
            continue
        if groups and continues(groups[-1], line, wrapped):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def continues(group: Sequence[Line], line: Line, wrapped: Wrapping) -> bool:
    """Whether `line` goes on in the sentence that `group` left open."""
    before, after = group[-1], line
    if _stand_apart(before, after, wrapped):
        return False
    text = "".join(part.string for part in group[-_LOOK_BACK:])
    if after.string[0] in _GOES_ON or _breaks_number(text, after.string):
        return True
    ended = before.string[-1:] in _ENDS and not wrapped.indented
    if wrapped.is_full(before.string, _TIGHT if ended else _RAGGED):
        return _goes_on_wrapped(text, after.string)
    return _goes_on_whole(group, text, after.string, wrapped)


def _stand_apart(before: Line, after: Line, wrapped: Wrapping) -> bool:
    """Whether marks of the export itself part the lines."""
    if before.is_markdown_heading or after.is_markdown_heading:
        return True
    if wrapped.indented and after.is_indented:
        return True
    return any(_GAP.search(line.string) or _LABEL.match(line.string) for line in (before, after))


def _breaks_number(text: str, after: str) -> bool:
    """A number cut from its digits or its unit; a heading's own number is none."""
    if len(text) < 5 or not _NUMBER_END.search(fold(text[-3:])) or level_of(after) is not None:
        return False
    if not any(mark in text for mark in "，：,:支出为计"):
        return False
    head = fold(after[:16])
    if _UNIT.match(head.lstrip()):
        return text.rstrip()[-1].isdigit()
    return _NUMBER_START.match(head) is not None


def _goes_on_wrapped(text: str, after: str) -> bool:
    last = text.rstrip()[-1]
    if last in _ENDS:
        whole = len(after) >= _SENTENCE or after[-1] in _ENDS
        begins = level_of(after) is not None or after.startswith(_BEGINS) or _is_title(after)
        return whole and not begins
    if _is_open(text) or last in "，、,（(":
        return True
    level = level_of(text)
    part = level is not None and level <= _LAST_PART_LEVEL
    title = part and is_heading(text) and _TITLE_END.search(text) is not None
    return level_of(after) is None and not title


def _goes_on_whole(group: Sequence[Line], text: str, after: str, wrapped: Wrapping) -> bool:
    """A line short of the margin, or of a text whose lines are paragraphs."""
    last = text.rstrip()[-1]
    if last in _ENDS or level_of(after) is not None:
        return False
    if wrapped.width:
        long = cells(group[-1].string) > wrapped.width // 2
        cut = long and (_is_open(text) or _is_cut(text, after))
        return cut or _cuts_classification(text, after)
    return last in "，、," or _cuts_classification(text, after) or _is_cut(text, after)


def _is_cut(text: str, after: str) -> bool:
    """Whether a page break cut the sentence: it is long, ends nowhere, and is no title."""
    if text.rstrip()[-1] in _PAUSES or is_heading(text) or len(text) < _SENTENCE:
        return False
    if _is_title(after):
        return False
    if any(mark in text for mark in "，。；：,:;"):
        return True
    return "、" in text and "。" in after and _TITLE_END.search(text) is None


def _is_open(text: str) -> bool:
    """Whether a bracket that the last clause opened is still open."""
    depth = 0
    for character in text[-120:]:
        depth += (character in _OPENERS) - (character in _CLOSERS)
        depth = max(depth, 0)
    return depth > 0


def _cuts_classification(text: str, after: str) -> bool:
    """An item's name cut before its （项）: 11. 社会保障和就业（类）…养老支出（款）."""
    start = fold(text)
    if _ITEM_COLON.search(start):
        return True
    return (
        _CLASSIFIED.search(start) is not None
        and _ITEM.search(start) is None
        and ":" not in start
        and _ITEM.search(fold(after[:60])) is not None
    )


def _is_title(text: str) -> bool:
    short = len(text) <= _LONGEST_TITLE and "，" not in text and "。" not in text
    return short and _TITLE_END.search(text) is not None


def _paragraph(group: Sequence[Line]) -> Paragraph:
    text = joined([line.text for line in group])
    marked = group[0].is_markdown_heading
    role = Role.HEADING if marked or is_heading(text.string) else Role.BODY
    return Paragraph(text, group[0].page, role, bold=_is_bold(group))


def _is_bold(group: Sequence[Line]) -> bool:
    raw = group[0].raw.strip()
    return len(group) == 1 and raw.startswith("**") and raw.endswith("**")


def joined(parts: Sequence[PlacedText]) -> PlacedText:
    """Parts of one sentence as one text; a space only between two Latin words."""
    result = parts[0]
    pieces: list[PlacedText] = [result]
    for before, after in pairwise(parts):
        if _latin(before.string[-1:]) and _latin(after.string[:1]):
            pieces.append(PlacedText(" "))
        pieces.append(after)
    return join(pieces)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
