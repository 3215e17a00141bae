"""Marks of evaluation forms: a scan's misread score is found by the total, print is left alone."""

from decimal import Decimal

import pytest

from schemas.evidence import Method
from schemas.report import Cause, Status
from tests.pipeline.repair.test_repair import mended, read

FORM = "performance.projects[社区矫正管理项目]"
ORIGIN = "form:项目支出绩效自评表"
WEIGHTS = {"培训人次": "20", "办结率": "30", "覆盖率": "30", "满意度": "10"}
SCORES = {"培训人次": "18", "办结率": "30", "覆盖率": "28", "满意度": "10"}


def form(changed=None, *, method=Method.OCR, sure=0.99, doubtful=0.8, total="94.33"):
    """Weights of 90, scores of 86, and 8.33 for carrying out 83.3 % of the budget."""
    stated = {f"{FORM}.score": total, f"{FORM}.completion": "83.3"}
    for measure, marks in (("weight", WEIGHTS), ("score", SCORES)):
        stated |= {f"{FORM}.indicators[{n}].{measure}": text for n, text in marks.items()}
    changed = changed or {}
    return [
        read(
            changed.get(path, text),
            path=path,
            origin=ORIGIN,
            method=method,
            score=doubtful if path in changed else sure,
        )
        for path, text in stated.items()
    ]


MISREAD = f"{FORM}.indicators[覆盖率].score"


def test_a_score_that_the_total_belies_is_proposed_and_put_to_review():
    value = mended(form({MISREAD: "23"}))[MISREAD]
    first = value.repairs[0]
    assert (first.value, first.cause) == (Decimal("28"), Cause.CONFUSION)
    assert "scores_of_form" in {closing.rule for closing in first.closes}
    assert value.status is Status.NEEDS_REVIEW
    assert not first.applied


def test_a_total_that_its_scores_and_another_place_belie_is_mended():
    path = f"{FORM}.score"
    told = read("94.33", path=path, origin="sentence:performance", score=0.7)
    value = mended([*form({path: "94.38"}), told])[path]
    assert value.value == Decimal("94.33")
    assert value.repairs[0].applied


def test_weights_that_make_no_whole_show_the_one_that_was_misread():
    path = f"{FORM}.indicators[办结率].weight"
    value = mended(form({path: "80"}))[path]
    assert value.repairs[0].value == Decimal("30")
    assert {closing.rule for closing in value.repairs[0].closes} == {"weights_of_form"}


@pytest.mark.parametrize("changed", [{}, {MISREAD: "23"}])
def test_marks_in_print_are_a_matter_of_findings(changed):
    values = mended(form(changed, method=Method.TEXT_LAYER))
    assert not any(value.repairs for value in values.values())


def test_marks_that_add_up_raise_no_doubt():
    assert not any(value.repairs for value in mended(form()).values())
