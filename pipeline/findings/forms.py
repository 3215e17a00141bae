"""Findings from evaluation forms: marks that do not add up, full marks for what was missed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from extractors.fields.performance.columns import find_heads
from extractors.fields.performance.indicators import (
    Indicator,
    IndicatorTable,
    has_results,
    read_table,
    total_score,
)
from extractors.fields.performance.sheets import Form, forms
from extractors.text.normalise import compact
from extractors.text.numbers import find_numbers, parse_number
from pipeline.findings.marks import fund_marks
from pipeline.findings.passages import evidence_of
from pipeline.findings.wording import plain
from schemas.document import Document
from schemas.report import Finding, Severity
from schemas.section import Structured
from schemas.text import PlacedText
from schemas.vocabulary.findings import any_of, finding_words

_BLOCK_WEIGHT = re.compile(r"[(（](\d{1,3}(?:\.\d+)?)分[)）]")
#: Marks of which a target says that less is better.
_AT_MOST = re.compile(r"[≤<〈]|不超过|小于|不高于|以内|以下|控制在")
#: An actual this far above an inverse indicator's sense is no success.
_NEARLY_ALL = Decimal(90)
#: Weights of a whole form.
_ALL_MARKS = Decimal(100)
#: Characters beside the figure of a cell that is one figure with its unit.
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Marked:
    """An indicator with its figures; None where a cell holds no single figure."""

    indicator: Indicator
    target: Decimal | None
    actual: Decimal | None
    weight: Decimal | None
    score: Decimal | None

    @property
    def missed(self) -> bool:
        """Whether the actual figure falls short of a target that it should reach."""
        if self.target is None or self.actual is None or self.at_most:
            return False
        return self.actual < self.target

    @property
    def at_most(self) -> bool:
        """Whether less is better."""
        inverse = any_of(finding_words().claims.inverse)
        name = compact(self.indicator.level3.string)
        target = self.indicator.values.get("target")
        words = self.indicator.before + (compact(target.string) if target else "") + name
        return bool(_AT_MOST.search(words) or inverse.search(name))

    def texts(self) -> list[PlacedText]:
        """Name, target, actual, weight and score, as far as printed."""
        order = ("target", "actual", "weight", "score")
        return [self.indicator.level3] + [
            self.indicator.values[r] for r in order if r in self.indicator.values
        ]


@dataclass(frozen=True, slots=True)
class MarkedForm:
    """A form with the indicators of its tables."""

    form: Form
    tables: tuple[IndicatorTable, ...]
    rows: tuple[Marked, ...]


def marked_forms(structured: Structured) -> list[MarkedForm]:
    """Every form with indicators that state something."""
    found = []
    for form in forms(structured):
        tables = [read_table(form.rows, head) for head in find_heads(form.rows)]
        tables = [t for t in tables if t.indicators and has_results(t)]
        if tables:
            rows = tuple(_marked(i) for t in tables for i in t.indicators)
            found.append(MarkedForm(form, tuple(tables), rows))
    return found


def _marked(indicator: Indicator) -> Marked:
    values = indicator.values
    return Marked(
        indicator,
        _single(values.get("target")),
        _single(values.get("actual")),
        _figure(values.get("weight")),
        _figure(values.get("score")),
    )


def _figure(text: PlacedText | None) -> Decimal | None:
    number = parse_number(text.string) if text is not None else None
    return number.value if number else None


def _single(text: PlacedText | None) -> Decimal | None:
    """The figure of a cell that holds one and little else: `≥90%`, `360列`."""
    if text is None:
        return None
    squeezed = compact(text.string)
    numbers = find_numbers(squeezed)
    words = len(re.sub(r"[\d.,%≥≤><=＝]", "", squeezed))
    return numbers[0].value if len(numbers) == 1 and words <= _FEW_WORDS else None


def form_findings(document: Document, found: Iterable[MarkedForm]) -> list[Finding]:
    """All findings of marks in the forms of a report."""
    hits = []
    for each in found:
        hits += [*_blocks(document, each), *_over(document, each), *_full_marks(document, each)]
        hits += [*_inverse(document, each), *_totals(document, each)]
    return hits


def _blocks(document: Document, each: MarkedForm) -> Iterator[Finding]:
    """Weights of a level 1 block against the weight that its name prints."""
    rows = [r for r in each.rows if r.indicator.level1 is not None]
    for name, group in groupby(rows, key=lambda r: compact(str(r.indicator.level1))):
        members = list(group)
        printed = _BLOCK_WEIGHT.search(name)
        weights = [r.weight for r in members]
        if printed is None or not members[1:] or any(w is None for w in weights):
            continue
        whole, total = Decimal(printed[1]), sum((w for w in weights if w is not None), Decimal(0))
        first = members[0].indicator.level1
        if whole == total or first is None or not _is_whole(each, rows):
            continue
        texts = [first, *(t for r in members for t in _weighed(r))]
        words = f"{name}各项分值合计 {plain(total)}，与所印 {plain(whole)} 分不符"
        found = _finding(document, each, "sum_mismatch", words, "weights_of_block", texts)
        yield _weighing(found, whole, total, [r.weight for r in members])


def _is_whole(each: MarkedForm, rows: list[Marked]) -> bool:
    """Whether all weights were read: those of the form come to 90 or 100, as they must."""
    total = sum((r.weight for r in rows if r.weight is not None), Decimal(0))
    return total in (Decimal(90), Decimal(100)) and len(rows) == len(each.rows)


def _weighed(row: Marked) -> list[PlacedText]:
    weight = row.indicator.values.get("weight")
    return [row.indicator.level3] + ([weight] if weight is not None else [])


def _over(document: Document, each: MarkedForm) -> Iterator[Finding]:
    for row in each.rows:
        if row.weight is not None and row.score is not None and row.score > row.weight > 0:
            words = f"得分 {plain(row.score)} 高于分值 {plain(row.weight)}"
            found = _row_finding(document, each, [row], words, "score_within_weight")
            figures = {"expected": row.weight, "printed": row.score}
            formula = f"{plain(row.score)} ≤ {plain(row.weight)}"
            yield found.model_copy(update={**figures, "formula": formula})


def _full_marks(document: Document, each: MarkedForm) -> Iterator[Finding]:
    """Rows that were missed and have all their marks: one finding a form."""
    rows = [r for r in each.rows if r.missed and r.weight and r.score == r.weight]
    if rows:
        words = "未达到目标值却得满分"
        yield _row_finding(document, each, rows, words, "marks_of_what_was_done")


def _inverse(document: Document, each: MarkedForm) -> Iterator[Finding]:
    """A rate of which less is better, with a target of nearly all."""
    inverse = any_of(finding_words().claims.inverse)
    rows = [
        r
        for r in each.rows
        if inverse.search(compact(r.indicator.level3.string))
        and r.target is not None
        and r.target >= _NEARLY_ALL
        and "%" in compact(str(r.indicator.values["target"]))
    ]
    if rows:
        words = "越小越好的指标却以接近 100% 为目标值"
        yield _row_finding(document, each, rows, words, "sense_of_indicator", "unit_suspect")


def _totals(document: Document, each: MarkedForm) -> Iterator[Finding]:
    """The total row against the scores, where the weights show that every row was read."""
    for table in each.tables:
        rows = [_marked(indicator) for indicator in table.indicators]
        stated = total_score(table)
        printed = _figure(stated)
        if stated is None or printed is None or any(r.score is None for r in rows):
            continue
        if any(r.weight is not None and r.score > r.weight for r in rows if r.score is not None):
            continue  # told of the row itself
        weights = sum((r.weight or Decimal(0) for r in rows), Decimal(0))
        total = sum((r.score for r in rows if r.score is not None), Decimal(0))
        texts = [stated, *(t for r in rows for t in r.texts()[-1:])]
        funds = fund_marks(each.form) if weights < _ALL_MARKS else None
        if funds is not None and len(each.tables) == 1:
            weights, total = weights + funds.weight, total + funds.score
            texts.append(funds.text)
        if weights == _ALL_MARKS and total != printed:
            words = f"各项得分合计 {plain(total)}，与所印总分 {plain(printed)} 不符"
            scores = [r.score for r in rows] + ([funds.score] if funds else [])
            found = _finding(document, each, "sum_mismatch", words, "scores_of_form", texts)
            yield _weighing(found, printed, total, scores)


def _weighing(
    finding: Finding, printed: Decimal, total: Decimal, parts: Iterable[Decimal | None]
) -> Finding:
    """The finding with the sum that it rests on."""
    left = " + ".join(plain(part) for part in parts if part is not None)
    figures = {"expected": total, "printed": printed}
    return finding.model_copy(update={**figures, "formula": f"{left} = {plain(total)}"})


def _row_finding(
    document: Document,
    each: MarkedForm,
    rows: list[Marked],
    words: str,
    rule: str,
    kind: str = "rate_mismatch",
) -> Finding:
    names = "、".join(f"“{compact(r.indicator.level3.string)}”" for r in rows)
    texts = [t for r in rows for t in r.texts()]
    return _finding(document, each, kind, f"{names}{words}", rule, texts)


def _finding(
    document: Document,
    each: MarkedForm,
    kind: str,
    words: str,
    rule: str,
    texts: list[PlacedText],
) -> Finding:
    quotes = [evidence_of(document, text, each.form.section) for text in texts]
    return Finding(
        kind=kind,
        message=words,
        severity=Severity.WARNING,
        rule=rule,
        evidence=tuple(q for q in quotes if q is not None),
    )
