"""Findings from forms whose results answer other goals, or stand in another column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.text.normalise import compact
from pipeline.findings.forms import Marked, MarkedForm
from pipeline.findings.marks import misplaced_score
from pipeline.findings.passages import evidence_of
from schemas.document import Document
from schemas.report import Finding, Severity
from schemas.text import PlacedText

#: Rows that answer another goal: fewer may be a manner of speaking.
_FEWEST = 3
_MEASURE = re.compile(r"\d(?P<unit>[\u4e00-\u9fff%]{1,2})")
_HAN_ONLY = re.compile(r"[^\u4e00-\u9fff]")
_FEWEST_WORDS = 4


def unrelated_findings(document: Document, forms: list[MarkedForm]) -> list[Finding]:
    """Goals of somebody else in a form; a total score under the head of another column."""
    return [*_answers(document, forms), *_misplaced(document, forms)]


def _answers(document: Document, forms: list[MarkedForm]) -> Iterator[Finding]:
    """A form of which several rows report on something that their goals do not name."""
    for each in forms:
        rows = [row for row in each.rows if _is_other(row)]
        if len(rows) >= _FEWEST:
            names = "、".join(f"“{compact(r.indicator.level3.string)}”" for r in rows)
            words = f"{names}的完成值说的是别的事：目标似抄自其他单位的模板"
            texts = [t for r in rows for t in r.texts()[:3]]
            yield _finding(document, each, ("template_residue", "answers_to_goals"), words, texts)


def _is_other(row: Marked) -> bool:
    """Whether goal and result share neither a word nor a measure."""
    target, actual = (row.indicator.values.get(role) for role in ("target", "actual"))
    if target is None or actual is None:
        return False
    goal, result = compact(target.string), compact(actual.string)
    asked = _MEASURE.search(goal)
    told = _MEASURE.search(result)
    if asked is None or told is None or asked["unit"][0] == told["unit"][0]:
        return False
    if len(_HAN_ONLY.sub("", result)) < _FEWEST_WORDS:
        return False
    return not _pairs(compact(row.indicator.level3.string) + goal) & _pairs(result)


def _pairs(text: str) -> set[str]:
    """Neighbouring Chinese characters: two texts of one matter share some."""
    return {text[i : i + 2] for i in range(len(text) - 1) if not _HAN_ONLY.search(text[i : i + 2])}


def _misplaced(document: Document, forms: list[MarkedForm]) -> Iterator[Finding]:
    """The form's whole score under 分值 of the row of funds."""
    for each in forms:
        hit = misplaced_score(each.form, each.tables)
        if hit is not None:
            head, figure = hit
            words = f"资金总额一行的“{compact(head.string)}”栏印的是总得分 {compact(figure.string)}"
            kind = ("unit_suspect", "score_in_its_column")
            yield _finding(document, each, kind, words, [head, figure])


def _finding(
    document: Document, each: MarkedForm, kind: tuple[str, str], words: str, texts: list[PlacedText]
) -> Finding:
    quotes = (evidence_of(document, text, each.form.section) for text in texts)
    return Finding(
        kind=kind[0],
        message=words,
        severity=Severity.WARNING,
        rule=kind[1],
        evidence=tuple(q for q in quotes if q is not None),
    )
