"""Identities as evidence: what closes, what breaks, and what says nothing."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from pipeline.identities.figures import Figure, Outcome, Trial
from pipeline.identities.support import Reconciliation, reconcile
from schemas.vocabulary.identities import Relation, identities
from schemas.vocabulary.paths import companions, entry_for


def tried(
    values: Mapping[str, str],
    doubts: Mapping[str, float] | None = None,
    origin: str = "statement:one",
) -> Reconciliation:
    figures = {}
    for path, printed in values.items():
        value = Decimal(printed)
        exponent = int(value.as_tuple().exponent)
        figures[path] = Figure(
            value, Decimal(1).scaleb(exponent), (doubts or {}).get(path, 0.05), origin
        )
    return reconcile(figures)


def outcome(found: Reconciliation, identity: str) -> Trial:
    return next(t for t in found.trials if t.instance.identity.id == identity)


def test_every_path_of_the_identities_is_in_the_vocabulary() -> None:
    unknown = []
    for identity in identities():
        if identity.relation is Relation.RATE:
            assert {identity.total, *identity.addends} <= set(companions())
            continue
        paths = [identity.total, *identity.addends, *identity.subtrahends, *identity.required]
        paths += [f"{identity.members}[1].{m}".rstrip(".") for m in identity.measures]
        paths += identity.roots.values()
        unknown += [p for p in paths if p and entry_for(p.replace("[*]", "[1]")) is None]
    assert not unknown


def test_a_sum_that_closes_backs_all_its_values() -> None:
    found = tried(
        {
            "expenditure.total": "753.18",
            "expenditure.basic": "514.34",
            "expenditure.project": "238.84",
        }
    )
    assert outcome(found, "expenditure_by_nature").outcome is Outcome.CLOSED
    assert {p for p, s in found.standing.items() if s.support > 5} == {
        "expenditure.total",
        "expenditure.basic",
        "expenditure.project",
    }


def test_rounding_is_told_from_a_mismatch() -> None:
    parts = {"expenditure.basic": "514.34", "expenditure.project": "238.84"}
    rounded = tried({"expenditure.total": "753.19", **parts})
    wrong = tried({"expenditure.total": "753.20", **parts})
    assert outcome(rounded, "expenditure_by_nature").outcome is Outcome.ROUNDING
    assert outcome(wrong, "expenditure_by_nature").outcome is Outcome.BROKEN


def test_blame_falls_on_the_doubtful_value() -> None:
    values = {"expenditure.total": "763.18", "expenditure.basic": "514.34"}
    values["expenditure.project"] = "238.84"
    found = tried(values, {"expenditure.total": 0.6})
    assert found.standing["expenditure.total"].blame > 0.8
    assert found.standing["expenditure.basic"].blame < 0.1


@pytest.mark.parametrize(
    "values",
    [
        {"expenditure.total": "0", "expenditure.basic": "0", "expenditure.project": "0"},
        {"expenditure.total": "3", "expenditure.basic": "1", "expenditure.project": "2"},
        {"expenditure.total": "6", "expenditure.basic": "2", "expenditure.project": "4"},
    ],
    ids=["zeros", "list numbers", "column numbers"],
)
def test_what_closes_by_itself_weighs_next_to_nothing(values: dict[str, str]) -> None:
    found = tried(values)
    assert all(s.support < 2 for s in found.standing.values())


def test_classes_are_the_sum_of_what_stands_below_them() -> None:
    rows = {
        "208": "51.06",
        "20805": "51.06",
        "2080505": "34.04",
        "2080506": "17.02",
        "201": "39.74",
    }
    values = {f"general_public_budget.by_function[{c}].amount": v for c, v in rows.items()}
    closed = tried({"general_public_budget.expenditure": "90.80", **values})
    assert [t.outcome for t in closed.trials] == [Outcome.CLOSED] * 3
    values["general_public_budget.by_function[2080506].amount"] = "11.02"
    broken = tried({"general_public_budget.expenditure": "90.80", **values})
    assert [t.instance.total for t in broken.of(Outcome.BROKEN)] == [
        "general_public_budget.by_function[20805].amount"
    ]


def test_a_share_is_judged_at_its_own_precision() -> None:
    values = {
        "general_public_budget.expenditure": "2940.05",
        "general_public_budget.by_function[201].amount": "2106.66",
        "general_public_budget.by_function[201].share": "71.65",
    }
    assert outcome(tried(values), "share_general_row").outcome is Outcome.ROUNDING
    values["general_public_budget.by_function[201].share"] = "71.73"
    broken = outcome(tried(values), "share_general_row")
    assert broken.outcome is Outcome.BROKEN
    assert broken.expected is not None
    assert round(broken.expected, 2) == Decimal("71.65")


def test_a_rate_is_of_last_years_amount_and_keeps_its_sign() -> None:
    values = {
        "totals.amount": "753.18",
        "totals.amount.change": "36.84",
        "totals.amount.change_rate": "5.14",
    }
    assert outcome(tried(values), "change_rate").outcome is Outcome.ROUNDING
    values["totals.amount.change_rate"] = "-5.14"
    assert outcome(tried(values), "change_rate").outcome is Outcome.BROKEN


def test_a_completion_of_a_zero_budget_is_no_number() -> None:
    values = {
        "three_public.total.final": "5",
        "three_public.total.budget": "0",
        "three_public.total.completion": "100",
    }
    assert outcome(tried(values), "completion_three_public_total").outcome is Outcome.BROKEN
    values["three_public.total.completion"] = "0"
    assert outcome(tried(values), "completion_three_public_total").outcome is Outcome.COULD_NOT_RUN


def test_an_alternative_form_of_a_sum_is_not_tried_on_the_other_form() -> None:
    found = tried({"revenue.total": "753.18", "revenue.general_public_budget": "753.15"})
    assert [t.instance.identity.id for t in found.trials] == ["revenue_by_source"]


def test_a_sum_with_words_not_understood_did_not_run_rather_than_fail() -> None:
    values = {"expenditure.total": "753.18", "expenditure.basic": "514.34"}
    apart = tried(values, origin="sentence:expenditure")
    assert outcome(apart, "expenditure_by_nature").outcome is Outcome.COULD_NOT_RUN
    assert outcome(tried(values), "expenditure_by_nature").outcome is Outcome.BROKEN


@pytest.mark.parametrize(("share", "broken"), [("38.88", 0), ("52.68", 0), ("45.00", 1)])
def test_a_share_may_be_of_either_base_that_reports_name(share: str, broken: int) -> None:
    found = tried(
        {
            "procurement.total": "1000.00",
            "procurement.sme": "738.04",
            "procurement.micro": "388.80",
            "procurement.micro.share": share,
        }
    )
    assert len(found.of(Outcome.BROKEN)) == broken
