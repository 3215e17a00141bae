"""What a person may answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    """What a person may answer; undo takes the last answer back."""

    ACCEPT = "accept"
    WITNESS = "witness"
    REPAIR = "repair"
    CORRECT = "correct"
    REJECT = "reject"
    UNREADABLE = "unreadable"
    SOURCE_ERROR = "source_error"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: `lock` is the item's count when it was shown.

    `number` counts witnesses, or repairs, from 1. `printed`: the correction is typed in the unit of
    the print, not in that of the value.
    """

    choice: Choice
    lock: int
    value: str | None = None
    number: int | None = None
    note: str = ""
    printed: bool = False
