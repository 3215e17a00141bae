"""One finding for one cause: what several detectors saw of the same print."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.text.normalise import compact
from schemas.report import Finding, Verdict

_CONTRADICTIONS = frozenset(
    {"witness_conflict", "statement_mismatch", "sum_mismatch", "unit_suspect", "rate_mismatch"}
)
#: Rules of sums and rates inside a sentence, whose figures other detectors name by their paths.
_SENTENCE_RULES = frozenset({"parts_of_a_whole", "compared_with_its_budget", "one_amount_one_unit"})
#: The rule of a form's total score, which is another witness of a project's score.
_FORM_RULE = "scores_of_form"
#: Digits from which a figure is known again.
_TELLING = 3


def once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that repeat another.

    Of two of one kind and rule whose quotes hold each other, the wider one stays. The sum of a
    sentence gives way to a finding that names its figures by path; a conflict of scores to the sum
    of the form that shows which score is wrong.
    """
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: -sum(map(len, _quotes(f)))):
        wider = next((n for n, other in enumerate(kept) if _is_within(finding, other)), None)
        if wider is None:
            kept.append(finding)
        elif not kept[wider].values:
            kept[wider] = kept[wider].model_copy(update={"values": finding.values})
    return [f for f in kept if not any(_gives_way(f, other) for other in kept)]


def _quotes(finding: Finding) -> list[str]:
    return [compact(e.verbatim) for e in finding.evidence]


def _is_within(finding: Finding, other: Finding) -> bool:
    if (finding.kind, finding.rule) != (other.kind, other.rule) or not finding.evidence:
        return False
    sections = {e.section for e in other.evidence}
    return all(
        e.section in sections and any(compact(e.verbatim) in quote for quote in _quotes(other))
        for e in finding.evidence
    )


def _gives_way(finding: Finding, other: Finding) -> bool:
    if other.verdict is not Verdict.SOURCE_ERROR or other.kind not in _CONTRADICTIONS:
        return False
    if finding.rule in _SENTENCE_RULES and other.rule not in _SENTENCE_RULES:
        return any(_is_named(finding, e.section, e.verbatim) for e in other.evidence)
    if finding.kind == "witness_conflict" and other.rule == _FORM_RULE:
        return other.evidence[0].location in {e.location for e in finding.evidence}
    return False


def _is_named(finding: Finding, section: str | None, verbatim: str) -> bool:
    """Whether a figure of another finding stands in the sentence of this one."""
    figure = compact(verbatim)
    telling = len(re.sub(r"\D", "", figure)) >= _TELLING
    same = [e for e in finding.evidence if e.section == section]
    return telling and any(figure in compact(e.verbatim) for e in same)
