"""What is stated without a figure: 无, 未发生 and 持平 are 0."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.fields.narrative.facts import Fact, Measure
from extractors.fields.narrative.marked import Marked, Named
from extractors.fields.narrative.pipeline import Mark
from extractors.fields.narrative.regions import is_hollow, residue
from schemas.vocabulary.sentences import Subject

_ZERO = Decimal(0)
#: 0 stated in words is exact; it is compared as finely as money is printed.
_QUANTUM = Decimal("0.01")
_REACH = 12
_NOT_A_NIL = re.compile(r"^(?:的(?:部门|单位|情况|原因)|计划|原因|预算且|任务)")
_NIL = r"(?:无|没有|未发生|未安排|未产生|不涉及|没有发生|没有安排)"
_PRONOUN = re.compile(
    rf"{_NIL}(?:此|该|本|上述|相关|以上)(?:项|类|部分)?(?:预算|决算|财政拨款|资金|经费)*"
    r"(?:收入和支出|收入支出|收支|支出|收入|经费|费用|业务|内容|情况)(?!的)"
)
_ALONE = re.compile(
    r"(?:20\d\d年度?|本年度?|本?部门|本?单位|我局|我单位|我部门|[,:])*(?P<nil>无|不涉及|没有|未发生)[。.]?"
)
_FLAT = re.compile(r"\D+")
_JOINS = re.compile(r"[、/]|和|与|及|以及|或")
_FIGURE = r"[^,。;]{0,4}\d"
_CLAUSE_START = re.compile(r"[,;。:]")


def nils(marked: Marked) -> list[Fact]:
    """`无机关运行经费支出`, `未发生公务接待费`, `没有使用政府性基金预算安排的支出`."""
    found: list[Fact] = []
    for cue in marked.cues:
        if cue.label == "nil" and not marked.hidden(cue.start):
            named = _named_after(marked, cue)
            if named is not None and not _is_hollow_around(marked, cue.start, named.end):
                for each in _listed(marked, named):
                    found += _zeros(each, cue.start, marked.text[each.start : each.end])
    return found


def _listed(marked: Marked, first: Named) -> list[Named]:
    """The subject behind 无 and those that are listed with it: 无A、B和C."""
    listed = [first]
    for named in marked.named:
        between = marked.text[listed[-1].end : named.start]
        if named.start > listed[-1].start and _JOINS.fullmatch(between):
            listed.append(named)
    return listed if not re.match(_FIGURE, marked.text[listed[-1].end :]) else []


def pronouns(marked: Marked) -> list[Fact]:
    """`本年度无此项支出`, or a paragraph that says 无 alone: what the heading names is 0."""
    found = [*_PRONOUN.finditer(marked.text)]
    whole = _ALONE.fullmatch(marked.text)
    spans = [m.span() for m in found] or ([whole.span("nil")] if whole else [])
    nothing = Subject(path="")
    return [
        Fact(nothing, Measure.AMOUNT, _ZERO, "万元", start, end, _QUANTUM, 0.8)
        for start, end in spans
        if not marked.hidden(start)
    ]


def flats(marked: Marked) -> list[Fact]:
    """`与上年持平`: a change of 0; its subject and base are the reader's matter."""
    nothing = Subject(path="")
    return [
        Fact(nothing, Measure.CHANGE, _ZERO, "万元", cue.start, cue.end, _QUANTUM, 0.9)
        for cue in marked.cues
        if cue.label in ("flat", "same") and not marked.hidden(cue.start)
    ]


def without_told_flats(facts: list[Fact], text: str) -> list[Fact]:
    """Facts without the 0 of a 基本持平 whose difference is told: 持平（增加0.20万元）."""
    changes = [f for f in facts if f.measure is Measure.CHANGE]
    told = [
        flat
        for flat in changes
        if _FLAT.fullmatch(text, flat.start, flat.end)
        and any(
            c.subject == flat.subject
            and 0 <= c.start - flat.end <= _REACH
            and "。" not in text[flat.end : c.start]
            for c in changes
            if c is not flat
        )
    ]
    return [f for f in facts if all(f is not t for t in told)]


def _named_after(marked: Marked, cue: Mark) -> Named | None:
    """The subject right behind 无: only words that change nothing may stand between."""
    for named in marked.named:
        if not cue.start < named.start <= cue.end + _REACH:
            continue
        between = marked.text[cue.end : named.start]
        if residue(between) or _CLAUSE_START.search(between):
            return None
        after = marked.text[named.end :]
        joined = any(_JOINS.fullmatch(marked.text[named.end : n.start]) for n in marked.named)
        if _NOT_A_NIL.match(after) or (re.match(_FIGURE, after) and not joined):
            return None
        return named
    return None


def _zeros(named: Named, start: int, alias: str) -> list[Fact]:
    subject = named.subject
    held = subject.counts.get("vehicle")
    if held is not None and (not subject.path or subject.path == held):
        counted = Subject(path=held)
        return [Fact(counted, Measure.COUNT, _ZERO, "辆", start, named.end, Decimal(1), 0.85)]
    groups = subject.counts.get("batch")
    if groups is not None and "团组" in alias:
        counted = Subject(path=groups)
        return [Fact(counted, Measure.COUNT, _ZERO, "个", start, named.end, Decimal(1), 0.85)]
    if "set" in subject.counts:
        counted = Subject(path=subject.counts["set"])
        return [Fact(counted, Measure.COUNT, _ZERO, "台(套)", start, named.end, Decimal(1), 0.85)]
    stated = [subject, *(Subject(path=path) for path in subject.nil)]
    return [
        Fact(s, Measure.AMOUNT, _ZERO, "万元", start, named.end, _QUANTUM, 0.9)
        for s in stated
        if s.path
    ]


def _is_hollow_around(marked: Marked, start: int, end: int) -> bool:
    """Whether the clause still names XX局: a template's sentence states nothing."""
    stops = [m.end() for m in _CLAUSE_START.finditer(marked.text, 0, start)]
    return is_hollow(marked.text[stops[-1] if stops else 0 : end])
