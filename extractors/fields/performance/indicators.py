"""Rows of an indicator table: levels carried down, values under their heads, the total row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractors.fields.performance.columns import Head, align, bare
from extractors.fields.performance.emit import Sink, tidy
from extractors.fields.performance.sheets import Row, Slot
from extractors.fields.witness import Spot
from extractors.text.normalise import compact
from extractors.text.numbers import is_error, parse_number
from schemas.paths import clean_key
from schemas.text import PlacedText
from schemas.vocabulary.performance import one_of, performance_words, role_in

#: What is left of a template's row: `指标2：`, `……`, `任务1`.
_TEMPLATE = re.compile(r"(?:指标|任务|目标)?\d*[:、.]?(?:[.…·\-—]*|×+|x+|X+)")
_WEIGHT = re.compile(r"\((\d+(?:\.\d+)?)分?\)$")
_TEXTS = ("target", "actual", "deviation")
_NUMBERS = ("weight", "score")
#: Match score of cells taken to belong under another head than they stand under: a person looks.
MOVED = 0.05


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: the names of its levels, and the texts under each head.

    `keyed`: how surely the names of its key were read.
    """

    level1: PlacedText | None
    level2: str
    level3: PlacedText
    values: dict[str, PlacedText]
    before: str = ""
    after: str = ""
    moved: bool = False
    keyed: float = 1.0

    def key(self) -> str:
        """`L2/L3` as the vocabulary keys it."""
        return clean_key(f"{self.level2}/{tidy(self.level3.string)}")


@dataclass(slots=True)
class _Levels:
    """The levels that hold for the rows below; a new upper level ends the lower one."""

    level1: PlacedText | None = None
    level2: PlacedText | None = None
    seen: set[int] = field(default_factory=set)

    def update(self, head: Head, row: Row) -> None:
        upper = _first(head.under("level1", row))
        lower = _first(head.under("level2", row))
        if upper is not None and not upper.carried:
            changed = self.level1 is None or compact(self.level1.string) != upper.string
            self.level1 = upper.cell.text
            if lower is None and changed:
                self.level2 = None
        if lower is not None:
            self.level2 = lower.cell.text


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The indicators under one head, its total row if it has one, and where it ended."""

    indicators: tuple[Indicator, ...]
    total: Row | None
    end: int
    head: Head


def read_table(rows: list[Row], head: Head) -> IndicatorTable:
    """Read the rows below a head until a total, a note or a label that ends the table.

    A total may also stand first, right under the head.
    """
    first = head.at + head.rows
    early = first < len(rows) and is_total(rows[first])
    first += early
    end = next((i for i in range(first, len(rows)) if _ends(rows[i], head)), len(rows))
    levels = _Levels()
    found = (_indicator(head, row, levels) for row in align(head, rows[first:end]))
    total = rows[end] if end < len(rows) and is_total(rows[end]) else None
    if total is None and early:
        return IndicatorTable(tuple(i for i in found if i), rows[first - 1], end, head)
    indicators = tuple(i for i in found if i is not None)
    return IndicatorTable(indicators, total, end + (total is not None), head)


def is_total(row: Row) -> bool:
    """Whether the row's first cell names a total."""
    fresh = [s for s in row if not s.carried]
    label = re.sub(r"\(.*\)$|[:\d.]+$", "", fresh[0].string) if fresh else ""
    return label in performance_words().total_rows


def _ends(row: Row, head: Head) -> bool:
    fresh = [s for s in row if not s.carried]
    if not fresh:
        return False
    if is_total(row):
        return True
    label = fresh[0].string
    if role_in(performance_words().labels, label) in ("score", "grade", "project"):
        return True
    if one_of(performance_words().end_rows).fullmatch(label) and not head.under("level3", row):
        return True
    return (
        any(
            one_of(performance_words().columns[level]).fullmatch(label)
            for level in ("level1", "level2")
        )
        and len(fresh) > 2
    )


def _indicator(head: Head, row: Row, levels: _Levels) -> Indicator | None:
    levels.update(head, row)
    name, above = _names(head, row, levels)
    if name is None or is_error(name.string) or _TEMPLATE.fullmatch(compact(name.string)):
        return None
    if above is None and _is_level(name):
        return None
    values = dict(_values(head, row, name))
    if not values:
        return None
    before, after = (_joined(head, row, r) for r in ("direction", "measure"))
    moved = any(slot.moved for slot in row)
    keyed = min(text.score() for text in (name, above) if text is not None)
    level2 = tidy(above.string) if above is not None else ""
    return Indicator(levels.level1, level2, name, values, before, after, moved, keyed)


def _is_level(name: PlacedText) -> bool:
    """Whether a name is that of a level (产出指标): the heads of the lower ones were not known."""
    words = performance_words()
    return bool(
        one_of((*words.level1_names, *words.level2_names)).fullmatch(level_name(name.string))
    )


def _names(head: Head, row: Row, levels: _Levels) -> tuple[PlacedText | None, PlacedText | None]:
    """(last level's name, the name above it): the two levels that make the key."""
    last = _first(head.under("level3", row))
    if "level3" in head.spans:
        above = levels.level2 or levels.level1
        named = last is not None and not last.carried
        return (last.cell.text if last and named else None), above
    lowest = _first(head.under("level2", row)) or _first(head.under("level1", row))
    above = levels.level1 if "level2" in head.spans else None
    return (lowest.cell.text if lowest else None), above


def _values(head: Head, row: Row, name: PlacedText) -> Iterator[tuple[str, PlacedText]]:
    for role in (*_TEXTS, *_NUMBERS):
        slot = _first(head.under(role, row))
        if slot is None or (slot.carried and role not in _NUMBERS):
            continue
        if role == "deviation" and slot.string in performance_words().empty_marks:
            continue
        if not (slot.carried and role == "score"):
            yield role, slot.cell.text
    hidden = _WEIGHT.search(compact(name.string))
    if hidden and "weight" not in head.spans:
        yield "weight", _part(name, hidden[1])


def _part(text: PlacedText, printed: str) -> PlacedText:
    at = text.string.rindex(printed) if printed in text.string else 0
    return text.slice(at, at + len(printed))


def _joined(head: Head, row: Row, role: str) -> str:
    return "".join(s.string for s in head.under(role, row))


def _first(slots: list[Slot]) -> Slot | None:
    return slots[0] if slots else None


def emit_indicator(sink: Sink, base: str, indicator: Indicator, sure: float) -> None:
    """All values of one indicator, at `base.indicators[L2/L3]`.

    `sure` is the match score of a row that stands under its heads; one whose cells were moved there
    is hardly matched. What is keyed by names is no surer than they were read.
    """
    sure = min(sure, MOVED) if indicator.moved else sure
    sink = replace(sink, keyed=min(sink.keyed, indicator.keyed))
    path = f"{base}.indicators[{indicator.key()}]"
    row = tidy(indicator.level3.string)
    if indicator.level1 is not None:
        sink.text(f"{path}.level1", Spot(indicator.level1, row=row, section=sink.section), sure)
    for role, text in indicator.values.items():
        spot = Spot(text, row=row, column=role, section=sink.section)
        if role in _NUMBERS:
            sink.number(f"{path}.{role}", spot, "分", sure)
        elif role == "target" and (indicator.before or indicator.after):
            raw = " ".join(p for p in (indicator.before, text.string, indicator.after) if p)
            sink.text(f"{path}.{role}", spot, sure, raw)
        else:
            sink.text(f"{path}.{role}", spot, sure)


def has_results(table: IndicatorTable) -> bool:
    """Whether a row states something of its own: a blank reference template states nothing."""
    stated = ("target", "actual", "score", "deviation")
    weighed = any("weight" in i.values for i in table.indicators)
    filled = any(r in i.values for i in table.indicators for r in stated)
    expects_score = "score" in table.head.spans or "actual" in table.head.spans
    return filled or (weighed and not expects_score)


def total_score(table: IndicatorTable) -> PlacedText | None:
    """The total row's score: under the head 得分, else the last of two figures (分值, 得分)."""
    if table.total is None:
        return None
    slots = [s for s in table.total if not s.carried and parse_number(_bare_score(s))]
    under = [s for s in table.head.under("score", table.total) if s in slots]
    if under:
        return under[0].cell.text
    if len(slots) >= 2 or (slots and "weight" not in table.head.spans):
        return slots[-1].cell.text
    return None


def _bare_score(slot: Slot) -> str:
    return slot.string.removesuffix("分")


def level_name(text: str) -> str:
    """A level's name as it is compared: compact, without the weight in brackets."""
    return bare(compact(text))
