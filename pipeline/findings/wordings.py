"""All findings from the words of one document: prose, headings and evaluation forms."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.findings.annexes import annex_findings
from pipeline.findings.cells import cell_findings
from pipeline.findings.claims import claim_findings
from pipeline.findings.counting import counting_findings
from pipeline.findings.forms import form_findings, marked_forms
from pipeline.findings.mentions import mention_findings
from pipeline.findings.numbering import numbering_findings
from pipeline.findings.passages import passages
from pipeline.findings.residue import residue_findings
from pipeline.findings.sentences import sentence_findings
from pipeline.findings.targets import target_findings
from schemas.evidence import Method
from schemas.report import Finding, Value, Verdict
from schemas.section import Structured


def document_findings(
    structured: Structured, values: Mapping[str, Value], year: int | None, sure: float
) -> list[Finding]:
    """Serious ones first; what was read by OCR is in doubt before the report is."""
    document, found = structured.document, passages(structured)
    forms = marked_forms(structured)
    all_ = [
        *form_findings(document, forms),
        *sentence_findings(document, found),
        *mention_findings(document, found, values, sure),
        *counting_findings(document, found),
        *claim_findings(document, found, forms),
        *target_findings(document, forms),
        *annex_findings(document, found, year),
        *residue_findings(document, found),
        *numbering_findings(structured, found),
        *cell_findings(structured),
    ]
    return [_judged(finding) for finding in all_ if finding.evidence]


def _judged(finding: Finding) -> Finding:
    if all(e.method is not Method.OCR for e in finding.evidence):
        return finding
    return finding.model_copy(update={"verdict": Verdict.EXTRACTION_ERROR})
