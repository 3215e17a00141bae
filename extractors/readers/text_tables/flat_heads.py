"""Heads of flattened indicator tables: a run of fragments that spells known heads of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.text_tables import words
from extractors.readers.text_tables.fragments import Fragment, together, word_of
from schemas.text import PlacedText

#: A head is broken into at most so many pieces, and so many pieces stand before 一级指标.
_MOST_PIECES, _LONGEST_HEAD, _BEFORE = 7, 24, 16
_LEVELS = ("level1", "level2", "level3")


@dataclass(frozen=True, slots=True)
class FlatHead:
    """Heads in printed order, spelled by fragments `[first, last)`."""

    first: int
    last: int
    columns: tuple[tuple[str, PlacedText], ...]

    @property
    def roles(self) -> list[str]:
        """Roles of the columns in printed order."""
        return [role for role, _ in self.columns]


def find_heads(pieces: list[Fragment]) -> list[FlatHead]:
    """Every head with all three levels, or two levels and two more columns.

    A piece in which two heads were run together is cut in `pieces` itself.
    """
    found: list[FlatHead] = []
    index = 0
    while index < len(pieces):
        head = _head_at(pieces, index) if _may_begin(pieces[index].string) else None
        if head is not None:
            found.append(head)
            index = max(head.last, index + 1)
        else:
            index += 1
    return found


def _may_begin(string: str) -> bool:
    return "一级" in string or string == "一"


def _head_at(pieces: list[Fragment], index: int) -> FlatHead | None:
    _cut_run_together(pieces, index)
    for first in range(max(0, index - _BEFORE), index + 2):
        columns, last = _read(pieces, first)
        roles = [role for role, _ in columns]
        if last > index and _is_head(roles):
            return FlatHead(first, last, tuple(columns))
    return None


def _is_head(roles: Sequence[str]) -> bool:
    levels = sum(1 for level in _LEVELS if level in roles)
    return "level1" in roles and levels >= 2 and len(set(roles)) >= 4


def _cut_run_together(pieces: list[Fragment], index: int) -> None:
    """`备注一级` holds the end of one head and the begin of another."""
    string = pieces[index].string
    at = string.find("一级")
    if at > 0 and words.head_role(string[:at]) is not None:
        pieces[index : index + 1] = pieces[index].cut(at)


def _read(pieces: Sequence[Fragment], first: int) -> tuple[list[tuple[str, PlacedText]], int]:
    """Heads from `first` on, longest spelling first, and where they end."""
    columns: list[tuple[str, PlacedText]] = []
    position = first
    while position < len(pieces):
        size = _longest_head(pieces, position)
        if size == 0:
            break
        run = pieces[position : position + size]
        role = words.head_role(word_of(run))
        if role is not None and (role in {"group", "method"} or role not in dict(columns)):
            columns.append((role, together(run)))
        elif role is not None:
            break
        position += size
    return columns, position


def _longest_head(pieces: Sequence[Fragment], position: int) -> int:
    best, spelled = 0, ""
    for size in range(1, min(_MOST_PIECES, len(pieces) - position) + 1):
        spelled = word_of(pieces[position : position + size])
        if len(spelled) > _LONGEST_HEAD:
            break
        if words.head_role(spelled) is not None:
            best = size
    return best
