"""Doubtful characters are put right by the words round them; what may be right stays."""

from extractors.ocr.words import mended, without_strokes
from extractors.protocols import OcrCharacter


def line(text, doubts=()):
    """`doubts`: place → (score, rivals)."""
    given = dict(doubts)
    return [
        OcrCharacter(
            c, given.get(i, (0.99, ()))[0], (float(i), i + 1.0), given.get(i, (0.99, ()))[1]
        )
        for i, c in enumerate(text)
    ]


def text_of(characters):
    return "".join(c.character for c in characters)


def test_a_rival_that_makes_a_word_is_taken():
    found = mended(line("本年收入告计", {4: (0.86, (("台", 0.1), ("合", 0.02)))}))
    assert text_of(found) == "本年收入合计"
    assert found[4].score <= 0.8
    assert found[4].alternatives[0] == ("告", 0.86)


def test_a_long_word_needs_no_rival():
    assert (
        text_of(mended(line("占社会保障和载业支出的", {6: (0.5, ())}))) == "占社会保障和就业支出的"
    )


def test_two_doubtful_characters_of_a_long_word():
    doubts = {6: (0.6, ()), 7: (0.6, ())}
    assert text_of(mended(line("一般公共预算时改拨款支出", doubts))) == "一般公共预算财政拨款支出"


def test_what_is_sure_is_never_changed():
    assert text_of(mended(line("社会保障和载业支出"))) == "社会保障和载业支出"


def test_a_word_may_go_on_otherwise_than_the_listed_one():
    doubts = {4: (0.7, (("数", 0.01),))}
    assert text_of(mended(line("年初预算为100", doubts))) == "年初预算为100"


def test_a_word_that_is_listed_stays():
    doubts = {0: (0.6, (("支", 0.4),))}
    assert text_of(mended(line("收入决算表", doubts))) == "收入决算表"


def test_figures_are_none_of_its_business():
    doubts = {3: (0.4, (("8", 0.3),))}
    assert text_of(mended(line("2940.05", doubts))) == "2940.05"


def test_remnants_of_rulings_beside_a_word_are_left_out():
    assert text_of(without_strokes(tuple(line("1经营支出")))) == "经营支出"
    assert text_of(without_strokes(tuple(line("基本支出 1")))) == "基本支出"
    assert text_of(without_strokes(tuple(line("1某某工程")))) == "1某某工程"
