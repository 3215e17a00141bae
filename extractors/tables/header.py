"""Heads of a table: which rows they are, and what they say of each column."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from extractors.tables.titles import match_title
from extractors.text.normalise import compact
from extractors.text.numbers import is_error, parse_number
from schemas.table import Cell, Table
from schemas.vocabulary.statements import patterns, statement_file

#: Rows that a head may have, title and unit lines inside the grid included.
_MOST_HEAD_ROWS = 12
#: Rows in which a title may stand inside the grid.
_TITLE_ROWS = 4
_ORDINAL = re.compile(r"\(?\d{1,3}\)?栏?(?:=[\d+\-=()]*)?|[A-Z甲乙丙丁]|[-—]")
_BESIDE_ORDINALS = frozenset({"栏次", "行次", "次", "类", "款", "项", "项目", "类款项"})
_LIST_NUMBER = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)).+")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT_IN_HEAD = re.compile(r"\((?:单位[:：]?)?[百千万亿]{0,2}元\)|\(%\)|[\d①-⑩]+$")
#: A row of so many figures counts its columns although this share of them alone does.
_LONG_COUNT, _MOSTLY, _LONGEST_ORDINAL = 6, 0.8, 3


def head_rows(table: Table) -> int:
    """How many rows at the top are heads (title, unit and 栏次 rows among them)."""
    last = 0
    for row in range(min(table.row_count, _MOST_HEAD_ROWS)):
        if is_blank(table, row):
            continue
        if not is_head_like(table, row):
            return last
        last = row + 1
    return last


def body_rows(table: Table) -> list[int]:
    """Rows below the heads that say something: blank, 栏次 and repeated head rows left out."""
    first = head_rows(table)
    heads = {_signature(table, row) for row in range(first)}
    return [
        row
        for row in range(first, table.row_count)
        if not is_blank(table, row)
        and not is_ordinal_row(table, row)
        and _signature(table, row) not in heads
    ]


def column_paths(table: Table) -> list[tuple[str, ...]]:
    """The heads over each column from the top down, compact; a spanning head once.

    Rows that head no column (title, unit, 栏次) are left out, and so are units in brackets. Where
    the grid has no spans (text, some sheets), a blank head takes the text to its left if the row
    below tells its columns apart.
    """
    rows = [row for row in range(head_rows(table)) if _heads_columns(table, row)]
    fill = not any(c.column_span > 1 for row in rows for c in table.row(row))
    reader: Callable[[int, int], str] = _left_filled(table, rows) if fill else _plain(table)
    return [_path(reader, rows, column) for column in range(table.column_count)]


def has_own_heads(table: Table) -> bool:
    """Whether its first row heads columns: a continuation with other columns is another table.

    A row of words alone is not enough (结余分配 may begin a continuation): it must name a code or a
    name column, or hold four words or more.
    """
    texts = [head_text(c.string) for c in own_cells(table, 0)] if table.row_count else []
    if not texts or not is_head_like(table, 0) or is_ordinal_row(table, 0):
        return False
    roles = statement_file().roles
    return len(texts) >= 4 or patterns(*roles["code"]).match(texts[0])


def own_cells(table: Table, row: int) -> list[Cell]:
    """Cells of the row that do not hang down from above and are not blank."""
    corners = (table.at(row, column) for column in range(table.column_count))
    return [
        cell
        for column, cell in enumerate(corners)
        if cell is not None and cell.column == column and cell.row == row and cell.string.strip()
    ]


def is_blank(table: Table, row: int) -> bool:
    """Whether no text begins in the row."""
    return not own_cells(table, row)


def is_ordinal_row(table: Table, row: int) -> bool:
    """Whether the row counts the columns (`栏次 | 1 | 2 | 3`): its figures are no amounts."""
    texts = [compact(c.string) for c in own_cells(table, row)]
    figures = [t for t in texts if t not in _BESIDE_ORDINALS]
    if _counts_nearly(figures):
        return True
    if not figures or not all(_ORDINAL.fullmatch(t) for t in figures):
        return False
    counted = [int(t) for t in figures if t.isdigit()]
    rising = all(b - a == 1 for a, b in pairwise(counted))
    labelled = len(figures) < len(texts)
    return rising and (labelled or (len(counted) >= 3 and counted[0] == 1))


def _counts_nearly(figures: list[str]) -> bool:
    """Whether a long row counts from 1 but for a cell or two that were misread."""
    counted = sum(t == str(n) for n, t in enumerate(figures, 1))
    short = all(len(t) <= _LONGEST_ORDINAL for t in figures)
    return len(figures) >= _LONG_COUNT and short and counted >= _MOSTLY * len(figures)


def is_head_like(table: Table, row: int) -> bool:
    """Whether the row could be a head: words only, none of them a label of a body row."""
    if is_ordinal_row(table, row) or is_caption_row(table, row):
        return True
    cells = own_cells(table, row)
    texts = [compact(c.string) for c in cells]
    if any(_is_figure(c) for c in cells):
        return all(_YEAR.fullmatch(t) for t in texts if parse_number(t) is not None)
    first = texts[0]
    if _LIST_NUMBER.fullmatch(first) or _is_placeholder(first):
        return False
    alone = len(texts) == 1 and cells[0].column < 2
    return not (alone and _is_total(first) and cells[0].row_span == 1)


def is_caption_row(table: Table, row: int) -> bool:
    """Whether the row is a title, unit or agency line that runs over the whole table."""
    cells = own_cells(table, row)
    if not cells or row > _MOST_HEAD_ROWS:
        return False
    texts = [compact(c.string) for c in cells]
    if all(_is_caption(t) for t in texts):
        return not is_ordinal_texts(texts)
    if len(cells) != 1 or _is_figure(cells[0]):
        return False
    if row < _TITLE_ROWS and match_title(texts[0]) is not None:
        return True
    wide = cells[0].column_span >= max(2, table.column_count - 1)
    return wide and not _LIST_NUMBER.fullmatch(texts[0])


def is_ordinal_texts(texts: list[str]) -> bool:
    """Whether all are bare figures, as in a 栏次 row or a row of amounts."""
    return all(t.replace(".", "").replace(",", "").isdigit() for t in texts)


def head_text(text: str) -> str:
    """A head as it is compared: compact, quotation marks, units and footnote digits left out."""
    squeezed = compact(text).replace('"', "").replace("'", "").replace("*", "")
    return _UNIT_IN_HEAD.sub("", squeezed) or squeezed


def _is_figure(cell: Cell) -> bool:
    return cell.error or is_error(cell.string) or parse_number(cell.string) is not None


def _is_caption(text: str) -> bool:
    return patterns(*statement_file().unit_lines).match(text)


def _is_total(text: str) -> bool:
    return patterns(*statement_file().total_labels).match(text)


def _is_placeholder(text: str) -> bool:
    return patterns(*statement_file().placeholders).match(text)


def _signature(table: Table, row: int) -> tuple[tuple[int, str], ...]:
    return tuple((c.column, compact(c.string)) for c in own_cells(table, row))


def _heads_columns(table: Table, row: int) -> bool:
    return not (is_blank(table, row) or is_ordinal_row(table, row) or is_caption_row(table, row))


def _plain(table: Table) -> Callable[[int, int], str]:
    def read(row: int, column: int) -> str:
        cell = table.at(row, column)
        if cell is None or _is_caption(compact(cell.string)):
            return ""
        return head_text(cell.string)

    return read


def _left_filled(table: Table, rows: list[int]) -> Callable[[int, int], str]:
    plain = _plain(table)

    def read(row: int, column: int) -> str:
        text = plain(row, column)
        below = next((r for r in rows if r > row), None)
        if text or below is None or not plain(below, column) or _named_above(row, column):
            return text
        left = next((c for c in range(column - 1, -1, -1) if plain(row, c)), None)
        return "" if left is None or not plain(below, left) else plain(row, left)

    def _named_above(row: int, column: int) -> bool:
        return any(plain(r, column) for r in rows if r < row)

    return read


def _path(read: Callable[[int, int], str], rows: list[int], column: int) -> tuple[str, ...]:
    texts: list[str] = []
    for row in rows:
        text = read(row, column)
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return tuple(texts)
