"""The identities that a value is in, with their figures; what another value would do to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.findings.wording import formula_of, name_of, plain
from pipeline.identities.figures import Outcome, Trial
from pipeline.review.history import last_standing
from pipeline.review.ledger import HELD, Ledger
from pipeline.review.settling import is_figure
from pipeline.store.tables import DecisionRow, ItemRow, State
from schemas.report import Value

Known = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A figure of an identity; `sign` is 0 for the total."""

    path: str
    name: str
    row: str
    value: str
    raw: str
    sign: int
    here: bool
    status: str


@dataclass(frozen=True, slots=True)
class IdentityLine:
    """An identity with its figures: what was printed against what the others give."""

    rule: str
    name: str
    total: str
    holds: bool
    outcome: str
    formula: str
    printed: str
    expected: str
    difference: str
    members: tuple[MemberLine, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a value would do: names of the identities that it closes, and that it breaks."""

    closes: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()


def decided_figures(session: Session, report_id: int) -> dict[str, Decimal]:
    """The figures that people decided on, by path; an item that was reopened has none."""
    wanted = (
        select(ItemRow.path, DecisionRow)
        .join(DecisionRow, DecisionRow.item_id == ItemRow.id)
        .where(ItemRow.report_id == report_id, ItemRow.state == State.DECIDED.value)
        .where(ItemRow.path.is_not(None))
        .order_by(DecisionRow.id)
    )
    by_path: dict[str, list[DecisionRow]] = {}
    for path, decision in session.execute(wanted):
        if path is not None and is_figure(path):
            by_path.setdefault(path, []).append(decision)
    last = {path: last_standing(made) for path, made in by_path.items()}
    return {p: Decimal(d.value) for p, d in last.items() if d is not None and d.value is not None}


def explain(ledger: Ledger, path: str, known: Known) -> list[IdentityLine]:
    """The identities of a path, those that do not hold first."""
    trials = ledger.trials(path, known)
    trials.sort(key=lambda trial: (trial.outcome in HELD, len(trial.instance.terms)))
    return [_line(ledger, path, trial, known) for trial in trials]


def effect(ledger: Ledger, path: str, known: Known, changed: Known) -> Effect:
    """What `changed` values would do to the identities that they are in."""
    after = {**known, **changed}
    closes: dict[str, None] = {}
    breaks: dict[str, None] = {}
    for each in {path, *changed}:
        before = {_key(t): t for t in ledger.trials(each, known)}
        for trial in ledger.trials(each, after):
            was = before.get(_key(trial))
            if was is not None and was.outcome != trial.outcome:
                _count(was, trial, closes, breaks)
    return Effect(tuple(closes), tuple(breaks))


def _count(was: Trial, trial: Trial, closes: dict[str, None], breaks: dict[str, None]) -> None:
    name = f"{name_of(trial.instance.total)}：{trial.instance.identity.name}"
    if was.outcome is Outcome.BROKEN:
        closes[name] = None
    elif trial.outcome is Outcome.BROKEN:
        breaks[name] = None


def _key(trial: Trial) -> tuple[str, tuple[str, ...]]:
    return trial.instance.identity.id, trial.instance.paths


def _line(ledger: Ledger, path: str, trial: Trial, known: Known) -> IdentityLine:
    values = _values(ledger, trial.instance.paths, known)
    signs = {term.path: term.sign for term in trial.instance.terms}
    labels = _labels(values)
    members = (
        _member(p, value, signs.get(p, 0), label)
        for (p, value), label in zip(values.items(), labels, strict=True)
    )
    return IdentityLine(
        rule=trial.instance.identity.id,
        name=trial.instance.identity.name,
        total=name_of(trial.instance.total),
        holds=trial.outcome in HELD,
        outcome=trial.outcome.value,
        formula=formula_of(trial, values),
        printed=plain(trial.printed),
        expected="—" if trial.expected is None else plain(trial.expected),
        difference=plain(trial.difference),
        members=tuple(replace(member, here=member.path == path) for member in members),
    )


def _values(ledger: Ledger, paths: Iterable[str], known: Known) -> dict[str, Value]:
    """The values of an identity, the total last, with what is known in place of what was read."""
    first, *others = paths
    found = {}
    for path in (*others, first):
        value = ledger.report.values[path]
        same = path not in known or known[path] == value.value
        found[path] = value if same else value.model_copy(update={"value": known[path]})
    return found


def _labels(values: Mapping[str, Value]) -> list[str]:
    """What tells the members apart in print: their rows, or the columns of the one row."""
    rows = [value.evidence[0].row or "" for value in values.values()]
    if len(set(rows)) == len(rows):
        return rows
    heads = [value.evidence[0].column or "" for value in values.values()]
    return [" · ".join(filter(None, pair)) for pair in zip(rows, heads, strict=True)]


def _member(path: str, value: Value, sign: int, label: str) -> MemberLine:
    return MemberLine(
        path=path,
        name=name_of(path),
        row=label,
        value=str(value.value),
        raw=value.raw,
        sign=sign,
        here=False,
        status=value.status.value,
    )
