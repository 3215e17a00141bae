"""A sentence's 总计 or 收入预算 is told by the figure that it gives."""

from pipeline.wholes import settle_wholes
from tests.pipeline.witnesses import witness

STATEMENT = "statement:revenue_and_expenditure"


def statement(own="430725.03", whole="569496.54"):
    return [
        witness("revenue.total", own, origin=STATEMENT),
        witness("totals.amount", whole, origin=STATEMENT),
    ]


def paths(*told, **figures):
    return [c.path for c in settle_wholes([*statement(**figures), *told])[2:]]


def test_a_total_that_is_the_years_own_sum():
    told = [
        witness("totals.revenue", "430725.03", section="说明"),
        witness("totals.revenue.change", "-23616.80", section="说明"),
        witness("totals.revenue.change_rate", "-5.20", section="说明"),
    ]
    assert paths(*told) == [
        "revenue.total",
        "revenue.total.change",
        "revenue.total.change_rate",
    ]


def test_a_sum_that_is_the_whole():
    told = witness("revenue.total", "569496.54", section="收入预算")
    assert paths(told) == ["totals.amount"]


def test_what_is_right_stays_and_so_does_what_is_neither():
    right = witness("revenue.total", "430725.03", section="说明")
    neither = witness("revenue.total", "430752.03", section="总体")
    assert paths(right, neither) == ["revenue.total", "revenue.total"]


def test_changes_of_another_section_stay():
    told = [
        witness("totals.revenue", "430725.03", section="说明"),
        witness("totals.revenue.change", "1.00", section="他处"),
    ]
    assert paths(*told) == ["revenue.total", "totals.revenue.change"]


def test_one_figure_for_both_moves_nothing():
    told = witness("totals.revenue", "430725.03", section="说明")
    assert paths(told, whole="430725.03") == ["totals.revenue"]


def test_without_the_statement_nothing_is_known():
    told = witness("totals.revenue", "430725.03")
    assert settle_wholes([told]) == [told]
