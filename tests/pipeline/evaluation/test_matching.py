"""When a value is the fact that the truth names."""

from decimal import Decimal

import pytest

from pipeline.evaluation.matching import Index, is_right, tidy_key
from pipeline.evaluation.truth import TruthField
from schemas.evidence import Evidence, Method, TextLocation
from schemas.report import Scores, Status, Value


def value(content: str, unit: str | None = "万元") -> Value:
    evidence = Evidence(
        location=TextLocation(start=0, end=1),
        verbatim=content,
        method=Method.TEXT_LAYER,
        engine="test 1",
    )
    number = Decimal(content) if content.replace(".", "").isdigit() else content
    return Value(
        value=number,
        unit=unit,
        raw=content,
        confidence=0.5,
        status=Status.NEEDS_REVIEW,
        scores=Scores(),
        evidence=(evidence,),
    )


@pytest.mark.parametrize(
    ("truth", "unit", "given", "given_unit", "right"),
    [
        ("753.18", "万元", "753.18", "万元", True),
        ("753.180", "万元", "753.18", "万元", True),
        ("753.18", "万元", "753.19", "万元", False),
        ("753.18", "万元", "753.18", "元", False),
        ("25", "批次", "25", "个", True),
    ],
)
def test_figures_are_right_to_the_last_digit(
    truth: str, unit: str, given: str, given_unit: str, *, right: bool
) -> None:
    field = TruthField(path="totals.amount", value=truth, unit=unit)
    assert is_right(field, value(given, given_unit)) is right


def test_a_text_may_differ_in_white_space_and_a_full_stop() -> None:
    field = TruthField(path="totals.amount.change_reason", value="人员 增加。")
    assert is_right(field, value("人员增加", None))
    assert not is_right(field, value("项目减少", None))


def test_members_meet_by_name_or_code() -> None:
    codes = {"general_public_budget.by_function[2010301].amount": value("1")}
    names = {
        "general_public_budget.by_function[2010301]": ("一般公共服务支出", "政府办公厅", "行政运行")
    }
    index = Index(codes, names)
    by_name = "general_public_budget.by_function[一般公共服务/政府办公厅/行政运行].amount"
    assert index.find([by_name]) == list(codes)
    assert index.find(["general_public_budget.by_function[2010302].amount"]) == []


def test_what_reports_add_to_a_key_is_left_out() -> None:
    assert tidy_key("数量指标（20分）/指标1：培训人次") == "数量指标/培训人次"
