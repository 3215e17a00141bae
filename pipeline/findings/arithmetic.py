"""Findings from broken identities: one a cause, with the figures it weighed and its verdict."""

from __future__ import annotations

from decimal import Decimal

from pipeline.findings.wording import formula_of, message_of
from pipeline.identities.figures import Figures, Trial
from pipeline.identities.support import Reconciliation
from pipeline.identities.suspects import Suspect, suspects
from schemas.evidence import Evidence, Method
from schemas.report import Finding, FindingValue, Scores, Severity, Value, Verdict
from schemas.vocabulary.identities import Relation

#: Below this score of any step of any value involved, the machine's reading is the likelier fault.
_SURE_READING = 0.75
#: The same for what was read off pixels.
_SURE_PIXELS = 0.95
#: What a row or a column that was not seen at all breaks.
_ADDED_UP = frozenset({Relation.SUM, Relation.HIERARCHY})
#: A source error that moves the figure by this share or more is serious.
_SERIOUS = Decimal("0.01")


def arithmetic_findings(
    found: Reconciliation, figures: Figures, values: dict[str, Value]
) -> list[Finding]:
    """One finding for each suspect: the first broken identity tells it, the others are counted."""
    return [_finding(suspect, values, found) for suspect in suspects(found, figures)]


def _finding(suspect: Suspect, values: dict[str, Value], found: Reconciliation) -> Finding:
    trial = _clearest(suspect)
    paths = trial.instance.paths
    more = len(suspect.trials) - 1
    message = message_of(trial, values) + (f"；另有 {more} 处勾稽不符" if more else "")
    return Finding(
        kind=trial.instance.identity.kind,
        message=message,
        verdict=_verdict(suspect, values, found),
        severity=_severity(trial),
        rule=trial.instance.identity.id,
        formula=formula_of(trial, values),
        expected=None if trial.expected is None else round(trial.expected, 6),
        printed=trial.printed,
        values=tuple(FindingValue(path=p, value=values[p].value, raw=values[p].raw) for p in paths),
        evidence=_evidence([values[p] for p in paths]),
    )


def _clearest(suspect: Suspect) -> Trial:
    """The identity whose total the suspect is, with the fewest terms."""
    return min(
        suspect.trials,
        key=lambda t: (t.instance.total != suspect.path, len(t.instance.terms)),
    )


def _verdict(suspect: Suspect, values: dict[str, Value], found: Reconciliation) -> Verdict:
    doubtful = any(_is_doubtful(trial, values, found) for trial in suspect.trials)
    return Verdict.EXTRACTION_ERROR if doubtful else Verdict.SOURCE_ERROR


def _is_doubtful(trial: Trial, values: dict[str, Value], found: Reconciliation) -> bool:
    """Whether a step of the reading was unsure.

    What stands in one section of a digital text contradicts itself whatever the section is about.
    """
    involved = [values[path] for path in trial.instance.paths]
    if any(_is_by(value, Method.REPAIR) for value in involved):
        return True
    if any(_is_by(value, Method.OCR) for value in involved):
        return _is_doubtful_scan(trial, values, found)
    together = _stand_together(involved)
    return any(_lowest(value.scores, together=together) < _SURE_READING for value in involved)


def _is_doubtful_scan(trial: Trial, values: dict[str, Value], found: Reconciliation) -> bool:
    """Whether something may be misread, or of a sum unseen: where nothing else bears it out."""
    paths = trial.instance.paths
    if any(_lowest(values[path].scores, together=False) < _SURE_PIXELS for path in paths):
        return True
    if trial.instance.identity.relation not in _ADDED_UP:
        return False
    return not all(_is_borne_out(path, values, found) for path in paths)


def _is_borne_out(path: str, values: dict[str, Value], found: Reconciliation) -> bool:
    """Whether another place states the same, or another identity closes on it."""
    standing = found.standing.get(path)
    return len(values[path].evidence) > 1 or (standing is not None and standing.closed > 0)


def _is_by(value: Value, method: Method) -> bool:
    return any(evidence.method is method for evidence in value.evidence)


def _stand_together(involved: list[Value]) -> bool:
    return bool(set.intersection(*({e.section for e in v.evidence} for v in involved)) - {None})


def _lowest(scores: Scores, *, together: bool) -> float:
    structure = 1.0 if together else scores.structure
    return min(scores.read, structure, scores.match, scores.parse)


def _severity(trial: Trial) -> Severity:
    if trial.expected is None:
        return Severity.WARNING
    size = max(abs(trial.expected), abs(trial.printed), Decimal(1))
    return Severity.ERROR if abs(trial.difference) / size >= _SERIOUS else Severity.WARNING


def _evidence(values: list[Value]) -> tuple[Evidence, ...]:
    return tuple(value.evidence[0] for value in values)
