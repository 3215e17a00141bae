"""What a row's key as it was read takes away from the trust in its figures."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.table import Cell

#: A label of which a misread character was put right.
_RESPELT = 0.93


def label_trust(label: Cell | None) -> float:
    """Trust (0..1) in what a label was taken for."""
    return _RESPELT if label is not None and label.respelt else 1.0


def code_trust(codes: Iterable[Cell]) -> float:
    """Trust (0..1) in a code that no name confirms: as surely as its digits were read."""
    return min((cell.text.score() for cell in codes if cell.string.strip()), default=1.0)
