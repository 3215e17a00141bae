"""A table as blocks of rows: key columns (codes, label) and the value columns that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from extractors.fields.statements.doubt import label_trust
from extractors.tables.header import body_rows, column_paths
from extractors.text.normalise import compact
from extractors.text.numbers import is_error, parse_number
from schemas.table import Cell, Table
from schemas.vocabulary.statements import patterns, statement_file

#: Body rows that are looked at to tell an unheaded column.
_SAMPLE = 40


class ColumnRole(StrEnum):
    """What the cells of a column are."""

    CODE = "code"
    CLASS = "class"
    GROUP = "group"
    ITEM = "item"
    NAME = "name"
    ORDINAL = "ordinal"
    UNIT = "unit"
    NOTE = "note"
    VALUE = "value"


CODES = frozenset({ColumnRole.CODE, ColumnRole.CLASS, ColumnRole.GROUP, ColumnRole.ITEM})
_KEYS = CODES | {ColumnRole.NAME}
#: Roles that keep a column although 合计 stands under their head.
_OVER_TOTAL = frozenset({"code", "class", "group", "item", "name"})
_CODE = re.compile(r"[235]\d{2}(?:\d{2}){0,2}")
_LEVELS = {"类": ColumnRole.CLASS, "款": ColumnRole.GROUP, "项": ColumnRole.ITEM}
_KEY_ENDINGS = ("编码", "代码", "名称")


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heads from the top down, and how far they can be trusted as read."""

    index: int
    path: tuple[str, ...]
    role: ColumnRole
    trust: float = 1.0

    @property
    def head(self) -> str:
        """The heads as evidence prints them."""
        return "/".join(self.path)


@dataclass(slots=True)
class Block:
    """Key columns and, to their right, the value columns that they name.

    `units`: columns that name a unit or agency, which key nothing but may hold the word 合计.
    """

    codes: list[Column] = field(default_factory=list)
    names: list[Column] = field(default_factory=list)
    units: list[Column] = field(default_factory=list)
    values: list[Column] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its columns understood: `rows` are the indices of its body rows."""

    table: Table
    rows: tuple[int, ...]
    blocks: tuple[Block, ...]

    def cells(self, row: int, columns: list[Column]) -> Iterator[tuple[Column, Cell]]:
        """Cells at the columns in the row; one that hangs down from above is left out."""
        seen: set[int] = set()
        for column in columns:
            cell = self.table.at(row, column.index)
            if cell is not None and id(cell) not in seen:
                seen.add(id(cell))
                yield column, cell


def grid_of(table: Table) -> Grid:
    """Columns told by their heads, or by their cells where a head says nothing.

    Columns without any text below their heads are left out.
    """
    rows = tuple(body_rows(table))
    columns: list[Column] = []
    for index, path in enumerate(column_paths(table)):
        content = _content(table, rows, index)
        role = _level(table, rows, index) or _role(path, content)
        if role is ColumnRole.NAME and path and _headed(path) is None and _has_values(columns):
            role = ColumnRole.VALUE
        if columns and columns[-1].role in CODES and path == columns[-1].path[: len(path)]:
            role = _lower_code(table, rows, index) or role
        if role in CODES or content is not None:
            columns.append(Column(index, path, role, _trust(table, rows, index)))
    return Grid(table, rows, tuple(_blocks(columns)))


def _trust(table: Table, rows: tuple[int, ...], index: int) -> float:
    heads = (table.at(row, index) for row in range(min(rows, default=0)))
    return min((label_trust(cell) for cell in heads), default=1.0)


def _has_values(columns: list[Column]) -> bool:
    return any(c.role is ColumnRole.VALUE for c in columns)


def _level(table: Table, rows: tuple[int, ...], index: int) -> ColumnRole | None:
    """类, 款 or 项 where that head stands in a row of figures (`类 | 款 | 项 | 合计 | 12.00`)."""
    texts = {c.string.strip() for r in rows[:2] if (c := table.at(r, index)) and c.column == index}
    return next((role for text, role in _LEVELS.items() if text in texts), None)


def _lower_code(table: Table, rows: tuple[int, ...], index: int) -> ColumnRole | None:
    """A column of two-digit figures right of codes, with no head of its own, is a part of them."""
    texts = [c.string.strip() for r in rows if (c := table.at(r, index)) and c.column == index]
    filled = [t for t in texts if t]
    two = all(t.isdigit() and len(t) == 2 for t in filled)
    return ColumnRole.CODE if filled and two else None


def _blocks(columns: list[Column]) -> Iterator[Block]:
    block = Block()
    for column in columns:
        if column.role in _KEYS and block.values:
            yield block
            block = Block()
        if column.role in CODES:
            block.codes.append(column)
        elif column.role is ColumnRole.NAME:
            block.names.append(column)
        elif column.role is ColumnRole.UNIT:
            block.units.append(column)
        elif column.role is ColumnRole.VALUE:
            block.values.append(column)
    if block.values or block.codes or block.names:
        yield block


def _role(path: tuple[str, ...], content: ColumnRole | None) -> ColumnRole:
    headed = _headed(path)
    if content is ColumnRole.ORDINAL:
        return content
    if headed is not None:
        return _checked(headed, content)
    if content is ColumnRole.CODE and path:
        return ColumnRole.VALUE  # whole amounts of three digits look like codes
    return content or ColumnRole.VALUE


def _headed(path: tuple[str, ...]) -> ColumnRole | None:
    """The role that the lowest head names; a 合计 that hangs over key columns is passed by."""
    totals = patterns(*statement_file().total_labels)
    below = [head for head in path if not totals.match(head)]
    named = below[-1:] if below and below[-1] != path[-1] else path[-1:]
    for head in named:
        for role, heads in statement_file().roles.items():
            over_total = role in _OVER_TOTAL and head.endswith(_KEY_ENDINGS)
            if patterns(*heads).match(head) and (head == path[-1] or over_total):
                return ColumnRole(role)
    return None


def _checked(role: ColumnRole, content: ColumnRole | None) -> ColumnRole:
    """A head that may stand over codes as well as names (项目 over three columns) gives way."""
    if role is ColumnRole.NAME and content is ColumnRole.CODE:
        return ColumnRole.CODE
    if role is ColumnRole.CODE and content is ColumnRole.NAME:
        return ColumnRole.NAME
    return role


def _content(table: Table, rows: tuple[int, ...], index: int) -> ColumnRole | None:
    """What most cells that begin in the column are: codes, words or figures; None where blank."""
    cells = [table.at(row, index) for row in rows[:_SAMPLE]]
    texts = [c.string.strip() for c in cells if c is not None and c.column == index]
    filled = [t for t in texts if t]
    telling = [t for t in filled if not _says_nothing(t)]
    if not telling:
        return _of_fillers(filled)
    if _counts_up(telling):
        return ColumnRole.ORDINAL
    if sum(_CODE.fullmatch(t) is not None for t in telling) > 0.6 * len(telling):
        return ColumnRole.CODE
    figures = sum(parse_number(t) is not None for t in telling)
    return ColumnRole.VALUE if figures >= 0.5 * len(telling) else ColumnRole.NAME


def _of_fillers(filled: list[str]) -> ColumnRole | None:
    totals = patterns(*statement_file().total_labels)
    if any(totals.match(compact(t)) for t in filled):
        return ColumnRole.NAME
    return ColumnRole.VALUE if filled else None


def _counts_up(texts: list[str]) -> bool:
    """Whether the cells number the rows (行次): four whole numbers or more, each one higher."""
    if len(texts) < 4 or not all(t.isdigit() for t in texts):
        return False
    return all(int(b) == int(a) + 1 for a, b in pairwise(texts))


def _says_nothing(text: str) -> bool:
    """An error of a spreadsheet, 合计, or what a form holds in a cell that is not filled in."""
    file = statement_file()
    return is_error(text) or patterns(*file.placeholders, *file.total_labels).match(compact(text))
