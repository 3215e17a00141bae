"""Findings between lists of evaluated budgets: projects that have more than their department."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.fields.performance.lists import Column, list_head, list_unit, under
from extractors.fields.performance.sheets import Form, Row, forms
from extractors.text.numbers import parse_number
from extractors.text.units import MoneyUnit
from pipeline.findings.passages import evidence_of
from pipeline.findings.wording import plain
from schemas.document import Document
from schemas.evidence import Evidence
from schemas.report import Finding, Severity
from schemas.section import Structured
from schemas.text import PlacedText
from schemas.vocabulary.performance import performance_words

_YEAR = re.compile(r"20\d\d(?=年)")
_TOTAL = re.compile(r".*(?:合计|总计)")


@dataclass(frozen=True, slots=True)
class _Sum:
    """The budget of a list's total row; `year` as its title prints it."""

    form: Form
    label: PlacedText
    figure: PlacedText
    value: Decimal
    quantum: Decimal
    unit: MoneyUnit
    year: str | None


def summary_findings(structured: Structured) -> list[Finding]:
    """One finding for each pair of lists of a year: all projects against the whole department."""
    lists = [(form, head) for form in forms(structured) if (head := list_head(form.rows))]
    parts = [s for f, (columns, at) in lists if "project" in columns for s in _sums(f, columns, at)]
    wholes = [
        s
        for form, (columns, at) in lists
        if "project" not in columns and re.search(performance_words().overall_title, form.title())
        for s in _sums(form, columns, at)
    ]
    return [
        _finding(structured.document, part, whole)
        for whole in wholes
        for part in parts[:1]
        if (part.year, part.unit) == (whole.year, whole.unit) and _exceeds(part, whole)
    ]


def _sums(form: Form, columns: dict[str, Column], start: int) -> Iterator[_Sum]:
    """The budget of the first total row: what follows it is of another fund."""
    year = _YEAR.search(form.title())
    for row in form.rows[start:]:
        label, figure = _label(row), under(row, columns.get("budget"))
        number = parse_number(figure.cell.string) if figure and not figure.carried else None
        if label is not None and figure is not None and number is not None:
            text, unit = figure.cell.text, list_unit(form)
            stated = year[0] if year else None
            yield _Sum(form, label, text, number.value, number.quantum, unit, stated)
            return


def _label(row: Row) -> PlacedText | None:
    return next((s.cell.text for s in row if _TOTAL.fullmatch(s.string)), None)


def _exceeds(part: _Sum, whole: _Sum) -> bool:
    return part.value > whole.value + part.quantum + whole.quantum


def _finding(document: Document, part: _Sum, whole: _Sum) -> Finding:
    return Finding(
        kind="witness_conflict",
        message=(
            f"项目支出汇总表的预算合计 {plain(part.value)} 大于"
            f"部门整体支出汇总表的预算 {plain(whole.value)}"
        ),
        severity=Severity.WARNING,
        rule="projects_within_department",
        formula=f"{plain(part.value)} ≤ {plain(whole.value)}",
        expected=whole.value,
        printed=part.value,
        evidence=tuple(_quotes(document, (part, whole))),
    )


def _quotes(document: Document, sums: Iterable[_Sum]) -> Iterator[Evidence]:
    for each in sums:
        for text in (each.label, each.figure):
            if quoted := evidence_of(document, text, each.form.section):
                yield quoted
