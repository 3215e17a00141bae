"""How well the heads and row labels of a table fit a statement, whatever its title says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.tables.header import body_rows, column_paths, head_text, own_cells
from extractors.text.normalise import compact
from extractors.text.numbers import parse_number
from schemas.table import Table
from schemas.vocabulary.statements import Form, Patterns, patterns

_LIST_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|其中:|[①-⑩])"
)
_MEASURE = re.compile(
    r"[(,](?:单位:?)?(?:[百千万亿]{0,2}元|个|人|人次|辆|台|次|批次|批|台、套|台\(套\)|台/套|套|%)\)?$"
)
#: Body rows whose labels are looked at.
_MOST_ROWS = 120
#: Each foreign head found takes this much away.
_FOREIGN = 0.35


@dataclass(frozen=True, slots=True)
class Look:
    """What a table shows: head paths joined by `/`, single heads, row labels without numbers."""

    paths: frozenset[str]
    heads: frozenset[str]
    labels: frozenset[str]

    @property
    def blank(self) -> bool:
        """Whether there is nothing to go by."""
        return not self.heads and not self.labels


def look_at(table: Table) -> Look:
    """Heads and labels of a table."""
    paths = column_paths(table)
    rows = body_rows(table)[:_MOST_ROWS]
    words = {
        plain_label(c.string)
        for row in rows
        for c in own_cells(table, row)
        if parse_number(c.string) is None
    }
    return Look(
        frozenset("/".join(p) for p in paths if p),
        frozenset(part for p in paths for part in p),
        frozenset(w for w in words if w),
    )


def fit(form: Form, look: Look) -> float:
    """0..1: the share of the form's heads and labels that the table has, less what is foreign."""
    everything = look.paths | look.heads
    heads = _share(form.heads, everything)
    # Flat tables carry the items of a statement in their heads.
    rows = _share(form.rows, look.labels | {head_text(h) for h in look.heads})
    parts = [s for s in (heads, rows) if s is not None]
    score = sum(parts) / len(parts) if parts else 0.5
    foreign = _hits(form.foreign, everything) + _hits(form.foreign_rows, look.labels)
    return max(0.0, score - _FOREIGN * foreign)


def tells(form: Form, look: Look) -> bool:
    """Whether heads and labels identify the form without a title."""
    shown = look.paths | look.heads | look.labels
    return bool(form.alone) and _hits(form.alone, shown) == len(form.alone)


def plain_label(text: str) -> str:
    """A row label without list numbers, 其中, quotation marks and measure word, compact."""
    label = _MEASURE.sub("", compact(text).replace('"', "").strip(":"))
    while match := _LIST_NUMBER.match(label):
        label = label[match.end() :]
    return label


def _share(wanted: tuple[str, ...], found: frozenset[str]) -> float | None:
    if not wanted:
        return None
    return _hits(wanted, found) / len(wanted)


def _hits(wanted: tuple[str, ...], found: frozenset[str] | set[str]) -> int:
    return sum(_any(patterns(w), found) for w in wanted)


def _any(pattern: Patterns, texts: frozenset[str] | set[str]) -> bool:
    return any(pattern.match(text) for text in texts)
