"""Sentences on one project, or on the whole: budget, executed, completion, score, grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from extractors.fields.narrative.facts import Fact, Measure
from extractors.fields.narrative.figures import Figure, FigureKind, find_figures
from schemas.paths import clean_key
from schemas.vocabulary.sentences import PerformanceWords, Subject, sentence_file

_NAME = r"(?P<name>[^,;。:]{2,60}?)"
_MAX_NAME = 50
_NOT_A_PROJECT = ("年度", "部门", "单位", "人员类", "运转类", "目标类", "人员经费类", "公用经费类")
#: The whole's score is not a project's: the words between must not leave the sentence.
_NEAR = 30


def project_facts(text: str, heading: str, report: str) -> Iterator[Fact]:
    """Facts of the project that the sentence, the heading or the annexed report names.

    `heading` and `report` are compacted titles, "" where there is none.
    """
    name = project_name(heading) or _listed_project(heading) or project_name(report)
    whole = _is_whole(heading) or _is_whole(report)
    for match in re.finditer(r"[^;。]+[;。]?", text):
        sentence = match[0]
        name = _named_in(sentence) or name or _headed(sentence, heading)
        about_whole = _speaks_of_whole(sentence) or (whole and not name)
        for fact in _sentence_facts(sentence, name, whole=about_whole):
            yield replace(fact, start=fact.start + match.start(), end=fact.end + match.start())


def project_name(title: str) -> str:
    """The project that a title names: `口岸中心工作经费项目绩效目标完成情况综述`; "" for none."""
    stripped = re.sub(r"(?:20\d\d)年?度?", "", title)
    match = re.match(rf"{_NAME}{_endings()}", stripped) or re.match(
        rf"{_NAME}(?:支出)?(?:部门)?(?:绩效|自评)[^,。]*报告$", stripped
    )
    return _tidy(match["name"]) if match else ""


def _listed_project(heading: str) -> str:
    """A heading that is a project's name alone: `无偿献血宣传项目`."""
    match = re.fullmatch(rf"{_NAME}项目", heading)
    return _tidy(match["name"]) if match else ""


def _headed(sentence: str, heading: str) -> str:
    """The heading as the project's name, where the sentence below it begins 项目全年预算数."""
    budgets = "|".join(map(re.escape, _words().budget))
    speaks = re.match(rf"(?:该|本)?项目(?:{budgets})", sentence)
    generic = any(word in heading for word in _words().generic_titles)
    return _tidy(heading) if speaks and not generic else ""


@cache
def _endings() -> str:
    longest = sorted(map(re.escape, _words().summaries), key=len, reverse=True)
    return rf"(?:{'|'.join(longest)})"


def _named_in(sentence: str) -> str:
    budget = "|".join(map(re.escape, _words().budget))
    for pattern in (rf"{_NAME}{_endings()}", rf"{_NAME}(?:项目){{1,2}}(?:{budget})"):
        for match in re.finditer(pattern, sentence):
            name = _tidy(match["name"])
            if name:
                return name
    return ""


def _tidy(name: str) -> str:
    """The name without 项目 behind it and list numbers before it; "" where it names none."""
    name = re.sub(r"^(?:\(?\d{1,2}\)?[.、]?|[一二三四五六七八九十]{1,3}[、.])", "", name)
    name = re.sub(r"^(?:其中|对|关于)", "", name)
    name = re.sub(r"(?:专项预算|部门预算|预算)?(?:项目)+(?:支出)?$", "", name)
    words = _words()
    hollow = not name or name in words.not_names or len(name) > _MAX_NAME or len(name) < 2
    if hollow or any(w in name for w in words.overall) or name.endswith(_NOT_A_PROJECT):
        return ""
    return clean_key(name)


def _is_whole(title: str) -> bool:
    return any(word in title for word in _words().overall)


def _speaks_of_whole(sentence: str) -> bool:
    found = [sentence.find(w) for w in _words().overall if w in sentence]
    score = max((sentence.find(w) for w in _words().score), default=-1)
    return bool(found) and score - min(found) in range(_NEAR)


def _sentence_facts(sentence: str, name: str, *, whole: bool) -> Iterator[Fact]:
    previous = 0
    for figure in find_figures(sentence):
        gap = sentence[previous : figure.start]
        previous = figure.end
        measure = _measure(figure, re.split(r"[,;。:(]", gap)[-1], gap)
        if measure == "score" and whole:
            yield _fact("performance.overall.score", figure)
        elif measure and name and not whole:
            yield _fact(f"performance.projects[{name}].{measure}", figure)
    if whole:
        yield from _grade(sentence)


def _grade(sentence: str) -> Iterator[Fact]:
    """`自评等级为优` of the whole."""
    words = _words()
    grades = "|".join(sorted(words.grades, key=len, reverse=True))
    pattern = rf"(?:{'|'.join(words.grade_words)})(?:评定|评价)?(?:为|是|:)(?P<grade>{grades})"
    match = re.search(pattern, sentence)
    if match is not None:
        path = Subject(path="performance.overall.grade")
        span = match.start("grade"), match.end("grade")
        yield Fact(path, Measure.COUNT, match["grade"], None, *span, match=0.9)


def _measure(figure: Figure, clause: str, gap: str) -> str:
    words = _words()
    if figure.kind is FigureKind.SCORE:
        full_marks = "满分" in gap or "平均" in gap
        scored = re.search(rf"(?:{'|'.join(words.score)})(?:为|是|:)?$", gap)
        return "score" if scored and not full_marks else ""
    if figure.kind is FigureKind.MONEY:
        if re.search(rf"(?:{'|'.join(words.executed)})(?:为)?$", clause):
            return "executed"
        return "budget" if re.search(rf"(?:{'|'.join(words.budget)})(?:为)?$", clause) else ""
    if figure.kind is FigureKind.PERCENT and any(w in clause for w in words.completion):
        return "completion"
    return ""


def _fact(path: str, figure: Figure) -> Fact:
    unit = "分" if figure.kind is FigureKind.SCORE else figure.unit
    return Fact(
        Subject(path=path), Measure.COUNT, figure.value, unit, figure.start, figure.end,
        figure.quantum, match=0.9,
    )  # fmt: skip


def _words() -> PerformanceWords:
    return sentence_file().performance
