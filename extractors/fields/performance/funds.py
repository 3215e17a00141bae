"""Money of a project form: budget, execution and rate, whole and by source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from extractors.fields.performance.columns import clean_head
from extractors.fields.performance.emit import Sink
from extractors.fields.performance.sheets import Form, Row, Slot
from extractors.fields.witness import Spot, money
from extractors.text.units import MoneyUnit, money_unit
from schemas.text import PlacedText
from schemas.vocabulary.performance import performance_words, role_in

_OF_WHICH = re.compile(r"\s*其\s*中\s*[:：,\-—]*\s*")
_COLON = re.compile(r"[:：]")
_PARTS = {"total": "", "fiscal": "fiscal.", "carried_over": "carried_over.", "other": "other."}
_AMOUNTS = ("budget", "executed")


@dataclass(frozen=True, slots=True)
class _Purse:
    """Where the amounts of one form go, their unit, and how sure that unit is."""

    sink: Sink
    base: str
    unit: MoneyUnit
    sure: float

    def emit(self, part: str, role: str, spot: Spot) -> None:
        """One figure: `part` says whose money, `role` which column."""
        if role in _AMOUNTS:
            path = f"{self.base}.{_PARTS[part]}{role}"
            self.sink.amount(path, spot, self.unit, self.sure)
        elif role == "initial_budget" and part == "total":
            self.sink.amount(f"{self.base}.initial_budget", spot, self.unit, self.sure)
        elif role == "completion" and part == "total":
            self.sink.share(f"{self.base}.completion", spot, self.sure)


@dataclass(frozen=True, slots=True)
class _Column:
    role: str
    first: int
    last: int
    name: str


def emit_funds(sink: Sink, base: str, form: Form, rows: list[Row]) -> None:
    """Every amount of the rows above the indicators.

    Two arrangements: heads over columns (全年预算数 | 全年执行数 | 执行率, a row a source), and
    pairs of label and figure (预算数: 57 | 执行数: 54.82), whose first figure is the budget.
    """
    purse = _Purse(sink, base, *_unit(form))
    columns: list[_Column] = []
    pairs: list[_Column] = []
    for row in rows:
        heads = _heads(row)
        if heads:
            columns = heads
        elif columns:
            _by_columns(purse, row, columns)
        else:
            pairs = _by_pairs(purse, row, pairs)


def _unit(form: Form) -> tuple[MoneyUnit, float]:
    """The unit printed on the form; such forms are in 万元, which is less sure where unsaid."""
    texts = [t.string for t in form.titles] + [s.cell.string for r in form.rows for s in r]
    for text in texts:
        unit = money_unit(text) if len(text) < 60 else None
        if unit is not None:
            return unit, 0.95
    return MoneyUnit.TEN_THOUSAND_YUAN, 0.75


def _heads(row: Row) -> list[_Column]:
    """The columns of a row of heads: two roles or more, and no figure in it."""
    fresh = [s for s in row if not s.carried]
    table = performance_words().fund_columns
    roles = [(s, role_in(table, clean_head(s.string))) for s in fresh]
    known = [(s, r) for s, r in roles if r is not None and not s.string.endswith(":")]
    if len({r for _, r in known}) < 2 or any(_figure(s) for s in fresh):
        return []
    edges = [s.column for s in fresh] + [10_000]
    ends = {s.column: e for s, e in zip(fresh, edges[1:], strict=True)}
    found = [_Column(r, s.column, ends[s.column], s.cell.string) for s, r in known]
    return _one_budget(found)


def _one_budget(columns: list[_Column]) -> list[_Column]:
    """年初预算数 is the budget where it is the only one printed."""
    if any(c.role == "budget" for c in columns):
        return columns
    return [replace(c, role="budget") if c.role == "initial_budget" else c for c in columns]


def _by_columns(purse: _Purse, row: Row, columns: list[_Column]) -> None:
    label = next(iter(_labels(row)), None)
    if label is None:
        return
    slot, part = label
    for column in columns:
        under = (s for s in row if column.first <= s.column < column.last and not s.carried)
        cell = next((s for s in under if s.column > slot.column), None)
        if cell is not None:
            spot = Spot(cell.cell.text, 0, None, slot.cell.string, column.name, purse.sink.section)
            purse.emit(part, column.role, spot)


def _by_pairs(purse: _Purse, row: Row, known: list[_Column]) -> list[_Column]:
    """Labels and figures in turn; roles of figures stay with their columns for the rows below."""
    words = performance_words()
    roles = list(known)
    index = 0
    for slot, text in _pairs(row):
        label = clean_head(_label(slot))
        head = role_in(words.fund_columns, label)
        part = role_in(words.fund_rows, label)
        if head is not None and not (part and index):
            roles.append(_Column(head, slot.column, slot.column + 1, slot.cell.string))
            part = "total"
        elif part is not None:
            head = _role_near(roles, slot, index)
        if part in _PARTS and head is not None:
            role = "budget" if head == "initial_budget" else head
            spot = Spot(text, 0, None, slot.cell.string, None, purse.sink.section)
            purse.emit(part, role, spot)
        index += part is not None
    return roles


def _role_near(roles: list[_Column], slot: Slot, index: int) -> str | None:
    """A source's figures stand under those of the whole: first the budget, then execution."""
    near = [c for c in roles if abs(c.first - slot.column) <= 1 and c.role in _AMOUNTS]
    if near:
        return min(near, key=lambda c: abs(c.first - slot.column)).role
    return _AMOUNTS[index] if index < len(_AMOUNTS) else None


def _labels(row: Row) -> Iterator[tuple[Slot, str]]:
    for slot in row:
        part = role_in(performance_words().fund_rows, clean_head(slot.string))
        if part in _PARTS and not slot.carried:
            yield slot, part


def _pairs(row: Row) -> Iterator[tuple[Slot, PlacedText]]:
    """(label, its figure): the next cell, or what follows the colon in the same cell."""
    fresh = [s for s in row if not s.carried]
    for slot, after in zip_longest(fresh, fresh[1:]):
        inline = _COLON.search(slot.cell.string, _after_of_which(slot.cell.string))
        rest = slot.cell.text.slice(inline.end(), len(slot.cell.string)) if inline else None
        if rest is not None and rest.string.strip():
            yield slot, rest.strip()
        elif after is not None and _figure(after):
            yield slot, after.cell.text


def _label(slot: Slot) -> str:
    """The words before the colon; 其中 and its own mark stand before the label."""
    return slot.string[_after_of_which(slot.string) :].split(":")[0]


def _after_of_which(text: str) -> int:
    match = _OF_WHICH.match(text)
    return match.end() if match else 0


def _figure(slot: Slot) -> bool:
    return money(slot.cell.string, MoneyUnit.TEN_THOUSAND_YUAN) is not None
