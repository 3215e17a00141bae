"""Figures that stand one column or row off: a row, or all that a table continues on a page.

Such a slip is only ever proposed: it concerns many figures, and a person sees it at a glance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.agreement import Party
from pipeline.identities.figures import Figure, Outcome, Trial
from pipeline.identities.support import Reconciliation, reconcile
from pipeline.repair.constraints import identity_holds
from pipeline.repair.effects import closing
from pipeline.repair.places import Layout, Placed, layouts
from schemas.report import Cause, Repair

#: Broken identities that a shift has to mend at least; shifts that are tried of one report.
_LEAST_MENDED, _MOST_TRIED = 2, 10
#: How likely a reader slips so, for one row and for a whole page.
_PLAUSIBLE = {Cause.SHIFTED_COLUMN: 0.01, Cause.SHIFTED_ROW: 0.01, Cause.CONTINUATION: 0.02}

Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Shift:
    """Figures with the paths that they belong to, if they stand `step` columns or rows off."""

    cause: Cause
    moved: tuple[tuple[Placed, str], ...]
    step: int


def shifts(
    gathered: Mapping[str, list[Party]], figures: Figures, found: Reconciliation
) -> dict[str, list[Repair]]:
    """Repairs by path of the shifts that mend more than they break."""
    broken = {path for t in found.of(Outcome.BROKEN) for path in t.instance.paths}
    repairs: dict[str, list[Repair]] = {}
    for count, shift in enumerate(_worth_trying(gathered, broken)):
        if count >= _MOST_TRIED:
            break
        after = reconcile(_moved(figures, shift))
        mended, spoilt = _difference(found, after)
        if len(mended) >= _LEAST_MENDED and not spoilt:
            for path, repair in _told(shift, figures, mended):
                repairs.setdefault(path, []).append(repair)
    return repairs


def _worth_trying(gathered: Mapping[str, list[Party]], broken: set[str]) -> Iterator[Shift]:
    for layout in layouts(gathered):
        hit = {p.member for p in layout.figures if p.candidate.path in broken}
        pages = {p.page for p in layout.figures if p.member in hit}
        first = min((p.page for p in layout.figures), default=0)
        for page in sorted(pages - {first}):
            group = [p for p in layout.figures if p.page == page]
            yield from _columns(layout, group, Cause.CONTINUATION)
        for member in sorted(hit):
            yield from _columns(layout, layout.row(member), Cause.SHIFTED_COLUMN)
        for member in sorted(hit):
            yield from _rows(layout, layout.row(member))


def _columns(layout: Layout, group: Sequence[Placed], cause: Cause) -> Iterator[Shift]:
    for step in (1, -1):
        moved = [(p, layout.beside(p.measure, step)) for p in group]
        paths = tuple((p, p.member + measure) for p, measure in moved if measure is not None)
        # What falls off the table may only be a nought.
        if all(measure is not None or not p.candidate.value for p, measure in moved) and paths:
            yield Shift(cause, paths, step)


def _rows(layout: Layout, group: Sequence[Placed]) -> Iterator[Shift]:
    """A row's figures belong to the next one, which has none."""
    taken = {p.candidate.path for p in layout.figures}
    for step in (1, -1):
        moved = [(p, layout.below(p.member, step)) for p in group]
        paths = tuple((p, member + p.measure) for p, member in moved if member is not None)
        if paths and not any(path in taken for _, path in paths):
            yield Shift(Cause.SHIFTED_ROW, paths, step)


def _moved(figures: Figures, shift: Shift) -> dict[str, Figure]:
    kept = {path: figure for path, figure in figures.items() if path not in _left(shift)}
    return kept | {path: replace(figures[p.candidate.path]) for p, path in shift.moved}


def _left(shift: Shift) -> set[str]:
    return {placed.candidate.path for placed, _ in shift.moved}


def _difference(
    before: Reconciliation, after: Reconciliation
) -> tuple[dict[str, Trial], dict[str, Trial]]:
    """Trials that broke and no longer do, and the other way round."""
    was, now = _broken(before), _broken(after)
    return (
        {key: trial for key, trial in was.items() if key not in now},
        {key: trial for key, trial in now.items() if key not in was},
    )


def _broken(found: Reconciliation) -> dict[str, Trial]:
    return {f"{t.instance.identity.id} {t.instance.total}": t for t in found.of(Outcome.BROKEN)}


def _told(
    shift: Shift, figures: Figures, mended: Mapping[str, Trial]
) -> Iterator[tuple[str, Repair]]:
    """What each figure of the shift would be: the one that came to its place, or blank."""
    arrived = {path: placed for placed, path in shift.moved}
    paths = dict.fromkeys([*_left(shift), *arrived])
    for path in (p for p in paths if p in figures):
        closes = (t for t in mended.values() if path in t.instance.paths)
        placed = arrived.get(path)
        yield (
            path,
            Repair(
                value=None if placed is None else figures[placed.candidate.path].value,
                raw="" if placed is None else placed.candidate.raw,
                cause=shift.cause,
                change=f"{shift.step:+d}",
                plausibility=_PLAUSIBLE[shift.cause],
                closes=tuple(closing(identity_holds(t, figures)) for t in closes),
                with_paths=tuple(other for other in paths if other != path),
            ),
        )
