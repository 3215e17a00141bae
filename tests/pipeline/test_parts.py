from pipeline.parts import without_parts
from tests.pipeline.witnesses import witness

GUESTS = "three_public.reception.domestic.persons"
MONEY = "three_public.reception.domestic"


def stated(path, *values, section="3.公务接待费", quantum="1"):
    return [
        witness(path, v, quantum=quantum, page=i + 1, section=section) for i, v in enumerate(values)
    ]


def test_items_that_add_up_are_parts_of_the_whole():
    group = stated(GUESTS, "102", "10", "35", "19", "8", "10", "15", "5")
    assert [str(c.value) for c in without_parts(group)] == ["102"]


def test_amounts_add_up_within_their_rounding():
    group = stated(MONEY, "1.53", "0.51", "0.51", "0.52", quantum="0.01")
    assert len(without_parts(group)) == 1


def test_a_contradiction_stays():
    group = stated(GUESTS, "102", "97")
    assert without_parts(group) == group


def test_figures_that_do_not_add_up_stay():
    group = stated(GUESTS, "102", "10", "35")
    assert without_parts(group) == group


def test_figures_of_other_paragraphs_are_no_parts():
    group = [*stated(GUESTS, "102"), *stated(GUESTS, "60", "42", section="附件4")]
    assert without_parts(group) == group


def test_items_of_several_paragraphs_add_up_to_the_statement():
    table = witness(MONEY, "297.09", origin="statement:government_fund")
    items = [
        witness(MONEY, v, page=i + 2, section=f"（{i}）") for i, v in enumerate(["57.37", "239.72"])
    ]
    assert without_parts([*items, table]) == [table]
    assert without_parts([*items[:1], table]) == [*items[:1], table]


def test_rows_of_a_statement_are_no_parts():
    rows = [
        witness(GUESTS, v, origin="statement:three_public", page=i + 1)
        for i, v in enumerate(["30", "10", "20"])
    ]
    assert without_parts(rows) == rows
