"""Which text layers can be read."""

import pytest

from extractors.layout.quality import TextState, text_quality

GOOD = (
    "一、收入支出决算总体情况说明。2024年度收入支出总计2995.39万元，与2023年度相比减少56.95万元。"
)
#: Characters of a font whose map was lost: each stands for another.
SHIFTED = "癿皾矎砪祛禖秮稈窱竾笐筇箙篽簉籒粎糣紈絓綌緝縟繒纈缿罣羖翕耄" * 2


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (GOOD, TextState.GOOD),
        ("收入决算表", TextState.GOOD),
        ("Department budget 2024, total 12.50", TextState.GOOD),
        ("", TextState.EMPTY),
        (" \n ", TextState.EMPTY),
        ("\ufffd" * 20 + "2024", TextState.GARBAGE),
        ("\ue001\ue002\ue003" * 10, TextState.GARBAGE),
        ("\ue001\ue002", TextState.GARBAGE),
        ("(cid:12)(cid:45)(cid:7)(cid:88) 2024", TextState.GARBAGE),
        ("ÊÕÈë¾öËã±í ºÏ¼Æ ²ÆÕþ²¦¿î", TextState.GARBAGE),
        (SHIFTED, TextState.GARBAGE),
    ],
)
def test_state(text, state):
    quality = text_quality(text)
    assert quality.state is state
    assert quality.usable is (state is TextState.GOOD)


def test_a_hidden_layer_is_held_to_more():
    poor = GOOD + "\ufffdΩжЮ\ufffd"
    assert text_quality(poor).state is TextState.GOOD
    assert text_quality(poor, hidden=True).state is TextState.POOR
    assert text_quality(GOOD, hidden=True).state is TextState.GOOD


def test_some_private_bullets_do_no_harm():
    assert text_quality("\uf06c" + GOOD + "\uf06c" + GOOD).usable


#: Each character taken for another common one: a font whose map is off.
MOVED = "".join(chr(ord(c) + 37) if "\u4e00" <= c <= "\u9fff" else c for c in GOOD * 2)


def test_characters_that_stand_for_others_are_garbage():
    assert text_quality(MOVED).state is TextState.GARBAGE


@pytest.mark.parametrize("noise", ["~|^_", "\\{}<>"])
def test_signs_that_nobody_prints_tell_a_bad_hidden_layer(noise):
    assert text_quality(GOOD + noise, hidden=True).state is TextState.POOR
    assert text_quality(GOOD + noise).state is TextState.GOOD


def test_a_hidden_layer_with_few_common_characters_was_misread():
    misread = GOOD.replace("收入支出", "牧人文岀").replace("财政", "财玫").replace("度", "厦")
    odd = "".join(
        "曲" if i % 5 in (0, 2, 4) and c > "\u4e00" else c for i, c in enumerate(misread * 2)
    )
    assert text_quality(odd, hidden=True).state is TextState.POOR
