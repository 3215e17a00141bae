"""What a column says of a line: 决算数 or 预算数, all funds or one of the three budgets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from extractors.fields.statements.context import Context
from extractors.fields.statements.grid import Column
from schemas.vocabulary.statements import Line, patterns, statement_file

_YEAR = re.compile(r"((?:19|20)\d\d)年?")


class Aspect(StrEnum):
    """Which figure of a line a column holds."""

    FINAL = "final"
    BUDGET = "budget"
    INITIAL_BUDGET = "initial_budget"
    PREVIOUS = "previous"
    COMPLETION = "completion"
    CHANGE = "change"
    CHANGE_RATE = "change_rate"
    SHARE = "share"
    PLAIN = "plain"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """The aspect of a column, and its fund (`total`, `general_public_budget` …) if it has one."""

    aspect: Aspect = Aspect.PLAIN
    fund: str | None = None


def meaning(context: Context, column: Column) -> ColumnMeaning:
    """What the heads of a value column say; `unknown` where the lowest is not understood."""
    aspect, fund = Aspect.PLAIN, None
    for level, head in enumerate(column.path):
        found_aspect, found_fund = aspect_of(context, head), fund_of(head)
        if found_aspect is not None:
            aspect = found_aspect
        elif found_fund is not None:
            fund = _narrower(fund, found_fund)
        elif level == len(column.path) - 1 and len(column.path) > 1:
            return ColumnMeaning(Aspect.UNKNOWN)
    return ColumnMeaning(aspect, fund)


def aspect_of(context: Context, head: str) -> Aspect | None:
    """The aspect that a head names; one of another year is `previous`."""
    year = _YEAR.search(head)
    if year and context.year and int(year[1]) != context.year:
        return Aspect.PREVIOUS
    for name, heads in statement_file().aspects.items():
        if patterns(*heads).match(head):
            return Aspect(name)
    return None


def fund_of(head: str) -> str | None:
    """The fund that a head names: `total` or one of the three budgets."""
    funds = statement_file().funds.items()
    return next((name for name, heads in funds if patterns(*heads).match(head)), None)


def placed_path(
    context: Context, line: Line, known: ColumnMeaning, shown: set[Aspect]
) -> str | None:
    """The path of a line's figure in a column; None where the vocabulary has none."""
    if line.path is None:
        return None
    base = _with_fund(line.path, known.fund)
    if base is None:
        return None
    aspect = _settled(context, known.aspect, shown)
    if aspect is Aspect.BUDGET and context.budget and not base.endswith(".final"):
        aspect = Aspect.FINAL  # in a budget the plain paths hold the budgeted amounts
    return _with_aspect(base, aspect, count=line.unit is not None)


def _narrower(before: str | None, found: str) -> str:
    return before if before is not None and found == "total" else found


def _with_fund(path: str, fund: str | None) -> str | None:
    if "{" not in path:
        return path if fund in {None, "total"} else None
    whole = fund is None or fund == "total"
    filled = path.replace("{part}", "total" if whole else str(fund))
    return filled.replace("{fund}", "" if whole else f".{fund}")


def _settled(context: Context, aspect: Aspect, shown: set[Aspect]) -> Aspect:
    """The aspect in the light of the other columns and of the kind of statement."""
    if aspect is Aspect.PLAIN:
        return Aspect.BUDGET if context.budget else Aspect.FINAL
    if aspect is Aspect.INITIAL_BUDGET and Aspect.BUDGET not in shown:
        return Aspect.BUDGET
    if aspect in {Aspect.CHANGE, Aspect.CHANGE_RATE} and Aspect.PREVIOUS not in shown:
        return Aspect.UNKNOWN  # a difference from the budget, not from the year before
    return aspect


def _with_aspect(path: str, aspect: Aspect, *, count: bool) -> str | None:
    item = path.endswith(".final")
    if aspect is Aspect.FINAL:
        return path
    if aspect in {Aspect.PREVIOUS, Aspect.UNKNOWN} or count:
        return None
    if not item:
        return f"{path}.{aspect.value}"
    if aspect in {Aspect.BUDGET, Aspect.COMPLETION, Aspect.SHARE}:
        return f"{path.removesuffix('.final')}.{aspect.value}"
    return f"{path}.{aspect.value}" if aspect in {Aspect.CHANGE, Aspect.CHANGE_RATE} else None
