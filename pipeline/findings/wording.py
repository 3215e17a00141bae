"""Findings in words: names of paths, figures as printed, formulas with their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pipeline.identities.figures import Trial
from schemas.paths import keys
from schemas.report import Value
from schemas.vocabulary.identities import Relation
from schemas.vocabulary.paths import entry_for


def name_of(path: str) -> str:
    """The Chinese name of a path with its keys: `一般公共预算财政拨款支出（功能分类）[20805]`."""
    entry = entry_for(path)
    name = entry.name if entry else path
    return name + "".join(f"[{key}]" for key in keys(path))


def plain(value: Decimal) -> str:
    """A figure to be read: no more than four decimals, no trailing noughts."""
    rounded = round(value, 4)
    return format(rounded.normalize() if rounded else Decimal(0), "f")


def formula_of(trial: Trial, values: Mapping[str, Value]) -> str:
    """The rule with its figures: `514.34 + 238.84 = 753.18`."""
    return formula_with(trial, {p: Decimal(values[p].value) for p in trial.instance.paths})


def formula_with(trial: Trial, values: Mapping[str, Decimal]) -> str:
    """As `formula_of`, of bare figures."""
    figures = [values[term.path] for term in trial.instance.terms]
    relation = trial.instance.identity.relation
    if relation is Relation.SHARE:
        left = f"{figures[0]} / {figures[1]} × 100"
    elif relation is Relation.RATE:
        left = f"{figures[0]} / ({figures[1]} − {figures[0]}) × 100"
    elif relation is Relation.AT_MOST:
        left = str(values[trial.instance.total])
    else:
        left = _signed_sum(trial, values)
    right = "—" if trial.expected is None else plain(trial.expected)
    sign = "≤" if relation is Relation.AT_MOST else "="
    return f"{left} {sign} {right}"


def _signed_sum(trial: Trial, values: Mapping[str, Decimal]) -> str:
    terms = [t for t in trial.instance.terms if values[t.path]] or trial.instance.terms[:1]
    parts = [f"{'− ' if t.sign < 0 else '+ '}{values[t.path]}" for t in terms]
    return " ".join(parts).removeprefix("+ ")


def message_of(trial: Trial, values: Mapping[str, Value]) -> str:
    """One sentence that a reader of the report can check by hand."""
    printed = values[trial.instance.total].raw
    name = name_of(trial.instance.total)
    rule = trial.instance.identity.name
    if trial.expected is None:
        return f"{name}：印为 {printed}，{trial.reason}（{rule}）"
    most = "不应大于" if trial.instance.identity.relation is Relation.AT_MOST else "应为"
    return f"{name}：印为 {printed}，按“{rule}”{most} {plain(trial.expected)}"
