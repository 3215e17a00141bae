"""Findings from goals set twice: a goal table and the form that reports on the same goals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from extractors.text.normalise import compact
from pipeline.findings.forms import Marked, MarkedForm
from pipeline.findings.passages import evidence_of
from schemas.document import Document
from schemas.report import Finding, Severity

#: Two names are of one indicator from here on (`车辆租赁台次`, `车辆租用台次`).
_SAME_NAME = 0.8
#: A goal table and a form are of one project where this many goals agree, and no fewer than differ.
_FEWEST_AGREEING = 3
_EXTRAS = re.compile(r"^指标\d+[:：]|\(.*?\)")

_Pair = tuple[Marked, Marked]


def target_findings(document: Document, forms: list[MarkedForm]) -> list[Finding]:
    """One finding for each goal whose target is another in the form that reports on it."""
    goals = [f for f in forms if not _reports(f)]
    results = [f for f in forms if _reports(f)]
    return [
        _finding(document, pair, (goal, result))
        for goal in goals
        for result, pairs in _best(goal, results)
        for pair in pairs
        if _differ(pair)
    ]


def _reports(form: MarkedForm) -> bool:
    return any(row.actual is not None for row in form.rows)


def _best(goal: MarkedForm, results: list[MarkedForm]) -> Iterator[tuple[MarkedForm, list[_Pair]]]:
    """The form that shares most of the goals, if any shares enough."""
    paired = [(form, list(_pairs(goal, form))) for form in results]
    agreeing = [(sum(not _differ(p) for p in pairs), form, pairs) for form, pairs in paired]
    most = max(agreeing, key=lambda entry: entry[0], default=None)
    if most and most[0] >= max(_FEWEST_AGREEING, len(most[2]) - most[0]):
        yield most[1], most[2]


def _pairs(goal: MarkedForm, result: MarkedForm) -> Iterator[_Pair]:
    """Goals and rows of one name, each row once, the likest first."""
    rows = [r for r in result.rows if r.target is not None]
    own = [g for g in goal.rows if g.target is not None]
    likeness = sorted(
        ((_likeness(g, r), i, j) for i, g in enumerate(own) for j, r in enumerate(rows)),
        reverse=True,
    )
    taken: set[tuple[str, int]] = set()
    for like, i, j in likeness:
        if like < _SAME_NAME or ("g", i) in taken or ("r", j) in taken:
            continue
        taken |= {("g", i), ("r", j)}
        yield own[i], rows[j]


def _likeness(one: Marked, other: Marked) -> float:
    a, b = (_EXTRAS.sub("", compact(m.indicator.level3.string)) for m in (one, other))
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SAME_NAME else 0.0


def _differ(pair: _Pair) -> bool:
    return pair[0].target != pair[1].target


def _finding(document: Document, pair: _Pair, forms: tuple[MarkedForm, MarkedForm]) -> Finding:
    texts = [(t, f.form.section) for m, f in zip(pair, forms, strict=True) for t in m.texts()[:2]]
    quotes = [evidence_of(document, text, section) for text, section in texts]
    shown = "，".join(f"“{compact(m.indicator.level3.string)}”为 {m.target}" for m in pair)
    return Finding(
        kind="witness_conflict",
        message=f"同一指标的目标值在绩效目标表与自评表中不一致：{shown}",
        severity=Severity.WARNING,
        rule="one_goal_one_target",
        expected=pair[0].target,
        printed=pair[1].target,
        evidence=tuple(q for q in quotes if q is not None),
    )
