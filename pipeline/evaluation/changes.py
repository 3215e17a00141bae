"""Two conversions of the same documents: what weighing and repair made of each value.

A wrong value is one that the truth contradicts or does not know. It may be repaired, go to review,
be read no more, or be accepted; a repair may be right, or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from pipeline.evaluation.run import Evaluated
from pipeline.evaluation.scoring import Judged, Mark

_WRONG = (Mark.WRONG, Mark.SPURIOUS)


@dataclass(frozen=True, slots=True)
class Changes:
    """Counts of some documents.

    `given`: values after; `right_before`, `right_after`: facts of the truth. What was wrong before
    is `mended` (repaired rightly), `reviewed` (a person is asked), `dropped` (no longer given) or
    `accepted` (wrong, and nobody is asked); `reviewed_before` of them were for a person even
    without. `repairs` were applied, of which `misrepaired` gave a wrong value and `spoilt` one that
    had been right.
    """

    documents: int = 0
    facts: int = 0
    given: int = 0
    right_before: int = 0
    right_after: int = 0
    wrong_before: int = 0
    mended: int = 0
    reviewed: int = 0
    dropped: int = 0
    accepted: int = 0
    reviewed_before: int = 0
    repairs: int = 0
    misrepaired: int = 0
    spoilt: int = 0

    def __add__(self, other: Changes) -> Changes:
        mine, theirs = asdict(self), asdict(other)
        return Changes(**{name: mine[name] + theirs[name] for name in mine})

    @property
    def settled(self) -> float | None:
        """Share of the wrong values that were repaired, went to review or are gone."""
        return 1 - self.accepted / self.wrong_before if self.wrong_before else None


def changes(before: Iterable[Evaluated], after: Iterable[Evaluated]) -> dict[str, Changes]:
    """Counts by document, of the documents that both hold a report of."""
    earlier = {document.source: document for document in before if document.report}
    return {
        document.source: _of(earlier[document.source], document)
        for document in after
        if document.report and document.source in earlier
    }


def _of(before: Evaluated, after: Evaluated) -> Changes:
    was = {row.path: row for row in before.judged}
    now = {row.path: row for row in after.judged}
    wrong = {path: row for path, row in was.items() if row.mark in _WRONG}
    ends = [_end(now.get(path)) for path in wrong]
    applied = [row for row in now.values() if row.repaired]
    return Changes(
        documents=1,
        facts=_count(now.values(), lambda row: row.mark is not Mark.SPURIOUS),
        given=_count(now.values(), lambda row: row.mark is not Mark.MISSING),
        right_before=_count(was.values(), _is_right),
        right_after=_count(now.values(), _is_right),
        wrong_before=len(wrong),
        **{name: ends.count(name) for name in ("mended", "reviewed", "dropped", "accepted")},
        reviewed_before=_count(wrong.values(), lambda row: not row.accepted),
        repairs=len(applied),
        misrepaired=_count(applied, lambda row: row.mark in _WRONG),
        spoilt=_count(applied, lambda row: row.mark in _WRONG and _was_right(was, row)),
    )


def _end(row: Judged | None) -> str:
    """What became of a value that was wrong."""
    if row is None or row.mark is Mark.MISSING:
        return "dropped"
    if row.mark is Mark.RIGHT:
        return "mended"
    return "accepted" if row.accepted else "reviewed"


def _is_right(row: Judged) -> bool:
    return row.mark is Mark.RIGHT


def _was_right(was: dict[str, Judged], row: Judged) -> bool:
    earlier = was.get(row.path)
    return earlier is not None and _is_right(earlier)


def _count(rows: Iterable[Judged], wanted: Callable[[Judged], bool]) -> int:
    return sum(map(wanted, rows))
