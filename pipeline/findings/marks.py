"""Marks of an evaluation form outside of its indicators: those of the budget's execution."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractors.fields.performance.columns import clean_head
from extractors.fields.performance.indicators import IndicatorTable, total_score
from extractors.fields.performance.sheets import Form, Row, Slot
from extractors.text.normalise import compact
from extractors.text.numbers import parse_number
from schemas.text import PlacedText
from schemas.vocabulary.performance import one_of, performance_words, role_in

#: 分值 and 得分.
_BOTH = 2


@dataclass(frozen=True, slots=True)
class FundMarks:
    """The marks that execution may give and those that it gave, with the text of the latter."""

    weight: Decimal
    score: Decimal
    text: PlacedText


def fund_marks(form: Form) -> FundMarks | None:
    """The marks in the row of all funds (年度资金总额), under 分值 and 得分 of the row of heads."""
    heads: dict[str, int] = {}
    for row in form.rows:
        found = _heads(row)
        if len(found) == _BOTH:
            heads = found
        elif heads and _is_whole(row):
            return _marks(row, heads)
    return None


def misplaced_score(
    form: Form, tables: Iterable[IndicatorTable]
) -> tuple[PlacedText, PlacedText] | None:
    """The head 分值 and the total score that stands under it, in the row of all funds."""
    totals = {compact(t.string) for table in tables if (t := total_score(table)) is not None}
    head: Slot | None = None
    for row in form.rows:
        if len(heads := _heads(row)) == _BOTH:
            head = _under(row, heads["weight"])
        elif head is not None and _is_whole(row):
            figure = _under(row, head.column)
            own = figure is not None and compact(figure.cell.string) in totals
            return (head.cell.text, figure.cell.text) if own and figure is not None else None
    return None


def _heads(row: Row) -> dict[str, int]:
    columns = performance_words().columns
    return {
        role: slot.column
        for role in ("weight", "score")
        for slot in row
        if not slot.carried and one_of(columns[role]).fullmatch(clean_head(slot.string))
    }


def _is_whole(row: Row) -> bool:
    roles = (role_in(performance_words().fund_rows, clean_head(s.string)) for s in row)
    return "total" in roles


def _marks(row: Row, heads: dict[str, int]) -> FundMarks | None:
    weight, score = (_under(row, heads[role]) for role in ("weight", "score"))
    if weight is None or score is None:
        return None
    numbers = [parse_number(slot.cell.string) for slot in (weight, score)]
    if numbers[0] is None or numbers[1] is None:
        return None
    return FundMarks(numbers[0].value, numbers[1].value, score.cell.text)


def _under(row: Row, column: int) -> Slot | None:
    return next((s for s in row if s.column == column and not s.carried), None)
