"""Numerals are mended where only one reading fits, and doubted for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.ocr.numerals import (
    as_numeral,
    is_dash,
    meant_as_numeral,
    other_readings,
    parses,
    with_list_mark,
    without_dirt,
    without_lead,
)
from extractors.ocr.reread import is_doubtful, vote
from extractors.protocols import OcrCharacter, OcrLine


def characters(text, score=0.99, rivals=None):
    found = rivals or {}
    return tuple(
        OcrCharacter(c, score, (float(i), i + 1.0), found.get(i, ())) for i, c in enumerate(text)
    )


def line(text, score=0.99):
    return OcrLine(characters(text, score), (), score)


def text_of(found):
    return "".join(c.character for c in found)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("1,234.56", "1,234.56"),
        ("662.441.54", "662,441.54"),
        ("662,441,54", "662,441.54"),
        ("1.234.567", "1,234,567"),
        ("1，2O4.5l", "1，204.51"),
        ("6.20.", "6.20"),
        ("—84.65", "84.65"),
        ("·08", "08"),
        ("26,500.00)", "26,500.00"),
    ],
)
def test_look_alikes_points_and_dirt(read, meant):
    assert text_of(as_numeral(characters(read))) == meant


@pytest.mark.parametrize("read", ["科目编码", "2024年", "201-", "第1页", "1.23.4", "O", "l", ""])
def test_what_is_no_numeral_stays(read):
    assert text_of(as_numeral(characters(read))) in (read, read.rstrip("-"))


def test_a_mended_numeral_is_doubted_and_keeps_what_was_read():
    mended = as_numeral(characters("1,2O4.51"))
    zero = mended[3]
    assert zero.character == "0"
    assert zero.score <= 0.8
    assert zero.alternatives[0] == ("O", 0.99)


@given(st.decimals(min_value=0, max_value=99_999_999, places=2))
def test_a_numeral_that_parses_is_never_changed(value):
    printed = f"{value:,.2f}"
    given_characters = characters(printed)
    assert as_numeral(given_characters) == given_characters


@given(st.text(alphabet="0123456789,.OlI一-— ", max_size=12))
def test_mending_gives_a_numeral_or_nothing_new(text):
    before = characters(text)
    after = as_numeral(before)
    assert after == before or parses(text_of(after))


def test_other_readings_are_numerals_by_score():
    rivals = {1: (("8", 0.3), ("B", 0.2)), 4: (("5", 0.1),)}
    found = other_readings(characters("16.02", rivals=rivals))
    assert found[0] == ("18.02", 0.3)
    assert ("16.05", 0.1) in found
    assert all(parses(text) for text, _ in found)


def test_the_mark_after_a_list_number_is_put_right():
    assert text_of(with_list_mark(characters("二十四，债务还本支出"))) == "二十四、债务还本支出"
    assert text_of(with_list_mark(characters("一般公共预算。"))) == "一般公共预算。"


def test_specks_in_a_label_are_left_out_and_marks_stay():
    assert text_of(without_dirt(characters("上级补助.收入·"))) == "上级补助收入"
    assert text_of(without_dirt(characters("6.20"))) == "6.20"
    assert text_of(without_dirt(characters("（一）基本.1"))) == "（一）基本.1"


def test_points_and_dashes_before_the_words_of_a_cell_are_dirt():
    assert text_of(without_lead(characters("-.本年支出"))) == "本年支出"
    assert text_of(without_lead(characters("-12.50"))) == "-12.50"
    assert text_of(without_lead(characters("—"))) == "—"
    assert text_of(without_lead(characters("（一）基本"))) == "（一）基本"


def test_dashes_and_numerals_are_told_from_words():
    assert is_dash("一")
    assert is_dash("—")
    assert not is_dash("二")
    assert meant_as_numeral("2,106.66")
    assert not meant_as_numeral("一、一般公共预算")


def test_a_sure_numeral_is_not_read_again_and_a_doubtful_one_is():
    assert not is_doubtful(line("2,106.66"))
    assert is_doubtful(line("2,106.66", 0.7))
    assert is_doubtful(line("2.106.66"))


def test_a_vote_settles_on_what_most_pictures_show():
    found = vote(line("80.3B", 0.6), [line("80.38", 0.9), line("80.38", 0.95), line("80.36", 0.8)])
    assert text_of(found.characters) == "80.38"
    assert found.score < 0.9


def test_a_vote_that_all_agree_on_is_trusted_more_than_one_look():
    found = vote(line("80.38", 0.8), [line("80.38", 0.9), line("80.38", 0.85)])
    assert found.score >= 0.95


def test_an_empty_vote_is_the_first_reading():
    nothing = OcrLine((), (), 0.0)
    assert vote(nothing, [nothing]) == nothing
