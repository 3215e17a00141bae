"""Reads a marked passage figure by figure: which fact, which measure, which sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.fields.narrative.facts import Fact, Measure, Reading
from extractors.fields.narrative.figures import Figure, FigureKind
from extractors.fields.narrative.frames import Frame, count_frame, frame_of
from extractors.fields.narrative.gaps import Gap
from extractors.fields.narrative.lists import group_of, spread
from extractors.fields.narrative.making import fact_of, is_thrift, other_year
from extractors.fields.narrative.marked import Marked, Setting
from extractors.fields.narrative.nils import flats, nils, pronouns, without_told_flats
from extractors.fields.narrative.owners import Spoken, counted_path, owner, repeated
from extractors.fields.narrative.reasons import reason_fact
from extractors.fields.narrative.regions import Base, Region
from extractors.fields.narrative.turns import behind_share, rate_in_front, shares_of_list
from schemas.vocabulary.sentences import Subject, sentence_file

#: How sure a carried subject is: on in the sentence, over from the one before or the heading.
_CARRIED, _CARRIED_OVER, _HOLDING = 0.95, 0.85, 0.9
#: A change against another year than the one before: a slip of the pen, or another fact.
_OTHER_YEAR = 0.5
_BUDGETS = (Measure.BUDGET, Measure.INITIAL, Measure.FULL)
_WITHIN = re.compile(r"其中")


@dataclass(slots=True)
class State:
    """What a reader remembers from figure to figure.

    `subject`: what was spoken of last. `head`: what the sentence before was about, or the heading.
    `base`: what changes are measured against. `listed`: up to where the figures of a list are read.
    `budgeted`: whether the sentence has stated a budget. `carried`: how sure a carried subject is.
    """

    subject: Subject | None = None
    head: Subject | None = None
    base: Base | None = None
    carried: float = _CARRIED_OVER
    first: Subject | None = None
    listed: int = 0
    budgeted: bool = False


class PassageReader:
    """Reads one passage; `head` is what the heading above it names."""

    def __init__(self, marked: Marked, setting: Setting, head: Subject | None = None) -> None:
        self.marked = marked
        self.setting = setting
        self.state = State(subject=head, head=head)
        self.reading = Reading()
        self.brackets: list[Subject | None] = []
        self.opened: list[Measure | None] = []

    def read(self) -> Reading:
        """All facts, in the order of the text."""
        for start, end in _sentences(self.marked.text):
            self._sentence(start, end)
        self.reading.facts = without_told_flats(self.reading.facts, self.marked.text)
        return self.reading

    def _sentence(self, start: int, end: int) -> None:
        state = self.state
        state.subject, state.carried, state.first = state.head, _CARRIED_OVER, None
        state.budgeted = False
        self.brackets.clear()
        self.opened.clear()
        if not _WITHIN.match(self.marked.text, start):
            state.base = None
        position = start
        for target in self._targets(start, end):
            if isinstance(target, Region):
                self._reason(target, start)
            elif isinstance(target, Fact):
                self._stated(target, Gap(self.marked, position, target.start))
            elif target.start >= state.listed:
                self._figure(target, Gap(self.marked, position, target.start))
            position = max(position, target.end)
        self._trailing(Gap(self.marked, position, end))
        self.state.head = self.state.first or self.state.head

    def _targets(self, start: int, end: int) -> list[Figure | Fact | Region]:
        inside: list[Figure | Fact | Region] = [
            f for f in self.marked.figures if start <= f.start < end
        ]
        inside += [r for r in self.marked.reasons if start <= r.start < end]
        inside += [f for f in nils(self.marked) if start <= f.start < end]
        inside += [f for f in flats(self.marked) if start <= f.start < end]
        inside += [f for f in pronouns(self.marked) if start <= f.start < end]
        return sorted(inside, key=lambda t: t.start)

    def _enter(self, gap: Gap) -> None:
        """Remember what was spoken of where a bracket opens, and return to it where it closes."""
        names = gap.named()
        for position, bracket in gap.brackets():
            if bracket == "(":
                before = [n.subject for n in names if n.end <= position]
                self.brackets.append(before[-1] if before else self.state.subject)
                self.opened.append(self._measure_before(position))
            elif self.brackets:
                self.state.subject = self.brackets.pop()
                self.opened.pop()

    def _measure_before(self, position: int) -> Measure | None:
        """What the figure right before a bracket gives."""
        facts = self.reading.facts
        return facts[-1].measure if facts and facts[-1].end == position else None

    def _meant(self, frame: Frame | None, gap: Gap) -> Frame | None:
        """The frame of a bare amount by what stands around it.

        In a bracket behind a budget it is part of it: 预算8万元（其中：购置费0万元）. Behind a
        budget a bare 支出 is what was spent of it: 预算8万元，支出7万元.
        """
        if frame is None or not frame.plain:
            return frame
        if self.opened and self.opened[-1] in _BUDGETS:
            return replace(frame, measure=self.opened[-1] or frame.measure)
        spent = "支出" in gap.text and not gap.named() and self._is_behind_budget(gap)
        return replace(frame, plain=False) if spent else frame

    def _is_behind_budget(self, gap: Gap) -> bool:
        facts = self.reading.facts
        return bool(facts) and facts[-1].end == gap.start and facts[-1].measure in _BUDGETS

    def _figure(self, figure: Figure, gap: Gap) -> None:
        self._enter(gap)
        if self._is_special(figure, gap):
            return
        frame = self._meant(frame_of(figure, gap, budget_report=self.setting.budget), gap)
        state = self.state
        spoken = state.subject
        subject, match = owner(figure, gap, frame, Spoken(spoken, state.carried))
        if subject is None:
            state.subject = None
        state.base = gap.base() or state.base
        if figure.kind is FigureKind.COUNT:
            self._count(figure, repeated(subject, spoken, figure), match, gap)
            return
        if subject is None or frame is None:
            self._leave(figure)
            return
        if not subject.path:
            return
        state.subject, state.carried = subject, _CARRIED
        state.first = state.first or subject
        fact = self._checked(fact_of(figure, subject, frame, match), gap)
        if fact is not None:
            year = other_year(gap, self.setting.year, frame)
            self.reading.facts.append(replace(fact, year=year))

    def _is_special(self, figure: Figure, gap: Gap) -> bool:
        """Whether the figure was read by a wording of its own, not by what stands before it."""
        base = next((b for b in self.marked.bases if b.covers(figure.start)), None)
        if base is not None:
            self._inside_base(figure, gap, base)
            return True
        if figure.kind is FigureKind.PERCENT and gap.text == "(":
            self._bracketed_rate(figure, gap)
            return True
        if self._turned(figure, gap):
            return True
        shares = spread(figure, gap)
        if shares is not None:
            self._spread(figure, gap, shares)
        return shares is not None

    def _turned(self, figure: Figure, gap: Gap) -> bool:
        """Wordings in which a figure's meaning does not stand before it."""
        front = rate_in_front(figure, gap)
        if front is not None:
            self._figure(*front)
            self.state.listed = front[0].end
            self._bracketed_rate(figure, Gap(self.marked, front[0].end, front[0].end))
            return True
        told = behind_share(figure, gap, self.reading.facts)
        told = told or shares_of_list(figure, gap, self.reading.facts)
        self.reading.facts.extend(told)
        if told:
            self.state.listed = told[-1].end
        return bool(told)

    def _inside_base(self, figure: Figure, gap: Gap, base: Region) -> None:
        """`比年初预算12.00万元减少…` states the budget on the way."""
        names = gap.named()
        subject = names[-1].subject if names else self.state.subject
        self.state.subject, self.state.base = subject, base.base
        budget = base.base is Base.BUDGET and figure.kind is FigureKind.MONEY
        if not budget or subject is None or not subject.path:
            return
        early = "年初" in self.marked.text[base.start : figure.start]
        frame = Frame(Measure.INITIAL if early else Measure.BUDGET)
        self.reading.facts.append(fact_of(figure, subject, frame, 0.9))

    def _bracketed_rate(self, figure: Figure, gap: Gap) -> None:
        """减少0.35万元（-7.78%）: the rate of the change before it, in its direction."""
        last = self.reading.facts[-1] if self.reading.facts else None
        closed = self.marked.text[figure.end : figure.end + 1] == ")"
        told = last is not None and last.measure is Measure.CHANGE and last.end == gap.start
        if last is None or not told or not closed or isinstance(last.value, str):
            self._leave(figure)
            return
        value = abs(figure.value).copy_sign(last.value)
        spot = replace(last, start=figure.start, end=figure.end, quantum=figure.quantum)
        self.reading.facts.append(replace(spot, measure=Measure.RATE, value=value, unit="%"))

    def _spread(self, figure: Figure, gap: Gap, shares: list[tuple[Figure, Subject]]) -> None:
        """Each subject of a list gets its figure; no figure of a list that cannot be told."""
        state, frame = self.state, frame_of(figure, gap, budget_report=self.setting.budget)
        group = group_of(figure, gap)
        state.listed, state.base = group[-1].end, gap.base() or state.base
        for own, subject in shares:
            if own.kind is FigureKind.COUNT:
                self._count(own, subject, _HOLDING, gap)
            elif frame is not None and subject.path:
                state.subject, state.first = subject, state.first or subject
                fact = self._checked(fact_of(own, subject, frame, _HOLDING), gap)
                self.reading.facts.extend([fact] if fact is not None else [])
        if not shares:
            state.subject = None
            for left in group:
                self._leave(left)

    def _count(self, figure: Figure, subject: Subject | None, match: float, gap: Gap) -> None:
        path = counted_path(subject, figure) if subject is not None else None
        if subject is None or path is None or self._is_planned(path, figure):
            return
        self.state.subject = subject
        self.state.first = self.state.first or (subject if subject.path else None)
        frame = count_frame(gap)
        if frame.measure is Measure.CHANGE and self.state.base is not Base.YEAR:
            return
        counted = Subject(path=path, names=subject.names)
        fact = fact_of(figure, counted, frame, match)
        self.reading.facts.append(replace(fact, unit=figure.unit))

    def _is_planned(self, path: str, figure: Figure) -> bool:
        """Whether the sentence speaks of assets to be bought or gone, not of those held."""
        start = self.marked.text.rfind("。", 0, figure.start) + 1
        before = self.marked.text[start : figure.start]
        return path.startswith("assets.") and any(
            word in before for word in sentence_file().frames.plans
        )

    def _checked(self, fact: Fact, gap: Gap) -> Fact | None:
        """The fact; no change that is measured against a budget or whose direction is open."""
        if fact.measure not in (Measure.CHANGE, Measure.RATE):
            self.state.budgeted |= fact.measure in _BUDGETS
            return fact
        if self.state.base is Base.BUDGET or gap.is_template():
            return None
        if self.state.base is None and (self.state.budgeted or is_thrift(gap)):
            return None
        if self.state.base is None:
            return replace(fact, match=min(fact.match, 0.75))
        if self.state.base is Base.OTHER_YEAR:
            return replace(fact, match=min(fact.match, _OTHER_YEAR))
        return fact

    def _stated(self, fact: Fact, gap: Gap) -> None:
        """A 无 or 持平 that was found: it states 0."""
        self._enter(gap)
        state = self.state
        state.base = gap.base() or state.base
        if not fact.subject.path and fact.measure is Measure.AMOUNT:
            self._headed_zero(fact)
            return
        if fact.measure is not Measure.CHANGE:
            state.subject, state.first = fact.subject, state.first or fact.subject
            self.reading.facts.append(fact)
            return
        names = gap.named()
        subject = names[-1].subject if names else state.subject
        if subject is None or not subject.path or state.base is not Base.YEAR:
            return
        if names and gap.left_over(names[-1].end, gap.end):
            return
        state.subject = subject
        state.first = state.first or subject
        self.reading.facts.append(replace(fact, subject=subject, match=0.95 if names else 0.85))

    def _headed_zero(self, fact: Fact) -> None:
        """无此项支出: 0 of what the heading names."""
        subject = self.state.subject
        if subject is None:
            return
        for path in (subject.path, *subject.nil):
            if path:
                zero = subject if path == subject.path else Subject(path=path)
                self.reading.facts.append(replace(fact, subject=zero))

    def _reason(self, region: Region, sentence_start: int) -> None:
        names = Gap(self.marked, sentence_start, region.start)
        fact = reason_fact(region, names, self.reading.facts, self.state.base)
        if fact is not None:
            self.reading.facts.append(fact)

    def _trailing(self, gap: Gap) -> None:
        """A sentence that only names a subject (`行政运行（项）。`) opens what follows."""
        names = gap.named()
        if self.state.first is not None or not names:
            return
        if gap.text.endswith((":", "中")):
            self.state.first = names[0].subject
        elif names[-1].subject.path and not gap.text[names[-1].end - gap.start :].strip("。:;,"):
            self.state.first = names[-1].subject

    def _leave(self, figure: Figure) -> None:
        if figure.kind in (FigureKind.MONEY, FigureKind.PERCENT):
            self.reading.unmatched.append((figure.start, figure.end))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^。]+。?", text):
        yield match.span()
