"""Findings from slips of unit: 元 printed where only 万元 makes the report's own sums close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.findings.causes import with_value
from pipeline.findings.wording import formula_with, name_of, plain
from pipeline.identities.figures import Figures, Outcome, Trial
from pipeline.identities.support import Reconciliation
from pipeline.identities.trial import try_instance
from schemas.evidence import Method
from schemas.report import Finding, FindingValue, Severity, Value, Verdict
from schemas.vocabulary.identities import Relation
from schemas.vocabulary.paths import ValueType, entry_for

_SLIPS = (Decimal(10_000), Decimal("0.0001"))
_HELD = (Outcome.CLOSED, Outcome.ROUNDING)
#: Bits that a closing identity must be worth: a slip is not proved by a figure of one digit.
_PROOF = 3.0


@dataclass(frozen=True, slots=True)
class Slip:
    """An amount that, in another unit, closes all of `trials`; `closing` is the first of them."""

    path: str
    value: Decimal
    trials: tuple[Trial, ...]
    closing: Trial


def slips(found: Reconciliation, figures: Figures) -> tuple[list[Slip], Reconciliation]:
    """Amounts in the wrong unit, those that mend most first, and what is broken beyond them."""
    left = found
    chosen: list[Slip] = []
    while best := max(_possible(left, figures), key=lambda s: len(s.trials), default=None):
        chosen.append(best)
        explained = {id(trial) for trial in best.trials}
        left = replace(left, trials=tuple(t for t in left.trials if id(t) not in explained))
    return chosen, left


def _possible(left: Reconciliation, figures: Figures) -> Iterator[Slip]:
    broken = [*left.of(Outcome.BROKEN), *_baseless(left)]
    for path in {p: None for trial in broken for p in trial.instance.paths}:
        figure = figures[path]
        if not figure.value or not _is_money(path) or _is_backed(path, left):
            continue
        for factor in _SLIPS:
            value, quantum = figure.value * factor, figure.quantum * factor
            tried = _tried(broken, path, with_value(figures, path, value, quantum))
            if tried:
                yield Slip(path, value, tuple(t for t, _ in tried), tried[0][1])


def _is_backed(path: str, found: Reconciliation) -> bool:
    """Whether an identity closes with the amount as it is."""
    standing = found.standing.get(path)
    return standing is not None and standing.closed > 0


def _baseless(found: Reconciliation) -> list[Trial]:
    """Rates that could not be tried: an amount of 元 is below its own change in 万元."""
    untried = found.of(Outcome.COULD_NOT_RUN)
    return [t for t in untried if t.instance.identity.relation is Relation.RATE]


def _tried(broken: list[Trial], path: str, changed: Figures) -> list[tuple[Trial, Trial]]:
    """Broken identities with the path that close with the changed figure, and how."""
    pairs = [(t, try_instance(t.instance, changed)) for t in broken if path in t.instance.paths]
    return [(t, now) for t, now in pairs if now.outcome in _HELD and now.weight >= _PROOF]


def _is_money(path: str) -> bool:
    entry = entry_for(path)
    return entry is not None and entry.type is ValueType.MONEY


def slip_findings(
    chosen: list[Slip], figures: Figures, values: Mapping[str, Value]
) -> list[Finding]:
    """One finding for each amount in the wrong unit."""
    return [_finding(slip, figures, values) for slip in chosen]


def _finding(slip: Slip, figures: Figures, values: Mapping[str, Value]) -> Finding:
    value, paths = values[slip.path], slip.closing.instance.paths
    weighed = {p: figures[p].value for p in paths} | {slip.path: slip.value.normalize() + 0}
    scanned = any(values[p].evidence[0].method is Method.OCR for p in paths)
    order = (slip.path, *(p for p in paths if p != slip.path))
    return Finding(
        kind="unit_suspect",
        message=(
            f"{name_of(slip.path)}：印为 {' '.join(value.raw.split())}，疑似单位错误，"
            f"按“{slip.closing.instance.identity.name}”应为 {plain(slip.value)} 万元"
        ),
        verdict=Verdict.EXTRACTION_ERROR if scanned else Verdict.SOURCE_ERROR,
        severity=Severity.ERROR,
        rule="unit_of_amount",
        formula=formula_with(slip.closing, weighed),
        expected=slip.value,
        printed=Decimal(value.value),
        values=tuple(FindingValue(path=p, value=values[p].value, raw=values[p].raw) for p in order),
        evidence=tuple(values[p].evidence[0] for p in order),
    )
