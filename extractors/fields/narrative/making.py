"""Facts made of figures: value, sign and unit, and the year that a clause names."""

from __future__ import annotations

from extractors.fields.narrative.facts import Fact, Measure
from extractors.fields.narrative.figures import Figure, FigureKind
from extractors.fields.narrative.frames import Frame
from extractors.fields.narrative.gaps import Gap
from extractors.text.dates import find_years
from schemas.vocabulary.sentences import Subject, sentence_file


def fact_of(figure: Figure, subject: Subject, frame: Frame, match: float) -> Fact:
    """The fact that a figure of money or rate states of the subject."""
    value = frame.signed(figure.value)
    unit = "万元" if figure.kind is FigureKind.MONEY else "%"
    return Fact(
        subject,
        frame.measure,
        value,
        unit,
        figure.start,
        figure.end,
        figure.quantum,
        match * frame.match,
        base=frame.base,
    )


def is_thrift(gap: Gap) -> bool:
    """Whether the direction speaks of what was saved, not of last year: 节约资金22.00万元."""
    said = [gap.marked.text[c.start : c.end] for c in gap.cues() if c.label in ("up", "down")]
    return bool(said) and said[-1] in sentence_file().frames.unbased


def other_year(gap: Gap, year: int | None, frame: Frame) -> int | None:
    """The year that the clause names, where it is not the report's and not a base."""
    if year is None or frame.measure in (Measure.CHANGE, Measure.RATE):
        return None
    text = gap.marked.text
    clause = max(gap.start, text.rfind(",", 0, gap.end) + 1, text.rfind("。", 0, gap.end) + 1)
    start = min(clause, gap.clause_start)
    years = [
        y.value
        for y in find_years(text[start : gap.end])
        if not any(b.covers(start + y.start) for b in gap.marked.bases)
    ]
    if years:
        return years[-1] if years[-1] != year else None
    prior = sentence_file().frames.prior
    named = [(n.start, n.end) for n in gap.named()]
    bases = [(b.start, b.end) for b in gap.marked.bases]
    said = _without(text, gap.clause_start, gap.end, [*named, *bases])
    return year - 1 if any(word in said for word in prior) else None


def _without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    kept = (i for i in range(start, end) if not any(a <= i < b for a, b in spans))
    return "".join(text[i] for i in kept)
