"""What one answer settles."""

from __future__ import annotations

from pipeline.review.ledger import Ledger, broken
from schemas.report import FindingValue, Status, Value


def value_worth(ledger: Ledger, path: str) -> int:
    """The value itself, what is broken about it, and the doubtful values that this holds up."""
    weighing = broken(ledger.trials(path))
    beside = {p for trial in weighing for p in trial.instance.paths}
    told = [f for f in ledger.report.findings if f.rule is None and _weighs(f.values, path)]
    beside |= {value.path for finding in told for value in finding.values}
    released = sum(is_doubtful(ledger.report.values.get(p)) for p in beside - {path})
    return 1 + len(weighing) + len(told) + released


def is_doubtful(value: Value | None) -> bool:
    """Whether a person is asked about the value."""
    return value is not None and value.status is Status.NEEDS_REVIEW


def _weighs(values: tuple[FindingValue, ...], path: str) -> bool:
    return any(value.path == path for value in values)
