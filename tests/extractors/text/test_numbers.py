"""Numerals: what is a figure, what is not, and how exactly it was printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.normalise import compact_with_offsets, fold
from extractors.text.numbers import find_numbers, is_error, parse_number

FIGURES = [
    ("1,234.56", "1234.56", "0.01"),
    ("１，２３４．５６", "1234.56", "0.01"),
    ("(12.30)", "-12.30", "0.01"),
    ("（12.30）", "-12.30", "0.01"),
    ("-12.3", "-12.3", "0.1"),
    ("－12.3", "-12.3", "0.1"),
    ("42,575,058.\n26", "42575058.26", "0.01"),
    ("42,575,\n058.26", "42575058.26", "0.01"),
    ("4257\n5058.26", "42575058.26", "0.01"),
    ("12.5%", "12.5", "0.1"),
    ("0", "0", "1"),
    ("0.00", "0.00", "0.01"),
    ("¥100", "100", "1"),
]


@pytest.mark.parametrize(("printed", "value", "quantum"), FIGURES)
def test_a_cell_with_a_figure(printed: str, value: str, quantum: str) -> None:
    number = parse_number(printed)
    assert number is not None
    assert (number.value, number.quantum) == (Decimal(value), Decimal(quantum))


@pytest.mark.parametrize("printed", ["-", "—", "——", "- 0", "--", "―"])
def test_a_dash_is_zero_and_says_so(printed: str) -> None:
    number = parse_number(printed)
    assert number is not None
    assert number.is_dash
    assert number.value == 0


@pytest.mark.parametrize(
    "printed",
    ["", "  ", "合计", "1,23", "12 34", "123\n456", "1.5\n2.5", "#DIV/0!", "1,2345", "3-5", "一"],
)
def test_what_is_no_figure_gives_none(printed: str) -> None:
    assert parse_number(printed) is None


@pytest.mark.parametrize("printed", ["#DIV/0!", "ERROR:#DIV/0!", "#REF!", " #N/A ", "Err:502"])
def test_spreadsheet_errors_are_known(printed: str) -> None:
    assert is_error(printed)


def test_figures_of_a_sentence_keep_their_offsets() -> None:
    sentence = "2020年收、支总计 753.18 万元，占 99.996%，比上年-3.5，共6\n46.23万元"
    found = find_numbers(sentence)
    assert [str(n.value) for n in found] == ["2020", "753.18", "99.996", "-3.5", "646.23"]
    assert all(sentence[n.start : n.end] == n.raw for n in found)


def test_a_range_of_years_holds_no_negative_number() -> None:
    assert [n.value for n in find_numbers("2020-2022年")] == [2020, 2022]


amounts = st.decimals(
    min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False
)


@given(amounts)
def test_print_and_parse_of_an_amount(amount: Decimal) -> None:
    for printed in (f"{amount:,.2f}", f"{amount:.2f}", f"({amount:,.2f})"):
        number = parse_number(printed)
        assert number is not None
        assert abs(number.value) == amount
        assert number.quantum == Decimal("0.01")


@given(st.text())
def test_folding_keeps_the_length_and_is_idempotent(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(st.text())
def test_offsets_of_compacted_text_point_at_the_characters(text: str) -> None:
    squeezed, offsets = compact_with_offsets(text)
    assert [fold(text)[i] for i in offsets] == list(squeezed)


@given(st.text(alphabet="0123456789,.- \n—()%万元年a"))
def test_any_text_gives_numbers_that_stand_in_it(text: str) -> None:
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.raw
