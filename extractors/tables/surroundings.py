"""What is printed round a table: its title, unit, year, and the note under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.tables.header import head_rows, is_caption_row, own_cells
from extractors.tables.titles import (
    TitleMatch,
    is_title_like,
    match_sheet_name,
    match_title,
)
from extractors.text.dates import find_years
from extractors.text.normalise import compact
from extractors.text.units import MoneyUnit, money_unit
from schemas.document import Block, Paragraph, Role
from schemas.table import Table
from schemas.text import PlacedText
from schemas.vocabulary.statements import patterns, statement_file

_ENDS = re.compile(r"\n|。")
#: Paragraphs above a table that may belong to it, and below it.
_REACH_ABOVE = 8
_REACH_BELOW = 4
_FURNITURE = {Role.PAGE_NUMBER, Role.CONTENTS, Role.PAGE_FOOTER}
#: A title several lines above is a little less sure for each line between.
_PER_LINE = 0.01


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Lines over the table (nearest first) and under it, page furniture left out."""

    above: tuple[PlacedText, ...]
    below: tuple[PlacedText, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A title line that was found, and the statement that it names."""

    text: PlacedText
    match: TitleMatch


def surroundings(blocks: Sequence[Block], index: int) -> Surroundings:
    """Lines round the table `blocks[index]`, up to the tables before and after it."""
    table = blocks[index]
    inside = list(_inner_lines(table)) if isinstance(table, Table) else []
    above = list(_lines(blocks[index - 1 :: -1] if index else (), _REACH_ABOVE, backwards=True))
    below = list(_lines(blocks[index + 1 :], _REACH_BELOW, backwards=False))
    return Surroundings((*inside, *above), tuple(below))


def find_title(table: Table, around: Surroundings) -> Title | None:
    """The nearest title over or in the table, else the sheet's name.

    The title of another sort of table in between hides those above it.
    """
    for distance, line in enumerate(around.above):
        found = match_title(line.string)
        if found is not None:
            score = found.score - _PER_LINE * distance
            return Title(line, replace(found, score=score))
        if is_title_like(line.string):
            break
    sheet = match_sheet_name(table.sheet) if table.sheet else None
    if sheet is None or table.sheet is None:
        return None
    return Title(PlacedText(table.sheet), replace(sheet, score=sheet.score * 0.9))


def other_title(around: Surroundings) -> bool:
    """Whether a line over the table is the title of a sort of table that is not known."""
    lines = (line.string for line in around.above[:4])
    return any(is_title_like(line) and match_title(line) is None for line in lines)


def find_unit(table: Table, around: Surroundings) -> MoneyUnit | None:
    """The unit of money printed near the title, in the first rows, or in a head cell."""
    heads = [c.text for r in range(head_rows(table)) for c in own_cells(table, r)]
    for line in [*around.above, *heads]:
        unit = money_unit(line.string)
        if unit is not None:
            return unit
    return next((u for line in around.below[:2] if (u := _unit_line(line.string))), None)


def find_year(title: Title | None, around: Surroundings) -> int | None:
    """The year that the title or a line beside it prints."""
    lines = ([title.text] if title else []) + list(around.above[:4])
    years = (find_years(line.string) for line in lines)
    return next((found[0].value for found in years if found), None)


def nil_note(table: Table, around: Surroundings) -> PlacedText | None:
    """The line in or under the table which says that there is nothing to report."""
    cues = patterns(*statement_file().nil_cues)
    rows = (c.text for r in range(table.row_count) for c in own_cells(table, r))
    words = [text for text in rows if len(text) >= 6]
    lines = [*words[-2:], *around.below]
    marks = patterns(*statement_file().template_marks)
    said = (line for line in lines if cues.search(compact(line.string)))
    return next((line for line in said if not marks.search(compact(line.string))), None)


def _inner_lines(table: Table) -> Iterator[PlacedText]:
    for row in range(min(head_rows(table), table.row_count)):
        if is_caption_row(table, row):
            yield from (c.text for c in own_cells(table, row))
    for text in reversed(table.caption):
        yield from _split(text)


def _lines(blocks: Sequence[Block], reach: int, *, backwards: bool) -> Iterator[PlacedText]:
    seen = 0
    for block in blocks:
        if isinstance(block, Table) or seen >= reach:
            return
        if block.role in _FURNITURE or not block.string.strip():
            continue
        seen += 1
        parts = _split(block.text)
        yield from (reversed(parts) if backwards else parts)


def _split(text: PlacedText) -> list[PlacedText]:
    """Lines and sentences: a note under one table may run on into the title of the next."""
    ends = [m.end() for m in _ENDS.finditer(text.string)]
    starts = [0, *ends]
    parts = (text.slice(a, b).strip() for a, b in zip(starts, [*ends, len(text)], strict=True))
    return [part for part in parts if part]


def _unit_line(text: str) -> MoneyUnit | None:
    return money_unit(text) if len(compact(text)) <= 16 else None


def note_like(block: Block) -> bool:
    """Whether a paragraph is a note under a table."""
    notes = patterns(*statement_file().notes)
    return isinstance(block, Paragraph) and (
        block.role is Role.NOTE or notes.match(compact(block.string))
    )
