"""The columns of an indicator table: which head is which, and rows that have slipped sideways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from extractors.fields.performance.sheets import Row, Slot
from extractors.text.numbers import parse_number
from schemas.vocabulary.performance import Patterns, one_of, performance_words, role_in

_LEVELS = ("level1", "level2", "level3")
_VALUES = ("target", "actual", "weight", "score")
#: What every head of a level has in it: a cheap look before the patterns are tried.
_LIKE_LEVEL = re.compile(r"级|指标|目标|内容")
_SHIFTS = (-1, 1, -2, 2, -3, 3)
#: With more heads than these, choices among them are too many to try.
_MOST_HEADS = 9
_MUCH_BETTER = 2.0
_TWO = 2
_UNIT = re.compile(r"\((?:万元|元|%|分|[A-Za-z]|[A-Za-z]/[A-Za-z]|[盖公签]章)\)")


@dataclass(frozen=True, slots=True)
class Span:
    """Columns `[first, last)` under one head."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Head:
    """Where the roles stand; `rows` how many rows of the form the head takes, from `at`.

    `unknown`: heads right of the levels that are not understood; `table` tells the head's table.
    """

    at: int
    rows: int
    spans: dict[str, Span]
    names: dict[str, str]
    unknown: tuple[Slot, ...] = ()
    table: int = 0

    def under(self, role: str, row: Row) -> list[Slot]:
        """The row's cells that begin under the role's head."""
        span = self.spans.get(role)
        if span is None:
            return []
        return [s for s in row if span.first <= s.column < span.last]


def clean_head(text: str) -> str:
    """A head without brackets of units and letters (`年度指标值(A)`) and glued footnote digits."""
    return re.sub(r"(?<=[\u4e00-\u9fff])\d$", "", _UNIT.sub("", text)).rstrip(":")


def find_heads(rows: list[Row]) -> Iterator[Head]:
    """Heads of indicator tables in a form, each with at least a level and a value column."""
    at = 0
    while at < len(rows):
        head = _head_at(rows, at) if _has_level(rows[at]) else None
        if head is None:
            at += 1
            continue
        yield head
        at = head.at + head.rows


def _has_level(row: Row) -> bool:
    if not any(_LIKE_LEVEL.search(s.string) for s in row):
        return False
    roles = [_role(s) for s in row]
    named = [r for r in roles if r in _LEVELS]
    return bool(named) and (len(named) >= 2 or any(r in _VALUES for r in roles))


def _role(slot: Slot) -> str | None:
    return role_in(performance_words().columns, clean_head(slot.string))


def _head_at(rows: list[Row], at: int) -> Head | None:
    first = at - 1 if at and _all_heads(rows[at - 1]) else at
    last = at
    while last + 1 < len(rows) and _is_subhead(rows[last + 1]):
        last += 1
    slots = {s.column: s for r in rows[first : last + 1] for s in r}
    ordered = sorted(slots.items())
    edges = [column for column, _ in ordered] + [10_000]
    spans: dict[str, Span] = {}
    names: dict[str, str] = {}
    for (column, slot), edge in zip(ordered, edges[1:], strict=True):
        _place(spans, names, _role(slot), slot, Span(column, edge))
    if not any(r in spans for r in _LEVELS) or not any(r in spans for r in _VALUES):
        return None
    _split_levels(spans)
    left = min(spans[r].first for r in _LEVELS if r in spans)
    unknown = tuple(s for c, s in ordered if c > left and s.string and _role(s) is None)
    return Head(first, last - first + 1, spans, names, unknown, slots[ordered[0][0]].table)


def _split_levels(spans: dict[str, Span]) -> None:
    """One wide head over two levels (评价内容 over 产出目标 and 质量指标) makes two columns."""
    upper = spans.get("level1")
    if upper and "level2" not in spans and "level3" in spans and upper.last - upper.first == _TWO:
        spans["level1"] = Span(upper.first, upper.first + 1)
        spans["level2"] = Span(upper.first + 1, upper.last)


def _place(
    spans: dict[str, Span], names: dict[str, str], role: str | None, slot: Slot, span: Span
) -> None:
    """The first column of a role holds.

    What stands left of all levels is the form's own label (年度绩效指标); a weight before the last
    level is that of the level before it.
    """
    if role is None or role == "ignore":
        return
    before_levels = not any(r in spans for r in _LEVELS)
    if role not in _LEVELS and before_levels:
        return
    if role == "weight" and not any(r in spans for r in ("level3", "target")):
        return
    if role not in spans:
        spans[role] = span
        names[role] = slot.cell.string


def _all_heads(row: Row) -> bool:
    """Whether each cell is a head: the upper row of a head of two."""
    known = [_role(s) for s in row]
    return len(row) >= 2 and sum(r is not None for r in known) >= max(2, len(row) - 1)


def _is_subhead(row: Row) -> bool:
    fresh = [s for s in row if not s.carried]
    return bool(fresh) and all(_role(s) is not None for s in fresh) and not _names_level(fresh)


def _names_level(slots: list[Slot]) -> bool:
    words = performance_words()
    return any(one_of(words.level2_names).fullmatch(bare(s.string)) for s in slots)


def bare(name: str) -> str:
    """A level's name without the weight in its brackets (`预算编制(30分)`)."""
    return re.sub(r"\(\d+(?:\.\d+)?(?:分|%)?\)$", "", name)


def align(head: Head, rows: list[Row]) -> list[Row]:
    """The rows with their cells moved under the heads that they belong to.

    A piece of a table from another page may have lost its first columns, or stand in fewer: all its
    rows slip alike. A single row may have an empty cell too many or too few before its second cell.
    """
    found: list[Row] = []
    for piece in _pieces(rows):
        found += [_settled(head, row) for row in _under_heads(head, piece)]
    return found


def _under_heads(head: Head, piece: list[Row]) -> list[Row]:
    """The piece as it is, unless its columns laid otherwise suit the heads much better."""
    best, most = piece, _suits(head, piece) + _MUCH_BETTER
    for laid in (*_slipped(piece), *_laid_otherwise(head, piece)):
        fit = _suits(head, laid)
        if fit > most or (best is piece and fit == most):
            best, most = laid, fit
    return best


def _suits(head: Head, piece: list[Row]) -> float:
    return sum(_fit(head, row) for row in piece)


def _slipped(piece: list[Row]) -> Iterator[list[Row]]:
    for shift in _SHIFTS:
        yield [_moved(row, shift) for row in piece]


def _laid_otherwise(head: Head, piece: list[Row]) -> Iterator[list[Row]]:
    """A piece of another table with its columns under every choice of heads, in their order.

    Columns left of all heads count too: the form's own label stands there.
    """
    columns = sorted({slot.column for row in piece for slot in row})
    heads = {span.first for span in head.spans.values()}
    starts = [*range(min(heads)), *sorted(heads)]
    if piece[0][0].table == head.table or not 1 < len(columns) <= len(starts) <= _MOST_HEADS:
        return
    for chosen in combinations(starts, len(columns)):
        place = dict(zip(columns, chosen, strict=True))
        yield [tuple(_at(s, place[s.column]) for s in row) for row in piece]


def _pieces(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows of one table of the document each."""
    piece: list[Row] = []
    for row in rows:
        if piece and row[0].table != piece[-1][0].table:
            yield piece
            piece = []
        piece.append(row)
    if piece:
        yield piece


def _settled(head: Head, row: Row) -> Row:
    """The row, or the row slipped by a column, where that fits much better."""
    options = [_moved(row, n, start) for n in (-1, 1, -2, 2) for start in (0, 1)]
    best = max(options, key=lambda r: _fit(head, r), default=row)
    return best if _fit(head, best) >= _fit(head, row) + _MUCH_BETTER else row


def _moved(row: Row, shift: int, start: int = 0) -> Row:
    """The row with its cells from the `start`th on moved; cells spanning from above stay."""
    if shift == 0 or any(s.carried for s in row):
        return row
    moved = [_at(s, s.column + shift) if i >= start else s for i, s in enumerate(row)]
    columns = [s.column for s in moved]
    return tuple(moved) if columns == sorted(set(columns)) else row


def _at(slot: Slot, column: int) -> Slot:
    return replace(slot, column=column, moved=slot.moved or column != slot.column)


def _fit(head: Head, row: Row) -> float:
    """How well a row's cells suit their heads: known names, figures where figures belong."""
    words = performance_words()
    points = _named(head.under("level1", row), words.level1_names)
    points += _named(head.under("level2", row), words.level2_names)
    last = head.under("level3", row)
    points -= 1.5 * max(0, len(last) - 1)
    for slot in last:
        known = one_of(words.level2_names).fullmatch(bare(slot.string))
        points += -2.0 if known and "level2" in head.spans else 1.0
        points -= 0.0 if re.search(r"[\u4e00-\u9fffA-Za-z]{2}", slot.string) else 2.0
    for role in ("weight", "score"):
        for position, slot in enumerate(head.under(role, row)):
            alone = position == 0 and parse_number(slot.cell.string) is not None
            points += 1.0 if alone else -1.5
    points += 0.5 * sum(bool(head.under(r, row)) for r in ("target", "actual"))
    placed = {id(s) for role in _VALUES for s in head.under(role, row)}
    points -= 2.0 * sum(_is_stray(s) for s in row if id(s) not in placed)
    return points - sum(s.column < 0 for s in row)


def _is_stray(slot: Slot) -> bool:
    """A figure under a head that holds none."""
    return parse_number(slot.cell.string) is not None and not slot.carried


def _named(slots: list[Slot], names: tuple[str, ...]) -> float:
    points = 0.0
    for slot in slots:
        known = one_of(names).fullmatch(bare(slot.string))
        weighted = bare(slot.string) != slot.string
        points += 2.0 if known else (1.0 if weighted else -0.25)
        points -= 2.0 if parse_number(slot.cell.string) else 0.0
    return points


def role_of_label(table: Patterns, slot: Slot) -> str | None:
    """The role of a label cell, its colon and units taken off."""
    return role_in(table, clean_head(slot.string))


def segment(words: str, table: Patterns) -> list[str]:
    """Roles of heads printed without breaks (`年初预算执行率`), each as long as can be."""
    roles: list[str] = []
    at = 0
    while at < len(words):
        ends = [(_match_end(p, words, at), role) for role, ps in table.items() for p in ps]
        end, role = max(ends, key=lambda e: e[0])
        if end <= at:
            break
        roles.append(role)
        at = end
    return roles


def _match_end(pattern: str, words: str, at: int) -> int:
    """Where the match ends; patterns that run to the end of a head do not part heads."""
    match = None if ".*" in pattern else re.compile(pattern).match(words, at)
    return match.end() if match else at
