"""The invented figures obey every identity of a real account, to the last digit."""

from decimal import Decimal

import pytest

from samples.model.facts import FUNDS, Facts, year_facts
from samples.model.lines import SOURCES
from samples.model.money import ZERO, split
from samples.model.spending import LIMITED
from samples.model.year import Year
from tests.samples.made import agency

SEEDS = range(24)
YEARS = [year for seed in SEEDS for year in (agency(seed).now, agency(seed).before)]


def codes(facts: Facts, stem: str, digits: int) -> set[str]:
    start = f"{stem}.by_function["
    found = {p[len(start) :].split("]")[0] for p in facts if p.startswith(start)}
    return {c for c in found if len(c) == digits}


@pytest.fixture(params=YEARS, ids=lambda y: f"{len(y.lines)} lines")
def facts(request: pytest.FixtureRequest) -> Facts:
    return year_facts(request.param)


def test_no_amount_is_negative(facts: Facts) -> None:
    assert [p for p, v in facts.items() if v < 0] == []


def test_both_sides_of_the_overview_are_equal(facts: Facts) -> None:
    out = facts["expenditure.total"] + facts["balance.closing"]
    assert facts["totals.amount"] == out + facts["balance.surplus_distributed"]
    sources = ("fiscal_appropriation", *SOURCES)
    assert facts["revenue.total"] == sum((facts.get(f"revenue.{s}", ZERO) for s in sources), ZERO)
    natures = ("basic", "project", "business")
    assert facts["expenditure.total"] == sum((facts[f"expenditure.{n}"] for n in natures), ZERO)


def test_fiscal_appropriation_closes_in_total_and_by_fund(facts: Facts) -> None:
    stem = "fiscal_appropriation"
    for fund in ("", *(f".{f}" for f in FUNDS.values())):
        revenue = facts.get(f"{stem}.revenue{fund or '.total'}", ZERO)
        spent = facts.get(f"{stem}.expenditure{fund or '.total'}", ZERO)
        opening = facts.get(f"{stem}.balance.opening{fund}", ZERO)
        closing = facts.get(f"{stem}.balance.closing{fund}", ZERO)
        assert revenue + opening == spent + closing
        assert facts.get(f"{stem}.totals.amount{fund}", ZERO) == revenue + opening


@pytest.mark.parametrize(
    ("stem", "measure", "total"),
    [
        ("revenue", "total", "revenue.total"),
        ("expenditure", "total", "expenditure.total"),
        ("expenditure", "basic", "expenditure.basic"),
        ("general_public_budget", "amount", "general_public_budget.expenditure"),
        ("general_public_budget", "adjusted", "general_public_budget.expenditure.adjusted"),
        ("fiscal_appropriation.expenditure", "total", "fiscal_appropriation.expenditure.total"),
    ],
)
def test_classes_are_sums_of_groups_are_sums_of_items(
    facts: Facts, stem: str, measure: str, total: str
) -> None:
    def value(code: str) -> Decimal:
        return facts.get(f"{stem}.by_function[{code}].{measure}", ZERO)

    for parent, child in ((3, 5), (5, 7)):
        for code in codes(facts, stem, parent):
            parts = [c for c in codes(facts, stem, child) if c.startswith(code)]
            assert value(code) == sum((value(c) for c in parts), ZERO)
    assert facts[total] == sum((value(c) for c in codes(facts, stem, 3)), ZERO)


def test_economic_items_make_up_the_basic_expenditure(facts: Facts) -> None:
    stem = "general_public_budget.basic"
    items = {p: v for p, v in facts.items() if p.startswith(f"{stem}.by_economic[")}
    classes = {p: v for p, v in items.items() if len(p.split("[")[1]) == 4}
    for path, value in classes.items():
        assert value == sum((v for p, v in items.items() if p != path and p[:-1] > path[:-1]
                             and p.startswith(path[:-1])), ZERO)  # fmt: skip
    assert sum(classes.values(), ZERO) == facts[f"{stem}.total"]
    assert facts[f"{stem}.personnel"] + facts[f"{stem}.operating"] == facts[f"{stem}.total"]


def test_three_public_adds_up_and_bounds_its_economic_items(facts: Facts) -> None:
    for kind in ("final", "initial", "adjusted"):
        item = {n: facts[f"three_public.{n}.{kind}"] for n in ("total", "overseas", "reception")}
        vehicle = facts[f"three_public.vehicle.{kind}"]
        assert item["total"] == item["overseas"] + item["reception"] + vehicle
        parts = ("vehicle_purchase", "vehicle_operation")
        assert vehicle == sum((facts[f"three_public.{p}.{kind}"] for p in parts), ZERO)
    for code, name in LIMITED.items():
        basic = facts.get(f"general_public_budget.basic.by_economic[{code}]", ZERO)
        assert basic <= facts[f"three_public.{name}.final"]


def test_last_years_closing_balance_is_this_years_opening_one() -> None:
    for seed in SEEDS:

        def by_code(year: Year, part: str) -> dict[str, Decimal]:
            return {x.code: getattr(x, part) for x in year.lines if getattr(x, part)}

        now, before = agency(seed).now, agency(seed).before
        assert by_code(before, "closing") == by_code(now, "opening")


def test_performance_scores_add_up() -> None:
    for seed in SEEDS:
        for project in agency(seed).projects:
            assert sum((i.weight for i in project.indicators), ZERO) == 90
            assert all(0 <= i.score <= i.weight for i in project.indicators)
            assert project.executed <= project.budget


def test_a_split_loses_no_cent() -> None:
    whole = Decimal("12345.67")
    parts = split(whole, [1, 2.5, 0.3], Decimal(100))
    assert sum(parts, ZERO) == whole
    assert all(p % 100 == 0 for p in parts[1:])
