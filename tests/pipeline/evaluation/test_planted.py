"""Findings against known errors: what meets what, and what counts twice."""

import pytest

from pipeline.evaluation.planted import meets, tally
from pipeline.evaluation.truth import Truth
from schemas.evidence import Evidence, Method, TextLocation
from schemas.report import Finding, FindingValue, Verdict


def finding(kind, *quotes, paths=(), verdict=Verdict.SOURCE_ERROR):
    return Finding(
        kind=kind,
        message="",
        verdict=verdict,
        values=tuple(FindingValue(path=p, value="1") for p in paths),
        evidence=tuple(
            Evidence(
                location=TextLocation(start=0, end=1),
                verbatim=quote,
                method=Method.TEXT_LAYER,
                engine="test 1",
            )
            for quote in quotes
        ),
    )


def error(kind, *quotes, paths=(), planted="share"):
    return {"kind": kind, "quotes": list(quotes), "paths": list(paths), "planted": planted}


@pytest.mark.parametrize(
    ("known", "given", "met"),
    [
        (error("share_mismatch", "71.73%"), finding("share_mismatch", "占71.73%"), True),
        (error("sum_mismatch", paths=["a.b"]), finding("statement_mismatch", paths=["a.b"]), True),
        (error("year_conflict", "2013年"), finding("period_conflict", "2013年度支出"), True),
        (error("share_mismatch", "71.73%"), finding("share_mismatch", "71.65%"), False),
        (error("share_mismatch", "71.73%"), finding("unit_suspect", "71.73%"), False),
        (
            error("missing_statement", "收入决算表"),
            finding("missing_statement", "收入决算表 5"),
            True,
        ),
        (error("missing_statement", "收入决算表"), finding("missing_statement", "三公表"), False),
        (error("numbering", "3﹒绩效分析"), finding("numbering_gap", "3.绩效分析"), True),
    ],
)
def test_an_error_is_met_by_its_kind_and_a_figure_a_path_or_its_words(known, given, met):
    assert meets(known, given) is met


def test_a_second_finding_of_one_error_is_repeated_and_a_doubt_is_no_claim():
    truth = Truth(source="a.pdf", fields=(), findings=(error("share_mismatch", "71.73%"),))
    findings = (
        finding("share_mismatch", "71.73%"),
        finding("rate_mismatch", "71.73%"),
        finding("share_mismatch", "12.00%", verdict=Verdict.EXTRACTION_ERROR),
        finding("sum_mismatch", "99.99"),
    )
    found = tally([(truth, findings)]).all()
    assert (found.errors, found.found) == (1, 1)
    assert (found.findings, found.true, found.repeated) == (3, 2, 1)


def test_two_findings_of_two_errors_are_told_once_each_though_one_names_both():
    base = error("witness_conflict", paths=["whole"], planted="narrative_statement")
    truth = Truth(
        source="a.pdf", fields=(), findings=(base, error("share_mismatch", paths=["part.share"]))
    )
    both = finding("share_mismatch", paths=["part.share", "whole"])
    tallies = tally([(truth, (both, finding("witness_conflict", paths=["whole"])))])
    assert tallies.all().repeated == 0
