"""Two readings of a report against each other: which values came, went or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from schemas.report import Report


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A path and its value before and after; None where it was not there. `raw` is as printed."""

    path: str
    before: str | None
    after: str | None
    raw_before: str = ""
    raw_after: str = ""


def changed_values(before: Sequence[Report], after: Sequence[Report]) -> list[ValueChange]:
    """Changes over all reports of a document, held against each other in their order."""
    pairs = zip_longest(before, after)
    return [change for old, new in pairs for change in _between(old, new)]


def _between(old: Report | None, new: Report | None) -> Iterator[ValueChange]:
    first = old.values if old is not None else {}
    second = new.values if new is not None else {}
    for path in sorted(first.keys() | second.keys()):
        a, b = first.get(path), second.get(path)
        if a is None or b is None or a.value != b.value:
            yield ValueChange(
                path,
                None if a is None else str(a.value),
                None if b is None else str(b.value),
                "" if a is None else a.raw,
                "" if b is None else b.raw,
            )
