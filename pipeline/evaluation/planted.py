"""Findings against the errors that the truth knows of: which were found, which findings are true.

A finding meets an error of its kind (kinds of contradiction stand for one another: a wrong figure
breaks what the rules happen to name first) that shares a path or a printed figure with it; an error
without either must be quoted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.text.normalise import compact
from pipeline.evaluation.truth import Truth
from schemas.report import Finding, Verdict
from schemas.vocabulary.finding_kinds import finding_kinds

#: Kinds by which one contradiction may be told.
_CONTRADICTIONS = frozenset(
    {"witness_conflict", "statement_mismatch", "sum_mismatch", "share_mismatch", "rate_mismatch"}
)
_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PROVED = "proved"


@dataclass(slots=True)
class Tally:
    """Counts of one kind: errors and those found; findings, the true ones, the repeated ones."""

    errors: int = 0
    found: int = 0
    findings: int = 0
    true: int = 0
    repeated: int = 0


@dataclass(slots=True)
class Tallies:
    """Recall by what was planted, precision by the kind of the finding."""

    planted: dict[str, Tally] = field(default_factory=dict)
    kinds: dict[str, Tally] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    def all(self) -> Tally:
        """All kinds together."""
        errors, findings = self.planted.values(), self.kinds.values()
        return Tally(
            sum(t.errors for t in errors),
            sum(t.found for t in errors),
            sum(t.findings for t in findings),
            sum(t.true for t in findings),
            sum(t.repeated for t in findings),
        )


def tally(documents: Iterable[tuple[Truth, Sequence[Finding]]]) -> Tallies:
    """Judge the source errors that reports claim by what their truth knows."""
    tallies = Tallies()
    for truth, findings in documents:
        sure = [f for f in findings if f.verdict is Verdict.SOURCE_ERROR]
        _errors(tallies, truth, sure)
        _findings(tallies, truth, sure)
    return tallies


def _errors(tallies: Tallies, truth: Truth, sure: Sequence[Finding]) -> None:
    for error in truth.findings:
        if (error.get("severity") or _PROVED) != _PROVED or error.get("optional"):
            continue
        row = tallies.planted.setdefault(str(error.get("planted") or error["kind"]), Tally())
        row.errors += 1
        if any(meets(error, finding) for finding in sure):
            row.found += 1
        else:
            tallies.missed.append(f"{truth.source}\t{_told(error)}")


def _findings(tallies: Tallies, truth: Truth, sure: Sequence[Finding]) -> None:
    met = [[meets(error, finding) for error in truth.findings] for finding in sure]
    for finding, hits, own in zip(sure, met, _own_errors(met), strict=True):
        row = tallies.kinds.setdefault(finding.kind, Tally())
        row.findings += 1
        row.true += any(hits)
        again = any(hits) and own < 0
        row.repeated += again
        if again or not any(hits):
            listed = tallies.twice if again else tallies.false
            listed.append(f"{truth.source}\t{finding.kind}\t{finding.message}")


def _own_errors(met: list[list[bool]]) -> list[int]:
    """For each finding an error of its own, so that as many as can have one; -1 for the others."""
    taken: dict[int, int] = {}
    for finding in range(len(met)):
        _settle(finding, met, taken, set())
    own = {finding: error for error, finding in taken.items()}
    return [own.get(finding, -1) for finding in range(len(met))]


def _settle(finding: int, met: list[list[bool]], taken: dict[int, int], seen: set[int]) -> bool:
    """Give the finding an error, the one that had it another one (Kuhn's augmenting paths)."""
    for error in (n for n, hit in enumerate(met[finding]) if hit and n not in seen):
        seen.add(error)
        if error not in taken or _settle(taken[error], met, taken, seen):
            taken[error] = finding
            return True
    return False


def meets(error: dict[str, Any], finding: Finding) -> bool:
    """Whether the finding tells of the error."""
    named = {error["kind"], *error.get("also", [])}
    if not (named & _names(finding) or _contradict(error["kind"], finding.kind)):
        return False
    quotes = [_words(quote) for quote in error.get("quotes") or []]
    figures, paths = _figures(quotes), set(error.get("paths") or [])
    verbatim = [e.verbatim for e in finding.evidence]
    if figures or paths:
        given = {v.path for v in finding.values}
        return bool(figures & _figures(verbatim) or paths & given)
    return not quotes or any(_holds(q, v) for q in quotes for v in (*verbatim, finding.message))


def _names(finding: Finding) -> set[str]:
    known = finding_kinds().get(finding.kind)
    return {finding.kind, *finding.also, *(known.names if known else ())}


def _contradict(*kinds: str) -> bool:
    known = finding_kinds()
    return all(kind in known and known[kind].id in _CONTRADICTIONS for kind in kinds)


def _words(quote: object) -> str:
    return str(quote.get("quote", "")) if isinstance(quote, dict) else str(quote)


def _holds(one: str, other: str) -> bool:
    a, b = compact(one), compact(other)
    return bool(a and b) and (a in b or b in a)


def _figures(texts: Iterable[str]) -> set[str]:
    """Numerals of more than one digit."""
    folded = unicodedata.normalize("NFKC", "\n".join(texts))
    return {n.replace(",", "") for n in _NUMERAL.findall(folded) if len(n) > 1}


def _told(error: dict[str, Any]) -> str:
    what = error.get("planted") or error["kind"]
    return f"{what}\t{error.get('description') or error.get('message')}\t{error.get('quotes')}"
