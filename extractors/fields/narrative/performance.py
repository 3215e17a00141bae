"""Sentences on performance: how many projects went through which step, and what came out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from extractors.fields.narrative.facts import Fact, Measure
from extractors.fields.narrative.figures import Figure, FigureKind, find_figures
from schemas.vocabulary.sentences import PerformanceWords, Subject, sentence_file

_STOPS = re.compile(r"[;。]")
_CLAUSES = re.compile(r"[,;。:]")
_PROJECTS_BEHIND = re.compile(r"[^,;。\d]{0,14}?项目")
_PROJECTS_BEFORE = re.compile(r"项目(?:支出|数量|数|共计|共|为|有|等|总数|合计|[(][^()]*[)])*$")
#: Projects of other funds than the general budget are counted apart; the vocabulary has one count.
_OTHER_FUND = re.compile(r"(?:政府性基金|国有资本经营)预算项目")
_STEP = "performance.projects.{}.{}"


def count_facts(text: str) -> Iterator[Fact]:
    """Counts and funds of the projects that were given targets, watched, judged."""
    figures = find_figures(text)
    for start, end in _segments(text):
        inside = [f for f in figures if start <= f.start < end]
        yield from _segment(text, start, end, inside)
        yield from _grades(text, start, end)


def _segment(text: str, start: int, end: int, figures: list[Figure]) -> Iterator[Fact]:
    step = None
    counted: set[str] = set()
    other_fund = _OTHER_FUND.search(text, start, end) is not None
    for figure in figures if not other_fund else ():
        if _counts_projects(text, start, figure):
            step = _step_of(text, start, end, figure)
            if step not in (None, "overall", "none") and step not in counted:
                counted.add(str(step))
                yield _fact(_STEP.format(step, "count"), figure, "个")
        elif figure.kind is FigureKind.MONEY:
            funds = [*_funds(text, start, figure, step, figures)]
            yield from (f for f in funds if f.subject.path not in counted)
            counted.update(f.subject.path for f in funds)
        elif figure.kind is FigureKind.SCORE and _is_average(text[start : figure.start]):
            yield _fact(_STEP.format("self_evaluated", "average_score"), figure, "分")


def _segments(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"(?:[^;。]|。(?=其中))+[;。]?", text):
        yield match.span()


def _counts_projects(text: str, start: int, figure: Figure) -> bool:
    if figure.kind is not FigureKind.COUNT or figure.measure != "piece":
        return False
    clause = _clause_before(text, start, figure.start)
    levels = "一级" in clause and "二级" in text[start:]
    if levels or any(word in clause for word in _words().skip_levels) or "问题" in clause:
        return False
    behind = _PROJECTS_BEHIND.match(text, figure.end)
    return behind is not None or _PROJECTS_BEFORE.search(text[start : figure.start]) is not None


def _step_of(text: str, start: int, end: int, figure: Figure) -> str | None:
    """The step of the clause that the figure stands in; else the last one before it."""
    first = figure.start - len(_clause_before(text, start, figure.start))
    stop = _CLAUSES.search(text, figure.end)
    last = stop.start() if stop else end
    own = _steps(text, first, last)
    if own:
        return own[0] if len(set(own)) == 1 else own[-1]
    before = _steps(text, start, first)
    if before:
        return before[-1]
    behind = _steps(text, last, end)
    return behind[0] if behind else None


def _steps(text: str, start: int, end: int) -> list[str]:
    names = _action_names()
    return [names[m[0]] for m in _action_pattern().finditer(text, start, end)]


@cache
def _action_names() -> dict[str, str]:
    return {w: step for step, words in _words().actions.items() for w in words}


@cache
def _action_pattern() -> re.Pattern[str]:
    longest = sorted(_action_names(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)))


def _funds(
    text: str, start: int, figure: Figure, step: str | None, figures: list[Figure]
) -> Iterator[Fact]:
    clause = _clause_before(text, start, figure.start)
    if "涉及" not in clause and not re.search(r"(?:资金|金额)(?:共|共计|合计|总额|为)*$", clause):
        return
    others = [f for f in figures if f.kind is FigureKind.MONEY and f != figure and f.value != 0]
    if others and "预算支出" in clause:
        return
    found = _steps(text, start, figure.start)
    named = found[-1] if found else step
    if named == "overall":
        yield _fact("performance.overall.funds", figure, "万元", Measure.AMOUNT)
    elif named not in (None, "none"):
        yield _fact(_STEP.format(named, "funds"), figure, "万元", Measure.AMOUNT)


def _is_average(before: str) -> bool:
    return before.endswith(_words().total) or bool(re.search(r"平均(?:得)?分(?:数)?为?$", before))


def _grades(text: str, start: int, end: int) -> Iterator[Fact]:
    """`绩效评级为优的项目4个`, `评价结果为优的3个、良的0个`."""
    before = _steps(text, 0, start)
    opened = -1
    for match in _grade_pattern().finditer(text, start, end):
        steps = [s for s in (*before, *_steps(text, start, match.start())) if s != "none"]
        judged = bool(steps) and steps[-1] in ("self_evaluated", "overall")
        if judged and (match["link"] == "为" or match.start() == opened):
            opened = match.end()
            yield _grade(match)


@cache
def _grade_pattern() -> re.Pattern[str]:
    """A grade behind 为, or behind a comma where another one stands right before it."""
    grades = "|".join(sorted(_words().grades, key=len, reverse=True))
    named = rf"(?P<link>为|[、,;和])(?:评[级为])?(?P<grade>{grades})(?:等次|等级)?的?(?:项目)?"
    return re.compile(rf"{named}(?:有|共)?(?P<count>\d+)个")


def _grade(match: re.Match[str]) -> Fact:
    path = f"performance.projects.self_evaluated.grade[{match['grade']}].count"
    value, span = Decimal(match["count"]), (match.start("count"), match.end())
    return Fact(Subject(path=path), Measure.COUNT, value, "个", *span, Decimal(1), match=0.95)


def _clause_before(text: str, start: int, position: int) -> str:
    return _CLAUSES.split(text[start:position])[-1]


def _words() -> PerformanceWords:
    return sentence_file().performance


def _fact(path: str, figure: Figure, unit: str, measure: Measure = Measure.COUNT) -> Fact:
    return Fact(
        Subject(path=path), measure, figure.value, unit, figure.start, figure.end, figure.quantum,
        match=0.95,
    )  # fmt: skip
