"""All findings from the words of one document: prose, headings and evaluation forms."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pipeline.agreement import Party
from pipeline.findings.against_budget import against_findings
from pipeline.findings.annexes import annex_findings
from pipeline.findings.balances import balance_findings
from pipeline.findings.cells import cell_findings
from pipeline.findings.claims import claim_findings
from pipeline.findings.comparisons import comparison_findings
from pipeline.findings.copied import copied_findings
from pipeline.findings.counting import counting_findings
from pipeline.findings.cut_short import cut_findings
from pipeline.findings.forms import form_findings, marked_forms
from pipeline.findings.headcount import headcount_findings
from pipeline.findings.mentions import mention_findings
from pipeline.findings.names import name_findings
from pipeline.findings.numbering import numbering_findings
from pipeline.findings.passages import passages
from pipeline.findings.publishing import publishing_findings
from pipeline.findings.residue import residue_findings
from pipeline.findings.same_digits import digit_findings
from pipeline.findings.sentences import sentence_findings
from pipeline.findings.summaries import summary_findings
from pipeline.findings.targets import target_findings
from pipeline.findings.terms import term_findings
from pipeline.findings.unrelated import unrelated_findings
from pipeline.findings.years import year_findings
from schemas.candidate import Candidate
from schemas.evidence import Method
from schemas.report import Finding, Value, Verdict
from schemas.section import Structured


@dataclass(frozen=True, slots=True)
class Known:
    """What the report says as a whole: its values, all witnesses, those set apart for their year.

    `sure`: lowest step score of a witness that is read surely.
    """

    values: Mapping[str, Value]
    apart: tuple[Candidate, ...] = ()
    gathered: Mapping[str, list[Party]] = field(default_factory=dict)
    year: int | None = None
    sure: float = 0.75

    @property
    def kind(self) -> str:
        """What sort of report it is, empty where it is not known."""
        kind = self.values.get("report.kind")
        return str(kind.value) if kind else ""


def document_findings(
    structured: Structured, known: Known, absent: Collection[str] = ()
) -> list[Finding]:
    """What was read by OCR is in doubt before the report is.

    `absent`: numbers of headings that are missing with their statements.
    """
    document, found = structured.document, passages(structured)
    forms = marked_forms(structured)
    all_ = [
        *form_findings(document, forms),
        *sentence_findings(document, found),
        *mention_findings(document, found, known.values, known.sure),
        *against_findings(document, found),
        *digit_findings(document, found),
        *cut_findings(document, found, known.values),
        *counting_findings(document, found),
        *claim_findings(document, found, forms),
        *target_findings(document, forms),
        *annex_findings(document, found, known.year),
        *year_findings(document, found, known.apart, known.values, known.year, known.sure),
        *comparison_findings(document, found, known.year, known.kind),
        *name_findings(document, found, known.gathered, known.values),
        *publishing_findings(document, found, known.year),
        *headcount_findings(document, found),
        *balance_findings(document, forms),
        *summary_findings(structured),
        *unrelated_findings(document, forms),
        *copied_findings(structured, found),
        *term_findings(structured, found),
        *residue_findings(document, found),
        *numbering_findings(structured, found, absent),
        *cell_findings(structured),
    ]
    return [_judged(finding) for finding in all_ if finding.evidence]


def _judged(finding: Finding) -> Finding:
    if all(e.method is not Method.OCR for e in finding.evidence):
        return finding
    return finding.model_copy(update={"verdict": Verdict.EXTRACTION_ERROR})
