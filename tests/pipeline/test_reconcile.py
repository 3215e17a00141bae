import pytest

from pipeline.reconcile import reconcile
from pipeline.resolve import gather
from pipeline.settings import Settings
from tests.pipeline.witnesses import witness

TABLE = "statement:general_public_budget_basic"


def standing_of(total, personnel, operating):
    base = "general_public_budget.basic"
    stated = {"total": total, "personnel": personnel, "operating": operating}
    found = gather(
        [
            witness(f"{base}.{name}", value, origin=TABLE, page=number)
            for number, (name, value) in enumerate(stated.items(), start=1)
        ],
        Settings(),
    )
    return reconcile(found).standing


def test_a_sum_that_closes_speaks_for_its_values_and_one_that_does_not_against():
    closed = standing_of("2161.31", "1976.66", "184.65")
    broken = standing_of("2161.31", "1976.66", "148.65")
    assert len(closed) == len(broken) == 3
    assert min(each.support for each in closed.values()) > 5
    assert sum(each.blame for each in broken.values()) == pytest.approx(1)


def test_noughts_that_add_up_say_nothing():
    assert not standing_of("0", "0", "0")
