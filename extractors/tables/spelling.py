"""Labels, heads and titles that were read with a wrong, lost or extra character.

Only text that the vocabulary does not know and that is nearest to one thing which it does know is
changed, never a numeral, never one telling character for another (上 for 本, 收 for 支).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.tables.lexicon import by_length, is_known, lexicon
from extractors.tables.titles import match_title
from extractors.text.normalise import compact, compact_with_offsets
from schemas.document import Block, Document, Paragraph
from schemas.evidence import Method, PageLocation
from schemas.table import Cell, Table
from schemas.text import PlacedText, join

_LIST_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|其中:|[①-⑩])+"
)
#: A unit or a remark behind a word: 项目资金（万元）.
_ADDED = re.compile(r"\([^()]*\)$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: Lengths of what is looked at; from `_LONG` on two wrong characters are let pass.
_SHORTEST, _LONGEST, _LONG = 3, 30, 8
#: A character that the reader was surer of than this is not a wrong one; stricter in short words.
_SURE, _SURE_IN_SHORT, _SHORT = 0.985, 0.9, 5
#: A figure with such a stroke behind it, and what is left of the trust in it.
_STRAY, _CUT = re.compile(r"\d[\d,]*\.\d{2}[)\]|'`·.,;:丨]"), 0.7
#: What strokes of a ruling beside a word are read as.
_STROKES = frozenset("1lI|丨.,、'`·")
#: Characters that tell one known thing from another: none is put for another, lost or added.
_TELLING = frozenset(
    "上下本去今前后初末中外入出收支增减非不未无内一二三四五六七八九十其年月0123456789"
)
#: Kinds of meaning that words which are taken for one another must share.
_DECIDING = frozenset({"aspect", "fund", "title", "code"})
_TITLE = re.compile(r"[^。;,]{6,40}表")


@dataclass(frozen=True, slots=True)
class _Change:
    """At `start` of the compact text: `length` characters become `by`."""

    start: int
    length: int
    by: str


def respelt(document: Document) -> Document:
    """The document with the misread words of its scanned pages put right."""
    scanned = {p.number for p in document.pages if p.method is Method.OCR}
    if not scanned:
        return document
    told = _exact_words(document)
    blocks = tuple(_block(block, scanned, told) for block in document.blocks)
    return replace(document, blocks=blocks)


def _exact_words(document: Document) -> frozenset[str]:
    """Known words that the document prints: of two like ones the one that it uses."""
    cells = (cell.string for table in document.tables() for cell in table.cells)
    plain = (_LIST_NUMBER.sub("", compact(text)) for text in cells)
    return frozenset(text for text in plain if text in lexicon())


def _block(block: Block, scanned: set[int], told: frozenset[str]) -> Block:
    if isinstance(block, Table):
        if not scanned.intersection(block.page_numbers):
            return block
        return replace(block, cells=tuple(_cell(cell, scanned, told) for cell in block.cells))
    if block.page_number in scanned and len(block.string) <= 2 * _LONGEST:
        return _title(block)
    return block


def _cell(cell: Cell, scanned: set[int], told: frozenset[str]) -> Cell:
    text = cell.text
    if not text.string.strip() or not _is_scanned(text, scanned):
        return cell
    if not _CHINESE.search(text.string):
        return _figure(cell)
    squeezed, offsets = compact_with_offsets(text.string)
    number, added = _LIST_NUMBER.match(squeezed), _ADDED.search(squeezed)
    start = number.end() if number else 0
    end = added.start() if added and not is_known(squeezed[start:]) else len(squeezed)
    changes = nearest(squeezed[start:end], _scores(text, offsets[start:end]), told)
    if not changes:
        return cell
    moved = [replace(change, start=change.start + start) for change in changes]
    return replace(cell, text=_changed(text, moved, offsets), respelt=True)


def _figure(cell: Cell) -> Cell:
    """A figure without the stroke of a ruling that was read behind it: doubted, as `)` tells."""
    squeezed, offsets = compact_with_offsets(cell.string)
    if not _STRAY.fullmatch(squeezed):
        return cell
    text = cell.text.slice(0, offsets[-1])
    segments = (replace(s, score=min(s.score, _CUT)) for s in text.segments)
    return replace(cell, text=PlacedText(text.string, tuple(segments)))


def _is_scanned(text: PlacedText, scanned: set[int]) -> bool:
    places = text.locate()
    return bool(places) and isinstance(places[0], PageLocation) and places[0].page in scanned


def _title(paragraph: Paragraph) -> Paragraph:
    """A title's end put right: an agency and a year may stand before it."""
    text = paragraph.text
    squeezed, offsets = compact_with_offsets(text.string)
    if not _TITLE.fullmatch(squeezed) or match_title(squeezed) is not None:
        return paragraph
    for start in range(max(0, len(squeezed) - _LONGEST), len(squeezed) - _SHORT):
        tail = squeezed[start:]
        if tail in lexicon() and _is_title(tail):
            break
        changes = _nearest_title(tail, _scores(text, offsets[start:]))
        if changes:
            moved = [replace(change, start=change.start + start) for change in changes]
            return replace(paragraph, text=_changed(text, moved, offsets))
    return paragraph


def _nearest_title(text: str, scores: Sequence[float]) -> tuple[_Change, ...] | None:
    found = {
        word: changes
        for word in by_length().get(len(text), ())
        if (changes := _replaced(text, word, scores)) and _is_title(word)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _is_title(text: str) -> bool:
    return any(meaning[0] == "title" for meaning in lexicon()[text])


def _scores(text: PlacedText, offsets: Sequence[int]) -> list[float]:
    return [text.score(at, at + 1) for at in offsets]


def nearest(
    text: str, scores: Sequence[float], told: frozenset[str] = frozenset()
) -> tuple[_Change, ...]:
    """What makes a compact text a known one; nothing where it is known, or nothing is near.

    `scores`: the reader's, of each character. Of several as near as each other that mean the same,
    one of `told` is taken; several that mean different things are none.
    """
    if not _SHORTEST <= len(text) <= _LONGEST or is_known(text):
        return ()
    found = dict(_near(text, scores))
    least = min((len(changes) for changes in found.values()), default=0)
    best = [word for word, changes in found.items() if len(changes) == least]
    if not best or not _mean_the_same(best):
        return ()
    word = min(best, key=lambda w: (w not in told, w))
    return found[word]


def _mean_the_same(words: Sequence[str]) -> bool:
    meanings = [{m for m in lexicon()[word] if m[0] != "head"} for word in words]
    telling = {frozenset(m for m in found if m[0] in _DECIDING) for found in meanings}
    return len(words) == 1 or (len(telling) == 1 and bool(set.intersection(*meanings)))


def _near(text: str, scores: Sequence[float]) -> Iterator[tuple[str, tuple[_Change, ...]]]:
    """Known words that misreading may have made the text of, with what was misread."""
    size = len(text)
    ways = ((size, _replaced), (size - 1, _extra), (size + 1, _lost))
    for length, way in ways:
        for word in by_length().get(length, ()):
            changes = way(text, word, scores)
            if changes:
                yield word, changes


def _replaced(text: str, word: str, scores: Sequence[float]) -> tuple[_Change, ...]:
    most = 2 if len(word) >= _LONG else 1
    wrong = [at for at, (a, b) in enumerate(zip(text, word, strict=True)) if a != b]
    if not 0 < len(wrong) <= most or any(_is_sure(text, at, scores) for at in wrong):
        return ()
    if any(text[at] in _TELLING and word[at] in _TELLING for at in wrong):
        return ()
    if any(b - a == 1 for a, b in pairwise(wrong)):
        return ()  # 基本 for 项目: another word, no slip of the reader
    return tuple(_Change(at, 1, word[at]) for at in wrong)


def _extra(text: str, word: str, scores: Sequence[float]) -> tuple[_Change, ...]:
    at = _first_difference(text, word)
    if text[:at] + text[at + 1 :] != word:
        return ()
    stroke = at in {0, len(word)} and text[at] in _STROKES
    if stroke or (text[at] not in _TELLING and not _is_sure(text, at, scores)):
        return (_Change(at, 1, ""),)
    return ()


def _lost(text: str, word: str, _scores: Sequence[float]) -> tuple[_Change, ...]:
    at = _first_difference(word, text)
    if word[:at] + word[at + 1 :] != text:
        return ()
    # The one stroke of a leading 一 is lost as a ruling is.
    if not (at == 0 and word[at] == "一") and (len(word) < _SHORT or word[at] in _TELLING):
        return ()
    return (_Change(at, 0, word[at]),)


def _first_difference(longer: str, shorter: str) -> int:
    pairs = enumerate(zip(longer, shorter, strict=False))
    return next((at for at, (a, b) in pairs if a != b), len(shorter))


def _is_sure(text: str, at: int, scores: Sequence[float]) -> bool:
    return scores[at] > (_SURE if len(text) >= _SHORT else _SURE_IN_SHORT)


def _changed(text: PlacedText, changes: Sequence[_Change], offsets: Sequence[int]) -> PlacedText:
    """The text with the changes made; a replaced character keeps its place and its score."""
    for change in sorted(changes, key=lambda c: -c.start):
        at = offsets[change.start] if change.start < len(offsets) else len(text.string)
        rest = text.slice(at + change.length, len(text.string))
        old = text.slice(at, at + change.length)
        by = PlacedText(change.by, old.segments if change.by else ())
        text = join((text.slice(0, at), by, rest))
    return text
