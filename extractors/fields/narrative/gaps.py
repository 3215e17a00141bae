"""What stands before a figure: its subject, its cues, and whether all of it is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.fields.narrative.marked import Marked, Named
from extractors.fields.narrative.pipeline import Mark
from extractors.fields.narrative.regions import Base, residue
from schemas.vocabulary.sentences import sentence_file

_CLAUSE = re.compile(r"[,;:。(]")
#: Aliases this short say something else when a strange word stands right before them.
_GENERIC = 4
_JOINS = re.compile(r"^(?:[、/]|和|与|及|以及|或)$")
_AGENCY_END = tuple("局委办厅院校部处站所队会心馆社园司署台室学府")
_GENERAL = ("three_public.", "general_public_budget.")
_LISTING = ("包括", "主要包括", "包含", "含")
_INCLUDING = ("含", "包括", "包含", "不含", "不包括", "其中", "即")
_PARTS = ("中", "的", "中的", "下的", ":", "里", "其中", "部分")
#: Subjects that hold others: named right before one of these parts they only say where it belongs.
_WHOLES = (
    "three_public.total.final", "procurement.total", "expenditure.total", "revenue.total",
    "general_public_budget.expenditure", "general_public_budget.basic.total",
    "fiscal_appropriation.expenditure.total", "fiscal_appropriation.totals.amount",
    "totals.amount", "revenue.fiscal_appropriation", "government_fund.expenditure",
    "state_capital.expenditure", "three_public.vehicle.final", "three_public.reception.final",
)  # fmt: skip
_TEMPLATE = re.compile(
    r"(?:增加|增长|减少|下降|提高|降低|上升)(?:[(/、或]|[(、]或)(?:增加|增长|减少|下降|提高|降低|上升)"
)


@dataclass(frozen=True, slots=True)
class Gap:
    """The stretch `[start, end)` between the last figure, or the sentence's start, and a figure."""

    marked: Marked
    start: int
    end: int

    @property
    def text(self) -> str:
        """The stretch."""
        return self.marked.text[self.start : self.end]

    @property
    def clause_start(self) -> int:
        """Where the clause begins that the figure stands in."""
        stops = [m.end() for m in _CLAUSE.finditer(self.marked.text, self.start, self.end)]
        inner = [s for s in stops if not self._in_named(s - 1)]
        return inner[-1] if inner else self.start

    def named(self) -> list[Named]:
        """Subjects named in the stretch, those of a share's or completion's base left out."""
        return [
            n
            for n in self.marked.named
            if self.start <= n.start and n.end <= self.end and not self._in_base(n.start)
            if not any(first < n.start < last for first, last in self.closed())
        ]

    def brackets(self) -> list[tuple[int, str]]:
        """Brackets of the stretch that belong to no name."""
        text = self.marked.text
        inside = (i for i in range(self.start, self.end) if text[i] in "()")
        return [(i, text[i]) for i in inside if not self._in_named(i)]

    def closed(self) -> list[tuple[int, int]]:
        """Pairs of brackets that open and close inside the stretch."""
        found, opened = [], []
        for position, bracket in self.brackets():
            if bracket == "(":
                opened.append(position)
            elif opened:
                found.append((opened.pop(), position))
        return found

    def cues(self, start: int | None = None) -> list[Mark]:
        """Cues from `start` (the clause's) up to the figure, outside comparisons."""
        first = self.clause_start if start is None else start
        return [
            c
            for c in self.marked.cues
            if first <= c.start
            and c.end <= self.end
            and not self.marked.hidden(c.start)
            and not any(b.covers(c.start) for b in self.marked.bases)
        ]

    def base(self) -> Base | None:
        """What the stretch compares with, where it says so."""
        inside = [b for b in self.marked.bases if self.start <= b.start < self.end]
        return inside[-1].base if inside else None

    def clear(self, start: int) -> bool:
        """Whether all from `start` up to the figure is understood."""
        return not self.left_over(start, self.end)

    def left_over(self, start: int, end: int) -> str:
        """Words of `[start, end)` that no mark and no filler explains."""
        covered = [False] * (end - start)
        marked = self.marked
        regions = (*marked.bases, *marked.reasons, *marked.purposes)
        spans = [(r.start, r.end) for r in regions]
        spans += [(c.start, c.end) for c in marked.cues]
        spans += [(n.start, n.end) for n in marked.named]
        for first, last in self.closed():
            if not re.search(r"\d", marked.text[first:last]):
                spans.append((first, last + 1))
        for first, last in spans:
            for position in range(max(first, start), min(last, end)):
                covered[position - start] = True
        rest = zip(self.marked.text[start:end], covered, strict=True)
        return residue("".join(" " if hidden else c for c, hidden in rest))

    def is_template(self) -> bool:
        """Whether the author left both directions of the form: 增长（下降）."""
        return _TEMPLATE.search(self.text) is not None

    def strange_before(self, named: Named) -> bool:
        """Whether the alias is only the end of a longer name that we do not know (车均购置费)."""
        text = self.marked.text
        frames = sentence_file().frames
        if text[: named.start].endswith(frames.spoilers) or self._of_other_fund(named):
            return True
        if named.end - named.start > _GENERIC or named.is_function:
            return False
        start = max((m.end() for m in _CLAUSE.finditer(text, 0, named.start)), default=0)
        before = re.split(r"[、]", text[start : named.start])[-1]
        return bool(before) and not residue_free_end(before)

    def _of_other_fund(self, named: Named) -> bool:
        """Whether the clause names another fund before a fact of the general budget or the 三公."""
        if not named.subject.path.startswith(_GENERAL):
            return False
        text = self.marked.text
        start = max((m.end() for m in re.finditer("[,;。:(、]", text[: named.start])), default=0)
        return any(fund in text[start : named.start] for fund in sentence_file().frames.fund_names)

    def competing(self, names: list[Named]) -> bool:
        """Whether the last two subjects both claim the figure."""
        if len(names) < 2:
            return False
        first, last = names[-2], names[-1]
        between = self.marked.text[first.end : last.start]
        if first.subject == last.subject or between in _PARTS:
            return False
        if _JOINS.match(between):
            return True
        return not between and first.subject.path not in _WHOLES and not last.is_function

    def holder(self, names: list[Named]) -> Named | None:
        """What holds a list before the figure: 工资福利支出包括基本工资、奖金等支出600万元."""
        text = self.marked.text
        for named in names:
            behind = text[named.end : self.end]
            listed = behind.startswith(_LISTING) and not _CLAUSE.search(behind)
            if listed and re.search(r"等[^、]{0,6}$", behind):
                return named
        return None

    def explained_otherwise(self, named: Named) -> bool:
        """Whether a bracket behind the name says what it stands for: 其他支出（上缴上级支出）."""
        for first, last in self.closed():
            inside = [n for n in self.marked.named if first < n.start < last]
            text = self.marked.text[first + 1 : last]
            if first == named.end and inside and not text.startswith(_INCLUDING):
                return True
        return False

    def _in_base(self, position: int) -> bool:
        """Inside 占…的 or 完成…的 of this very figure."""
        cues = [c for c in self.cues() if c.label in ("share", "completion")]
        return any(c.end <= position for c in cues)

    def _in_named(self, position: int) -> bool:
        return any(n.start <= position < n.end for n in self.marked.named)


def residue_free_end(before: str) -> bool:
    """Whether a stretch ends in a filler or in the name of an agency."""
    tail = before[-6:]
    return any(not residue(tail[-n:]) for n in range(1, len(tail) + 1)) or before.endswith(
        _AGENCY_END
    )
