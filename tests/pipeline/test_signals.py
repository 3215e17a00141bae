"""What stands round a value: broken sums, disputes, lost decimals, amounts out of range."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.identities.weighing import Standing
from pipeline.resolve import gather
from pipeline.settings import Settings
from pipeline.signals import all_signals, companies
from tests.pipeline.witnesses import witness

TABLE = "statement:expenditure"
CODES = ("201", "20106", "208", "20805", "210")


def paths(measure="total"):
    return [f"expenditure.by_function[{code}].{measure}" for code in CODES]


def parties(texts, *, quantum="0.01", extra=()):
    found = [
        witness(path, text, origin=TABLE, quantum=quantum)
        for path, text in zip(paths(), texts, strict=True)
    ]
    return gather([*found, *extra], Settings()).parties


PRINTED = ("1500.20", "1500.20", "634.30", "634.30", "55.10")


def signals_of(parties, standing=None):
    return all_signals(parties, standing or {}, {}, {})


def test_many_broken_sums_make_a_whole_statement_doubtful():
    closed = {path: Standing(10.0, 0.0, 1, 0) for path in paths()}
    one = closed | {paths()[0]: Standing(0.0, 0.5, 0, 1)}
    many = {path: Standing(0.0, 0.9, 0, 1) for path in paths()[:4]}
    shares = [companies(parties(PRINTED), held)[TABLE].broken for held in (closed, one, many)]
    assert shares[0] == 0
    assert shares[0] < shares[1] < 0.2 < shares[2]
    assert signals_of(parties(PRINTED), many)[paths()[4]].company == shares[2]


def test_figures_that_other_places_contradict_speak_against_all_of_the_statement():
    said = [
        replace(witness(path, "1.00", origin="sentence:expenditure"), path=path)
        for path in paths()[:3]
    ]
    assert companies(parties(PRINTED), {})[TABLE].disputed == 0
    assert signals_of(parties(PRINTED, extra=said))[paths()[4]].disputed == pytest.approx(3 / 5)


def test_a_figure_that_has_lost_a_decimal_is_coarse_where_noughts_are_printed():
    cut = witness("expenditure.by_function[221].total", "86.7", origin=TABLE, quantum="0.1")
    found = signals_of(parties(PRINTED, extra=[cut]))
    assert [path for path, each in found.items() if each.coarse] == [cut.path]


def test_where_noughts_are_left_out_a_short_figure_says_nothing():
    short = witness("expenditure.by_function[221].total", "86.7", origin=TABLE, quantum="0.1")
    texts = ("1500.21", "1500.21", "634.33", "634.33", "55.19")
    assert not any(each.coarse for each in signals_of(parties(texts, extra=[short])).values())


@pytest.mark.parametrize(
    ("printed", "odd"),
    [("066.20", True), (".80", True), (",345.67", True), ("0.80", False), ("1,345.67", False)],
)
def test_numerals_that_no_report_prints(printed, odd):
    value = Decimal(printed.replace(",", ""))
    made = replace(witness(paths()[0], str(value), origin=TABLE), raw=printed)
    known = all_signals(gather([made], Settings()).parties, {}, {}, {})
    assert known[paths()[0]].malformed is odd


@pytest.mark.parametrize(("factor", "out"), [("1", False), ("10000", True), ("0.0001", True)])
def test_amounts_of_a_report_that_no_agency_has(factor, out):
    texts = [str(Decimal(text) * Decimal(factor)) for text in PRINTED]
    found = signals_of(parties(texts, quantum="0.000001"))
    assert (found[paths()[2]].scale > 0) is out


def test_sums_that_close_only_within_rounding_are_noted_where_others_close_exactly():
    exact = {path: Standing(10.0, closed=2, exact=2) for path in paths()[1:]}
    held = exact | {paths()[0]: Standing(10.0, closed=2, exact=1, rounded=1)}
    found = signals_of(parties(PRINTED), held)
    assert found[paths()[0]].inexact == pytest.approx(0.5 * 9 / 12)
    assert found[paths()[1]].inexact == 0
    rounded = {path: Standing(10.0, closed=2, rounded=2) for path in paths()}
    assert signals_of(parties(PRINTED), rounded)[paths()[0]].inexact == 0


@pytest.mark.parametrize(("printed", "odd"), [(">98%", True), ("＜3天", True), ("≥98%", False)])
def test_a_target_that_has_lost_the_stroke_of_its_sign(printed, odd):
    path = "performance.projects[培训].indicators[质量指标/合格率].target"
    made = witness(path, printed, origin="form:自评表")
    known = all_signals(gather([made], Settings()).parties, {}, {}, {})
    assert [each.sign for each in known.values()] == [odd]
