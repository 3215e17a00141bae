import pytest

from pipeline.agreement import Relation, parties, relation
from tests.pipeline.witnesses import witness

TOTAL = "totals.amount"
VEHICLES = "assets.vehicles"
SHARE = "revenue.other.share"


@pytest.mark.parametrize(
    ("path", "one", "other", "expected"),
    [
        (TOTAL, ("753.1832", "0.000001"), ("753.18", "0.01"), Relation.AGREES),
        (TOTAL, ("753.18", "0.01"), ("753", "1"), Relation.AGREES),
        (TOTAL, ("753.185", "0.001"), ("753.18", "0.01"), Relation.AGREES),
        (TOTAL, ("753.18", "0.01"), ("753.20", "0.01"), Relation.ROUNDING),
        (TOTAL, ("753.18", "0.01"), ("754", "1"), Relation.ROUNDING),
        (TOTAL, ("753.18", "0.01"), ("753.21", "0.01"), Relation.DIFFERS),
        (TOTAL, ("2961.68", "0.01"), ("0.3", "0.1"), Relation.DIFFERS),
        (VEHICLES, ("3", "1"), ("3", "1"), Relation.AGREES),
        (VEHICLES, ("3", "1"), ("4", "1"), Relation.DIFFERS),
        (SHARE, ("71.65", "0.01"), ("71.7", "0.1"), Relation.AGREES),
        (SHARE, ("71.65", "0.01"), ("71.66", "0.01"), Relation.ROUNDING),
        (SHARE, ("71.65", "0.01"), ("71.73", "0.01"), Relation.DIFFERS),
    ],
)
def test_figures_are_compared_at_the_precision_of_their_print(path, one, other, expected):
    first = witness(path, one[0], quantum=one[1])
    second = witness(path, other[0], quantum=other[1])
    assert relation(first, second) is expected
    assert relation(second, first) is expected


def test_texts_are_compared_without_their_white_space():
    one = witness("report.agency", "上海市 普陀区财政局")
    assert relation(one, witness("report.agency", "上海市普陀区财政局")) is Relation.AGREES
    assert relation(one, witness("report.agency", "上海市徐汇区教育局")) is Relation.DIFFERS


def test_a_statement_is_believed_before_two_sentences():
    table = witness(TOTAL, "2961.68", origin="statement:fiscal_appropriation", score=0.9)
    texts = [witness(TOTAL, "0.3", origin=f"sentence:{n}", score=0.99) for n in "ab"]
    assert parties([*texts, table], sure=0.75)[0].lead is table


def test_a_doubtful_statement_gives_way_to_two_sure_sentences():
    table = witness(TOTAL, "2361.68", origin="statement:fiscal_appropriation", score=0.4)
    texts = [witness(TOTAL, "2961.68", origin=f"sentence:{n}", score=0.95) for n in "ab"]
    assert parties([table, *texts], sure=0.75)[0].lead in texts


def test_of_those_who_agree_the_finer_print_speaks():
    coarse = witness(TOTAL, "753", quantum="1", origin="statement:a")
    fine = witness(TOTAL, "753.18", origin="statement:b")
    found = parties([coarse, fine], sure=0.75)
    assert len(found) == 1
    assert found[0].lead is fine
    assert set(map(id, found[0].members)) == {id(coarse), id(fine)}
