"""What a row's key as it was read takes away from the trust in its figures."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.table import Cell

#: A label or a code of which a misread character was put right.
RESPELT = 0.93


def label_trust(label: Cell | None) -> float:
    """Trust (0..1) in what a label was taken for."""
    return RESPELT if label is not None and label.respelt else 1.0


def code_trust(codes: Iterable[Cell]) -> float:
    """Trust (0..1) in a code that no name confirms: as surely as its digits were read."""
    return min((cell.text.score() for cell in codes if cell.string.strip()), default=1.0)


def is_misread(printed: str, named: str) -> bool:
    """Whether a code as read is another but for one figure, or but for its last levels, unread."""
    if len(printed) != len(named):
        return bool(printed) and named.startswith(printed)
    return sum(a != b for a, b in zip(printed, named, strict=True)) == 1
