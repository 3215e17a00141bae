"""Why an amount changed: 主要原因是…, tied to the change that it explains."""

from __future__ import annotations

import re

from extractors.fields.narrative.facts import Fact, Measure
from extractors.fields.narrative.gaps import Gap
from extractors.fields.narrative.regions import Base, Region, find_bases, residue
from schemas.vocabulary.sentences import Subject, sentence_file

_TRIM = "。;,:.、 "
_MIN_REASON = 2
_HOLLOW = re.compile(r"^(?:X+|x+|×+|_+|…+)$")
_CONCLUSION = re.compile(r"[,;](?:故|因此|所以|因而)")
_WHOLE_CHANGES = (Measure.CHANGE, Measure.RATE)


def reason_fact(region: Region, gap: Gap, facts: list[Fact], base: Base | None) -> Fact | None:
    """The reason as a fact of the subject that changed.

    `gap` runs from the sentence's start to the marker. None where the reason is one of the budget,
    where nothing changed, or where it is open which change is meant.
    """
    text = gap.marked.text
    start, end = _trimmed(text, region.text_start, region.end)
    if end - start < _MIN_REASON or _HOLLOW.match(text[start:end]):
        return None
    said = max([gap.start, *(f.end for f in facts if f.end <= region.start)])
    if _of_budget(text[said : region.start], base):
        return None
    subject = _subject(gap, facts)
    if subject is None or not _changed(subject, facts):
        return None
    return Fact(subject, Measure.REASON, text[start:end], None, start, end, match=0.9)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without stops at both ends, and without a conclusion (`,故…增加`) behind the reason."""
    conclusion = _CONCLUSION.search(text, start, end)
    end = conclusion.start() if conclusion else end
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def _of_budget(clause: str, base: Base | None) -> bool:
    """`决算数大于预算数的主要原因`: why the final amount is not the budgeted one."""
    frames = sentence_file().frames
    compared = any(word in clause for word in frames.budget_compared) and "预算" in clause
    own = [b.base for b in find_bases(clause, None)]
    return compared or Base.BUDGET in own or (base is Base.BUDGET and Base.YEAR not in own)


def _subject(gap: Gap, facts: list[Fact]) -> Subject | None:
    clause = gap.clause_start
    named = [n for n in gap.named() if n.start >= clause]
    if len(named) == 1:
        return named[0].subject
    left = gap.left_over(clause, gap.end)
    if named or residue(left):
        return None
    figures = [f for f in facts if f.measure is not Measure.REASON]
    if not figures or figures[-1].measure not in _WHOLE_CHANGES:
        return None
    return _explained(figures)


def _explained(facts: list[Fact]) -> Subject:
    """The one that changed last; where several in a row did, the first of them holds the others."""
    last = facts[-1].subject
    changed: list[Subject] = []
    for fact in reversed(facts):
        if fact.measure not in _WHOLE_CHANGES:
            break
        if fact.subject not in changed:
            changed.append(fact.subject)
    return changed[-1] if len(changed) > 2 else last


def _changed(subject: Subject, facts: list[Fact]) -> bool:
    return any(f.subject == subject and f.measure in _WHOLE_CHANGES and f.value != 0 for f in facts)
