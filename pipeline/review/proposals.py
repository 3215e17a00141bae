"""What a report asks of a person: pure, from the report alone."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from pipeline.review.ledger import Ledger, ledger_of
from pipeline.review.worth import is_doubtful, value_worth
from pipeline.store.tables import Reason
from schemas.evidence import Evidence, PageLocation
from schemas.report import Finding, Report, StatementEntry, Status, Verdict
from schemas.vocabulary.finding_kinds import finding_kinds
from schemas.vocabulary.statements import forms

_EXPECTED = Path(__file__).with_name("expected.toml")
#: A table without a name is worth more than one value: all its cells hang on it.
_TABLE_WORTH = 5
#: Headings down to this level may be asked for: 第一部分 and 一、
_UPPER = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """One question. `key` is the same over versions; `body` is what the person is shown.

    `worth` counts what one answer settles: the doubtful values and the findings that hang on it.
    """

    key: str
    reason: Reason
    body: dict[str, Any]
    path: str | None = None
    page: int = 0
    worth: int = 1

    @property
    def digest(self) -> str:
        """The hash of what is proposed: another reading, value or place of it is another."""
        asked = {name: self.body[name] for name in self.body if name not in _NOT_ASKED}
        text = json.dumps(asked, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


#: What may change without the question being another.
_NOT_ASKED = frozenset(
    {"confidence", "status", "evidence", "witnesses", "scores", "repairs", "scale"}
)


def proposals(report: Report, audit: float) -> Iterator[Proposal]:
    """All questions of a report; `audit` is the share of accepted values that are asked too."""
    ledger = ledger_of(report)
    for path, value in report.values.items():
        if value.status is Status.NEEDS_REVIEW:
            worth = value_worth(ledger, path)
            yield value_proposal(ledger, path, Reason.LOW_CONFIDENCE, worth)
        elif is_sampled(report.source.sha256, path, audit):
            yield value_proposal(ledger, path, Reason.AUDIT)
    yield from _findings(report)
    yield from _tables(report)
    yield from _sections(report)
    yield from _labels(report)
    yield from _missing(report)


def is_sampled(sha256: str, path: str, share: float) -> bool:
    """Whether the value is in the audit sample: by hash, so that every run draws the same."""
    drawn = hashlib.sha256(f"{sha256}\n{path}".encode()).digest()[:8]
    return int.from_bytes(drawn) < share * 2**64


def value_key(path: str) -> str:
    """The key of the question about a value."""
    return f"value:{path}"


def value_proposal(ledger: Ledger, path: str, reason: Reason, worth: int = 0) -> Proposal:
    """The question about the value at a path of the report.

    `scale` in its body leads from the unit of the print to that of the value; None if not known.
    """
    value, scale = ledger.report.values[path], ledger.scale(path)
    body = value.model_dump(mode="json") | {"verbatim": value.evidence[0].verbatim}
    body["place"] = _where(value.evidence[0])
    body["scale"] = None if scale is None else format(scale, "f")
    return Proposal(value_key(path), reason, body, path, _page(value.evidence), worth)


def _where(evidence: Evidence) -> str:
    """The place without its exact box: points may move by a hair between versions."""
    place = evidence.location
    where = f"page {place.page}" if isinstance(place, PageLocation) else place.model_dump_json()
    return f"{evidence.source} {where}".strip()


def _page(evidence: tuple[Evidence, ...]) -> int:
    place = evidence[0].location if evidence else None
    return place.page if isinstance(place, PageLocation) else 0


def _findings(report: Report) -> Iterator[Proposal]:
    seen: set[str] = set()
    for finding in report.findings:
        key = finding_key(finding)
        if finding.verdict is Verdict.ROUNDING or key in seen:
            continue
        seen.add(key)
        doubtful = sum(is_doubtful(report.values.get(v.path)) for v in finding.values)
        body = finding.model_dump(mode="json")
        page = _page(finding.evidence)
        yield Proposal(key, Reason.FINDING, body, None, page, worth=1 + doubtful)


def finding_key(finding: Finding) -> str:
    """The key of the question about a finding: its rule and the paths it weighs."""
    known = finding_kinds().get(finding.kind)
    kind = known.lasting if known else finding.kind
    named = [kind, finding.rule or "", *sorted(v.path for v in finding.values)]
    if not finding.values:
        named += [finding.message]
    digest = hashlib.sha256("\n".join(named).encode()).hexdigest()
    return f"finding:{digest[:24]}"


def _tables(report: Report) -> Iterator[Proposal]:
    for number, entry in enumerate(report.statements, start=1):
        if entry.id is None:
            body = entry.model_dump(mode="json")
            key = f"table:{number}:{entry.title}"
            page = entry.pages[0] if entry.pages else 0
            yield Proposal(key, Reason.UNIDENTIFIED_TABLE, body, None, page, _worth(entry))


def _worth(entry: StatementEntry) -> int:
    """More rows, more values that nobody has; a small table is often no statement at all."""
    return min(_TABLE_WORTH, entry.rows // 5)


def _sections(report: Report) -> Iterator[Proposal]:
    """Headings of the upper levels under which nothing was recognised, nor they themselves."""
    for number, entry in enumerate(report.sections):
        if entry.level <= _UPPER and entry.topic is None and not _holds_topics(report, number):
            place = entry.location
            page = place.page if isinstance(place, PageLocation) else 0
            body = entry.model_dump(mode="json")
            key = f"section:{entry.number}{entry.title}"
            yield Proposal(key, Reason.UNIDENTIFIED_SECTION, body, None, page, worth=0)


def _labels(report: Report) -> Iterator[Proposal]:
    """Rows of statements whose label the vocabulary does not have; one question for each label."""
    unknown = {
        (issue.statement, issue.label): issue
        for issue in reversed(report.issues)
        if issue.statement is not None and issue.label
    }
    for (statement, label), issue in unknown.items():
        place = issue.location
        body = {
            "title": label,
            "names": [_name(str(statement))],
            "statements": [statement],
            "location": None if place is None else place.model_dump(mode="json"),
        }
        page = place.page if isinstance(place, PageLocation) else 0
        yield Proposal(
            f"label:{statement}:{label}", Reason.UNKNOWN_LABEL, body, None, page, worth=0
        )


def _holds_topics(report: Report, number: int) -> bool:
    """Whether a heading below this one was recognised."""
    own = report.sections[number]
    below = takewhile(lambda entry: entry.level > own.level, report.sections[number + 1 :])
    return any(entry.topic is not None for entry in below)


def _missing(report: Report) -> Iterator[Proposal]:
    """Statements that the kind must print; one question where the report holds none at all."""
    kind = report.values.get("report.kind")
    there = {entry.id for entry in report.statements if entry.id is not None}
    expected = _expected().get(str(kind.value) if kind else "", ())
    missed = [wanted for wanted in expected if not there & set(wanted)]
    if missed and not there:
        names = [_name(wanted[0]) for wanted in missed]
        yield Proposal("missing:all", Reason.MISSING_STATEMENT, {"names": names}, worth=0)
        return
    for wanted in missed:
        body = {"names": [_name(wanted[0])], "statements": list(wanted)}
        yield Proposal(f"missing:{wanted[0]}", Reason.MISSING_STATEMENT, body, worth=0)


def _name(statement: str) -> str:
    return forms()[statement].name if statement in forms() else statement


@cache
def _expected() -> dict[str, tuple[tuple[str, ...], ...]]:
    loaded = tomllib.loads(_EXPECTED.read_text("utf-8"))
    return {kind: tuple(tuple(w) for w in each["statements"]) for kind, each in loaded.items()}
