"""The figures of a stored report and their identities, for trying one figure more."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from extractors.text.numbers import Number, find_numbers, parse_number
from pipeline.assemble import read_report
from pipeline.identities.figures import Figure, Instance, Outcome, Trial
from pipeline.identities.support import all_instances, one_base
from pipeline.identities.trial import try_instance
from pipeline.store.tables import VersionRow
from schemas.report import Report, Value
from schemas.vocabulary.identities import Relation
from schemas.vocabulary.paths import ValueType, entry_for

#: Outcomes in which the figures agree.
HELD = frozenset({Outcome.CLOSED, Outcome.ROUNDING})
_SILENT = frozenset({Outcome.TRIVIAL, Outcome.COULD_NOT_RUN})


@dataclass(frozen=True, slots=True)
class Ledger:
    """The figures of one version of a report, and the instances that each of them is in."""

    report: Report
    figures: Mapping[str, Figure]
    by_path: Mapping[str, tuple[Instance, ...]]

    def trials(self, path: str, known: Mapping[str, Decimal] | None = None) -> list[Trial]:
        """The identities that a value is in, tried with `known` values in place of those read.

        Those that say nothing, or could not run, are left out.
        """
        figures = self._with(known or {})
        wanted = {(i.identity.id, i.total, i.terms): i for i in self._beside(path)}
        tried = one_base(try_instance(instance, figures) for instance in wanted.values())
        return [t for t in tried if path in t.instance.paths and t.outcome not in _SILENT]

    def scale(self, path: str) -> Decimal | None:
        """By what the print of a value is multiplied, also where it prints a nought or words.

        Then it is as in the rest of its statement; None where that prints in several units, or for
        money outside of statements: nobody knows what a figure typed there would mean.
        """
        value = self.report.values[path]
        if not isinstance(value.value, Decimal) or not _is_money(path):
            return Decimal(1)
        own = scale_of(value.value, value.raw)
        if own is not None:
            return own
        found = self._scales(value.evidence[0].statement)
        return found.pop() if len(found) == 1 else None

    def _scales(self, statement: str | None) -> set[Decimal]:
        beside = (
            (path, value)
            for path, value in self.report.values.items()
            if statement is not None and value.evidence[0].statement == statement
        )
        scales = (
            scale_of(value.value, value.raw)
            for path, value in beside
            if isinstance(value.value, Decimal) and _is_money(path)
        )
        return {scale for scale in scales if scale is not None}

    def _beside(self, path: str) -> Iterable[Instance]:
        """The instances of a path; of a share in them, those on its other bases too."""
        for instance in self.by_path.get(path, ()):
            yield instance
            if instance.identity.relation is Relation.SHARE:
                yield from (
                    other
                    for other in self.by_path[instance.total]
                    if other.identity.relation is Relation.SHARE and other.total == instance.total
                )

    def _with(self, known: Mapping[str, Decimal]) -> Mapping[str, Figure]:
        typed = {
            path: replace(self.figures[path], value=value, quantum=_quantum_of(value))
            for path, value in known.items()
            if path in self.figures and value != self.figures[path].value
        }
        return {**self.figures, **typed} if typed else self.figures


def ledger_of(report: Report) -> Ledger:
    """The figures of a report with all instances that they allow."""
    figures = {p: f for p, v in report.values.items() if (f := _figure(v)) is not None}
    by_path: dict[str, list[Instance]] = defaultdict(list)
    for instance in all_instances(figures):
        for path in instance.paths:
            by_path[path].append(instance)
    return Ledger(report, figures, {path: tuple(found) for path, found in by_path.items()})


def stored_ledger(version: VersionRow) -> Ledger:
    """The ledger of a stored version; versions never change, so the last few are kept."""
    return _ledger(_Stored(version.digest, version.body))


def scale_of(value: Decimal, raw: str) -> Decimal | None:
    """By what a printed figure was multiplied to give the value: 0.0001 from 元 to 万元.

    None where the print holds no one figure that the value comes from by a power of ten.
    """
    number = _printed(value, raw)
    if number is None or not number.value or not value:
        return None
    return Decimal(1).scaleb((value / number.value).adjusted())


@dataclass(frozen=True, slots=True)
class _Stored:
    digest: str
    body: str = field(compare=False)


@lru_cache(maxsize=12)
def _ledger(stored: _Stored) -> Ledger:
    return ledger_of(read_report(json.loads(stored.body)))


def _is_money(path: str) -> bool:
    entry = entry_for(path)
    return entry is not None and entry.type is ValueType.MONEY


def _figure(value: Value) -> Figure | None:
    """A value as identities see it: how finely it was printed, and in what."""
    if not isinstance(value.value, Decimal):
        return None
    number = _printed(value.value, value.raw)
    scale = scale_of(value.value, value.raw) or Decimal(1)
    evidence = value.evidence[0]
    origin = f"statement:{evidence.statement}" if evidence.statement else "sentence"
    quantum = number.quantum * scale if number else Decimal(0)
    return Figure(value.value, quantum, 1 - value.confidence, origin)


def _printed(value: Decimal, raw: str) -> Number | None:
    """The figure in the print that the value comes from by a power of ten, whatever its sign."""
    whole = parse_number(raw)
    found = [whole] if whole is not None else find_numbers(raw)
    return next((number for number in found if _comes_from(value, number.value)), None)


def _comes_from(value: Decimal, printed: Decimal) -> bool:
    if not value or not printed:
        return not value and not printed
    ratio = abs(value / printed)
    return ratio == Decimal(1).scaleb(ratio.adjusted())


def _quantum_of(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent)) if isinstance(exponent, int) else Decimal(0)


def broken(trials: Iterable[Trial]) -> list[Trial]:
    """Those that do not hold."""
    return [trial for trial in trials if trial.outcome is Outcome.BROKEN]
