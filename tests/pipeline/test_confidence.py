from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.confidence import Signals, best_by_origin, confidence, default_weights, lowest
from schemas.report import Scores

SCORE = st.floats(0, 1)
SCORES = st.lists(SCORE, max_size=5).map(tuple)


@given(SCORE, SCORE, SCORES, SCORES)
def test_a_surer_reading_never_lowers_it(one, other, agreeing, differing):
    low, high = sorted((one, other))
    below = confidence(Signals(low, agreeing, differing))
    assert 0 < below <= confidence(Signals(high, agreeing, differing)) < 1


@given(SCORE, SCORES, SCORES, SCORE)
def test_another_witness_for_it_never_lowers_and_one_against_never_raises(
    score, agreeing, differing, more
):
    before = confidence(Signals(score, agreeing, differing))
    assert confidence(Signals(score, (*agreeing, more), differing)) >= before
    assert confidence(Signals(score, agreeing, (*differing, more))) <= before


@given(SCORE, st.floats(0, 90), st.floats(0, 90), st.floats(0, 1), st.booleans())
def test_identities_count_in_their_direction(score, one, other, blame, ocr):
    low, high = sorted((one, other))
    weak = confidence(Signals(score, bits=low, ocr=ocr))
    assert weak <= confidence(Signals(score, bits=high, ocr=ocr))
    assert confidence(Signals(score, bits=low, blame=blame, ocr=ocr)) <= weak


def test_it_is_no_constant():
    alone = confidence(Signals(0.9))
    assert 1 - confidence(Signals(0.9, agreeing=(0.9,))) < (1 - alone) / 2
    assert confidence(Signals(0.9, differing=(0.9,))) < alone - 0.2
    faint, clear = (confidence(Signals(s, read=s, ocr=True)) for s in (0.5, 0.9))
    assert 1 - faint > 3 * (1 - clear)


def test_a_step_as_good_as_not_done_calls_a_person():
    assert confidence(Signals(0.05)) < default_weights().accept <= confidence(Signals(0.95))


def test_the_weakest_step_counts():
    assert lowest(Scores(read=0.99, structure=0.4, match=0.9, parse=1.0)) == 0.4


def test_two_cells_of_one_table_are_one_voice():
    found = best_by_origin([("statement:a", 0.7), ("statement:a", 0.9), ("sentence:b", 0.8)])
    assert found == (0.9, 0.8)


@pytest.mark.parametrize("ocr", [True, False])
def test_a_path_that_was_hardly_matched_calls_a_person_unless_borne_out(ocr):
    accept = default_weights().accept
    alone = Signals(0.05, match=0.05, ocr=ocr)
    assert confidence(alone) < accept
    assert confidence(replace(alone, agreeing=(0.9,))) >= accept
