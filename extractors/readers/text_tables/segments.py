"""Rows of a region to tables and to the titles and notes between them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.text_layout.numbering import level_of
from extractors.readers.text_tables import words
from extractors.readers.text_tables.rows import RawRow
from extractors.text.normalise import compact
from schemas.text import PlacedText

#: A table and a title or note that stands outside of one.
Segment = list[RawRow] | PlacedText
_ANNEX = ("附件", "附表", "附录")
_NOTES = ("注", "说明", "填表说明", "备注", "填报人", "填表人", "审核人", "单位负责人")


def segments(rows: Sequence[RawRow]) -> list[Segment]:
    """Tables (lists of rows) and lone texts, in reading order."""
    found: list[Segment] = []
    for part in _parts(rows):
        found += _trimmed(part)
    return found


def _parts(rows: Sequence[RawRow]) -> list[list[RawRow]]:
    """The rows cut before each annex's title and where a table's first row comes again."""
    parts: list[list[RawRow]] = [[]]
    table: list[RawRow] = []
    printed: set[tuple[str, ...]] = set()
    for row in rows:
        if parts[-1] and (_is_annex(row) or _restarts(table, row)):
            parts.append([])
            table, printed = [], set()
        words_of = tuple(map(compact, row.strings)) if len(row.cells) > 2 else ()
        if (
            row.broken
            and words_of
            and words_of in printed
            and not any(map(words.is_number, words_of))
        ):
            continue
        printed.add(words_of)
        parts[-1].append(row)
        if len(row.cells) > 1:
            table.append(row)
    return parts


def _is_annex(row: RawRow) -> bool:
    text = row.strings[0]
    return len(row.cells) == 1 and level_of(text) is not None and text.startswith(_ANNEX)


def _restarts(table: Sequence[RawRow], row: RawRow) -> bool:
    """Whether a form begins anew: its first label, with another answer."""
    if len(table) < 3 or len(row.cells) < 2 or words.is_number(row.strings[0]):
        return False
    first = table[0]
    same = compact(first.strings[0]) == compact(row.strings[0]) and first.first == row.first
    return same and first.strings[1:] != row.strings[1:] and len(row.cells) == len(first.cells) <= 3


def _trimmed(part: list[RawRow]) -> list[Segment]:
    first, last = 0, len(part)
    while first < last and len(part[first].cells) == 1:
        first += 1
    while last > first and _is_note(part[last - 1]):
        last -= 1
    before: list[Segment] = [row.cells[0][1] for row in part[:first]]
    after: list[Segment] = [text for row in part[last:] for _, text in row.cells]
    return [*before, *([part[first:last]] if first < last else []), *after]


def _is_note(row: RawRow) -> bool:
    """A row of one text, or of a form's signatures, behind the last row of figures."""
    text = compact(row.strings[0])
    if words.is_residue(text):
        return False
    if len(row.cells) == 1:
        return row.first == 0 and (len(text) > 2 and not text.isdigit())
    return text.startswith(_NOTES) and row.first == 0 and ":" in text
