"""All witnesses of `performance.*` that stand in forms, tables and conclusions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.fields.cover import is_placeholder
from extractors.fields.performance.around import lead_project, lead_title, tail_score
from extractors.fields.performance.columns import Head, find_heads
from extractors.fields.performance.conclusions import conclusions
from extractors.fields.performance.described import described
from extractors.fields.performance.emit import Sink, tidy
from extractors.fields.performance.funds import emit_funds
from extractors.fields.performance.indicators import (
    Indicator,
    IndicatorTable,
    emit_indicator,
    has_results,
    read_table,
    total_score,
)
from extractors.fields.performance.labels import (
    Labelled,
    labelled,
    project_name,
    stated_score,
)
from extractors.fields.performance.lists import emit_list
from extractors.fields.performance.sheets import Form, forms
from extractors.fields.witness import Spot
from extractors.text.dates import find_years
from extractors.text.normalise import compact
from extractors.text.numbers import is_error
from schemas.candidate import Candidate
from schemas.paths import clean_key
from schemas.report import Issue
from schemas.section import Structured
from schemas.text import PlacedText
from schemas.vocabulary.performance import performance_words

_STAFF = re.compile(r"在职(?:在编)?(?:人员|职工)?(?:数量?|人数)$")
_OVERALL = "performance.overall"
#: A path that values belong under, and how surely the name in it was read.
_Owner = tuple[str, float]
_LABELLED_TEXTS = ("supervising_agency", "implementing_agency", "objective", "achievement")


def extract(structured: Structured) -> list[Candidate]:
    """Witnesses in every form; each carries the form's title as its origin."""
    found: list[Candidate] = []
    for form in forms(structured):
        sink = Sink(structured.document, _origin(form), form.section, _year(form), form.score)
        _read_form(sink, form)
        found += sink.found
    return found + conclusions(structured) + described(structured)


def issues(structured: Structured) -> list[Issue]:
    """Columns of indicator tables that were not understood, each wording once."""
    found: dict[str, Issue] = {}
    for form in forms(structured):
        for table in _tables(form, list(find_heads(form.rows))):
            for slot in table.head.unknown:
                places = slot.cell.text.locate()
                message = f"{form.title()[:40]}: column {slot.string[:30]!r} was not understood"
                location = places[0] if places else None
                found.setdefault(
                    slot.string, Issue(code="column_unknown", message=message, location=location)
                )
    return list(found.values())


def _origin(form: Form) -> str:
    return f"form:{form.title()[:40] or 'untitled'}"


def _year(form: Form) -> int | None:
    years = [y.value for t in form.titles for y in find_years(t.string)]
    return years[0] if years else None


def _read_form(sink: Sink, form: Form) -> None:
    heads = list(find_heads(form.rows))
    tables = list(_tables(form, heads))
    if heads and not tables:
        return
    if not tables and re.search(performance_words().title, form.title()) and emit_list(sink, form):
        return
    if not tables and not _is_form(form):
        return
    if re.search(performance_words().template_title, form.title()):
        return
    first = tables[0].head.at if tables else len(form.rows)
    last = tables[-1].end if tables else len(form.rows)
    values = list(labelled(form.rows[:first] + (form.rows[last:] if tables else [])))
    owner = _base(form, values) or (_base_by_lead(form) if tables else None)
    if owner is None:
        return
    base, keyed = owner
    sink = replace(sink, keyed=keyed)
    if base != _OVERALL:
        emit_funds(sink, base, form, form.rows[:first])
    _emit_labels(sink, base, values)
    for table in tables:
        _emit_table(sink, base, table)
    stated = tail_score(form) if tables else None
    if stated is not None:
        sink.number(f"{base}.score", Spot(stated, section=sink.section), "分", 0.82)


def _is_form(form: Form) -> bool:
    """A form without indicators: titled as one, with a project's name."""
    return bool(re.search(performance_words().title, form.title()))


def _tables(form: Form, heads: list[Head]) -> Iterator[IndicatorTable]:
    """Indicator tables with results, in order; blank reference templates have none."""
    for head in heads:
        table = read_table(form.rows, head)
        if table.indicators and has_results(table):
            yield table


def _base(form: Form, values: list[Labelled]) -> _Owner | None:
    """Where the form's values belong: its project, or the overall evaluation."""
    name = project_name(form, values)
    overall = re.search(performance_words().overall_title, form.title()) or any(
        v.role == "overall_name" for v in values
    )
    if name is not None and (not overall or any(v.role == "project" for v in values)):
        return _project(name)
    return (_OVERALL, 1.0) if overall else None


def _base_by_lead(form: Form) -> _Owner | None:
    """By the paragraphs before the table, else by the section that it stands in."""
    name = lead_project(form)
    if name is not None:
        return _project(name)
    overall = performance_words().overall_title
    named = re.search(overall, lead_title(form)) or re.search(overall, compact(form.section or ""))
    return (_OVERALL, 1.0) if named else None


def _project(name: PlacedText) -> _Owner | None:
    key = clean_key(tidy(name.string))
    if not key or is_error(name.string) or is_placeholder(key):
        return None
    return f"performance.projects[{key}]", name.score()


def _emit_labels(sink: Sink, base: str, values: list[Labelled]) -> None:
    for value in values:
        spot = Spot(value.value, row=value.label.cell.string, section=sink.section)
        if value.role == "score":
            _emit_score(sink, base, spot)
        elif value.role == "grade" and base == _OVERALL and len(compact(spot.verbatim)) <= 4:
            sink.text(f"{base}.grade", spot, 0.9)
        elif value.role in _LABELLED_TEXTS and base != _OVERALL:
            sink.text(f"{base}.{value.role}", _without_code(spot), 0.92)


def _without_code(spot: Spot) -> Spot:
    """An agency's name without its code, before or after it (`教育部 105`, `[012]某局`)."""
    if not compact(spot.row or "").rstrip(":").endswith("代码"):
        return spot
    after = re.search(r"\s*[\[(（]?\d{2,}[\])）]?\s*$", spot.verbatim)
    before = re.match(r"\s*[\[(（【]?\d{2,}[\])）】\-—]\s*", spot.verbatim)
    end = after.start() if after else spot.end
    return replace(spot, start=before.end() if before else spot.start, end=end)


def _emit_score(sink: Sink, base: str, spot: Spot) -> None:
    stated = stated_score(spot.text)
    where = Spot(stated, row=spot.row, section=sink.section) if stated else spot
    sink.number(f"{base}.score", where, "分", 0.9)


def _emit_staff(sink: Sink, indicator: Indicator) -> None:
    """An indicator that counts the staff is a witness of their number."""
    actual = indicator.values.get("actual")
    if actual is not None and _STAFF.search(compact(indicator.level3.string)):
        spot = Spot(actual, row=tidy(indicator.level3.string), section=sink.section)
        sink.number("organisation.staff.actual", spot, "人", 0.6)


def _emit_table(sink: Sink, base: str, table: IndicatorTable) -> None:
    for indicator in table.indicators:
        emit_indicator(sink, base, indicator, 0.93)
        if base == _OVERALL:
            _emit_staff(sink, indicator)
    score = total_score(table)
    if score is not None:
        spot = Spot(score, row="合计", column="得分", section=sink.section)
        sink.number(f"{base}.score", spot, "分", 0.93)
