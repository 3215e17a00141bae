"""Whose a figure is: the subject named before it, one that holds a list, or the one spoken of."""

from __future__ import annotations

from typing import NamedTuple

from extractors.fields.narrative.figures import Figure, FigureKind
from extractors.fields.narrative.frames import Frame
from extractors.fields.narrative.gaps import Gap
from extractors.fields.narrative.marked import Named
from schemas.vocabulary.paths import entry_for
from schemas.vocabulary.sentences import Subject

#: How sure it is: named right before the figure, holding the list before it, named a clause away.
_EXPLICIT, _HOLDING, _APART = 1.0, 0.85, 0.7
_REVENUE = "revenue"
_ALL_SPENDING = (
    "general_public_budget.expenditure", "expenditure.total",
    "fiscal_appropriation.expenditure.total", "government_fund.expenditure",
    "state_capital.expenditure",
)  # fmt: skip


class Spoken(NamedTuple):
    """What was spoken of last, and how sure it is that this goes on."""

    subject: Subject | None
    trust: float


class Owner(NamedTuple):
    """Whose a figure is, and how sure that is (0..1)."""

    subject: Subject | None
    trust: float


_NOBODY = Owner(None, 0.0)


def owner(figure: Figure, gap: Gap, frame: Frame | None, spoken: Spoken) -> Owner:
    """Whose figure it is; nobody's where nothing, or more than one thing, lays claim to it."""
    names = gap.named()
    if not names:
        return _carried(figure, gap, frame, spoken)
    holder = gap.holder(names)
    if holder is not None:
        return Owner(holder.subject, _HOLDING)
    return _named(names, gap, frame)


def _carried(figure: Figure, gap: Gap, frame: Frame | None, spoken: Spoken) -> Owner:
    framed = (frame is not None and not frame.plain) or figure.kind is FigureKind.COUNT
    if not framed or spoken.subject is None or not gap.clear(gap.clause_start):
        return _NOBODY
    subject = _side(spoken.subject, gap)
    return Owner(subject, spoken.trust) if subject is not None else _NOBODY


def _named(names: list[Named], gap: Gap, frame: Frame | None) -> Owner:
    names = _without_echo(names)
    last = names[-1]
    if gap.competing(names) or gap.strange_before(last) or gap.explained_otherwise(last):
        return _NOBODY
    if gap.clear(last.end):
        return Owner(last.subject, _EXPLICIT)
    apart = gap.clause_start > last.end and gap.clear(gap.clause_start)
    if apart and frame is not None and not frame.plain:
        return Owner(last.subject, _APART)
    return _NOBODY


def _without_echo(names: list[Named]) -> list[Named]:
    """`行政运行（项）当年支出`: right behind a class the word for all spending adds nothing."""
    if len(names) < 2 or not names[-2].is_function or names[-1].start != names[-2].end:
        return names
    return names[:-1] if names[-1].subject.path in _ALL_SPENDING else names


def _side(subject: Subject, gap: Gap) -> Subject | None:
    """The other side of the accounts where 支出 follows a sentence on revenue."""
    said = gap.marked.text[gap.clause_start : gap.end]
    if _REVENUE not in subject.path or "支出" not in said:
        return subject
    path = subject.path.replace(_REVENUE, "expenditure")
    return Subject(path=path) if entry_for(path) is not None else None


def repeated(subject: Subject | None, spoken: Subject | None, figure: Figure) -> Subject | None:
    """What a weak name repeats: 累计接待0人次 after 外事接待0批."""
    if subject is None or not subject.weak or spoken is None:
        return subject
    return spoken if counted_path(spoken, figure) is not None else subject


def counted_path(subject: Subject, figure: Figure) -> str | None:
    """Where a count of the subject goes, by its measure word."""
    counts = subject.counts
    sort = figure.measure
    if sort == "piece":
        sort = "batch" if "batch" in counts else "set"
    if sort == "vehicle" and "vehicle" not in counts and figure.unit == "台":
        sort = "set"
    return counts.get(sort)
