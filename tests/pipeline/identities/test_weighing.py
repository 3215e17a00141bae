"""Shares of blame, identities that lie, and which identities a report let us try."""

from decimal import Decimal

import pytest

from pipeline.identities.coverage import coverage
from pipeline.identities.figures import Figure
from pipeline.identities.support import reconcile

BASE = "expenditure"


def figures(total, basic, project, *, doubt=None, quantum="0.01"):
    printed = {"total": total, "basic": basic, "project": project}
    return {
        f"{BASE}.{name}": Figure(
            Decimal(text), Decimal(quantum), (doubt or {}).get(name, 0.05), "statement:x"
        )
        for name, text in printed.items()
    }


def test_blame_goes_to_the_value_that_was_read_with_doubt():
    standing = reconcile(figures("100.00", "60.00", "30.00", doubt={"project": 0.5})).standing
    blame = {path: each.blame for path, each in standing.items()}
    assert max(blame, key=lambda path: blame[path]) == f"{BASE}.project"
    assert sum(blame.values()) == pytest.approx(1)


def test_what_other_identities_back_takes_less_of_the_blame():
    rows = figures("100.00", "60.00", "30.00") | {
        f"{BASE}.by_function[201].basic": Figure(
            Decimal("60.00"), Decimal("0.01"), 0.05, "statement:x"
        )
    }
    standing = reconcile(rows).standing
    assert standing[f"{BASE}.basic"].closed
    assert standing[f"{BASE}.basic"].blame < standing[f"{BASE}.project"].blame / 2


@pytest.mark.parametrize(
    ("printed", "quantum"),
    [(("2022", "2022", "0"), "1"), (("0.2022", "0.2022", "0"), "0.0001"), (("0", "0", "0"), "1")],
)
def test_years_and_noughts_close_and_say_nothing(printed, quantum):
    standing = reconcile(figures(*printed, quantum=quantum)).standing
    assert not any(each.support for each in standing.values())


@pytest.mark.parametrize(
    ("printed", "quantum"),
    [
        (("2023", "2022", "1"), "1"),
        (("0.2023", "0.2022", "0.0001"), "0.0001"),
        (("2023", "2023", "0"), "1"),
        (("3", "1", "2"), "1"),
        (("23", "11", "12"), "1"),
    ],
    ids=["year and number", "the same in yuan", "year columns", "list numbers", "column numbers"],
)
def test_a_year_and_numbers_of_a_list_back_nothing(printed, quantum):
    standing = reconcile(figures(*printed, quantum=quantum)).standing
    assert not any(each.support for each in standing.values())


def test_the_numbers_of_a_list_say_nothing_of_a_count():
    uses = {"领导干部用车": "1", "机要通信用车": "2", "执法执勤用车": "3"}
    counted = {f"assets.vehicles.by_use[{use}]": text for use, text in uses.items()}
    rows = {
        path: Figure(Decimal(text), Decimal(1), 0.05, "sentence:assets")
        for path, text in {"assets.vehicles": "6", **counted}.items()
    }
    found = reconcile(rows)
    assert [trial.instance.identity.id for trial in found.trials] == ["vehicles_by_use"]
    assert not any(each.support for each in found.standing.values())


def test_amounts_that_look_like_years_are_amounts():
    standing = reconcile(figures("2023.00", "2022.00", "1.00")).standing
    assert all(each.support > 5 for path, each in standing.items() if "project" not in path)


def test_coverage_tells_what_closed_what_broke_and_what_was_not_there():
    rows = figures("100.00", "60.00", "30.00")
    told = coverage(reconcile(rows).trials, rows)
    assert (told.tried, told.broken, told.closed) == (1, 1, 0)
    assert told.rules[0].rule == "expenditure_by_nature"
    assert "revenue.total" in told.untried["revenue_by_source"]
    assert "expenditure_by_nature" not in told.untried
