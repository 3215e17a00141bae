"""The frame that a figure stands in: budget, final, share, completion, change."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.fields.narrative.facts import Measure
from extractors.fields.narrative.figures import Figure, FigureKind
from extractors.fields.narrative.gaps import Gap
from extractors.fields.narrative.pipeline import Mark
from schemas.vocabulary.sentences import sentence_file

_BUDGETS = {
    "budget": Measure.BUDGET,
    "initial_budget": Measure.INITIAL,
    "full_budget": Measure.FULL,
}
#: Names of funds in which 预算 says nothing of a budget figure.
_FUND_NAMES = re.compile(
    r"(?:一般公共|政府性基金|国有资本经营|公共财政|公共)预算|预算(?:单位|执行)"
)
_LINKS = ("的", "的比例为", "的比重为")
_FULL_WORDS = ("全年", "调整", "变动")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the words before a figure make of it.

    `plain`: nothing but a subject could give it meaning. `sign`: 1, −1, or 0 for as printed.
    """

    measure: Measure
    plain: bool = False
    sign: int = 1
    match: float = 1.0
    base: str = ""

    def signed(self, value: Decimal) -> Decimal:
        """The value with the direction of the words, not of the figure."""
        if self.sign < 0:
            return -abs(value)
        return value


def frame_of(figure: Figure, gap: Gap, *, budget_report: bool) -> Frame | None:
    """The frame of a figure of money or rate; None where its words fit no frame."""
    gap = _with_clause(gap)
    cues = gap.cues()
    if any(word in gap.text[gap.clause_start - gap.start :] for word in _compared()):
        return None
    if figure.kind is FigureKind.MONEY:
        return _change(cues, Measure.CHANGE) or _amount(gap, budget_report=budget_report)
    if figure.kind is FigureKind.PERCENT:
        return _rate(gap, cues)
    if figure.kind is FigureKind.BARE:
        return _bare(figure, gap, cues)
    return None


def count_frame(gap: Gap) -> Frame:
    """The frame of a count: it is held, or it is more or less by so many."""
    return _change(gap.cues(), Measure.CHANGE) or Frame(Measure.COUNT)


def _with_clause(gap: Gap) -> Gap:
    """`完成全年预算10万元的59.5%`: behind 的 the words before the other figure count too."""
    if gap.text not in _LINKS:
        return gap
    stops = [gap.marked.text.rfind(stop, 0, gap.start) + 1 for stop in ",;:。("]
    return Gap(gap.marked, max(stops), gap.end)


def _compared() -> tuple[str, ...]:
    return sentence_file().frames.budget_compared


def _change(cues: list[Mark], measure: Measure) -> Frame | None:
    found = [c for c in cues if c.label in ("up", "down", "signed")]
    if not found:
        return None
    sign = {"up": 1, "down": -1, "signed": 0}[found[-1].label]
    return Frame(measure, sign=sign)


def _amount(gap: Gap, *, budget_report: bool) -> Frame:
    names = gap.named()
    start = min(names[-1].start, gap.clause_start) if names else gap.clause_start
    cues = [c for c in gap.cues(start) if c.label in {*_BUDGETS, "final"}]
    alias = gap.marked.text[names[-1].start : names[-1].end] if names else ""
    cues = [c for c in cues if not any(n.start <= c.start and c.end <= n.end for n in names)]
    if cues:
        measure = _BUDGETS.get(cues[-1].label, Measure.AMOUNT)
        return Frame(_in_report(measure, gap, budget_report=budget_report))
    if "预算" in _FUND_NAMES.sub("", alias):
        return Frame(_in_report(Measure.BUDGET, gap, budget_report=budget_report))
    return Frame(Measure.AMOUNT, plain="决算" not in alias)


def _in_report(measure: Measure, gap: Gap, *, budget_report: bool) -> Measure:
    """In a budget the amounts are the budgeted ones; the 三公 alone keep their budget's name."""
    if not budget_report or measure is Measure.AMOUNT:
        return measure
    names = gap.named()
    three_public = bool(names) and names[-1].subject.path.startswith("three_public")
    return Measure.BUDGET if three_public else Measure.AMOUNT


def _rate(gap: Gap, cues: list[Mark]) -> Frame | None:
    labels = [c.label for c in cues]
    clause = gap.text[gap.clause_start - gap.start :]
    if "completion" in labels:
        return Frame(Measure.COMPLETION, base=_base_words(clause))
    if "share" in labels:
        of_budget = "预算" in _FUND_NAMES.sub("", clause.partition("占")[2])
        if of_budget:
            return Frame(Measure.COMPLETION, base=_base_words(clause), match=0.9)
        return Frame(Measure.SHARE)
    change = _change(cues, Measure.RATE)
    if change is not None:
        return change
    if re.search(r"为(?:年初|全年|调整|当年)?预算(?:数)?的$", clause):
        return Frame(Measure.COMPLETION, base=_base_words(clause), match=0.9)
    return None


def _bare(figure: Figure, gap: Gap, cues: list[Mark]) -> Frame | None:
    """A rate whose % was left out: `增长5.14。`."""
    closed = gap.marked.text[figure.end : figure.end + 1] in ("", "。", ",", ";", ")")
    if not closed or not {c.label for c in cues} & {"up", "down", "share", "completion"}:
        return None
    frame = _rate(gap, cues)
    return replace(frame, match=0.7) if frame is not None else None


def _base_words(clause: str) -> str:
    if "年初" in clause:
        return "initial"
    return "full" if any(word in clause for word in _FULL_WORDS) else ""
