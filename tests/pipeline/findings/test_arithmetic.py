"""Whose fault a broken identity is: the report's, or our reading's."""

from dataclasses import replace

import pytest

from pipeline.findings.arithmetic import arithmetic_findings
from pipeline.reconcile import reconcile
from pipeline.resolve import gather, resolve
from pipeline.settings import Settings
from schemas.evidence import Method
from schemas.report import Verdict
from tests.pipeline.witnesses import witness

BROKEN = {
    "expenditure.total": "753.18",
    "expenditure.basic": "514.34",
    "expenditure.project": "138.84",
}
#: Bears the parts of the sum out: another place that states each of them.
ELSEWHERE = "sentence:expenditure"


def verdict(method=Method.TEXT_LAYER, score=0.99, *, twice=False):
    stated = [
        witness(path, value, origin=origin, score=score, page=page)
        for path, value in BROKEN.items()
        for page, origin in ((3, "statement:expenditure"), (9, ELSEWHERE))[: 1 + twice]
    ]
    read = [replace(c, evidence=c.evidence.model_copy(update={"method": method})) for c in stated]
    settings = Settings()
    gathered = gather(read, settings)
    reconciled = reconcile(gathered)
    values = resolve(gathered, settings).values
    (finding,) = arithmetic_findings(reconciled.trials, reconciled.figures, values)
    assert finding.rule == "expenditure_by_nature"
    return finding.verdict


def test_a_sum_that_a_digital_report_prints_wrong_is_its_own_error():
    assert verdict() is Verdict.SOURCE_ERROR


def test_of_a_scan_a_row_may_not_have_been_seen():
    assert verdict(Method.OCR) is Verdict.EXTRACTION_ERROR


def test_what_a_scan_states_twice_is_its_own_error():
    assert verdict(Method.OCR, twice=True) is Verdict.SOURCE_ERROR


@pytest.mark.parametrize(
    ("method", "score", "expected"),
    [
        (Method.OCR, 0.9, Verdict.EXTRACTION_ERROR),
        (Method.TEXT_LAYER, 0.9, Verdict.SOURCE_ERROR),
        (Method.TEXT_LAYER, 0.7, Verdict.EXTRACTION_ERROR),
    ],
)
def test_pixels_are_believed_less_than_characters(method, score, expected):
    assert verdict(method, score, twice=True) is expected
