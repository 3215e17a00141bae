"""Which way up a page is, where the gaps between its characters do not say."""

import numpy as np
import pytest

from extractors.ocr.prepare import upright
from extractors.protocols import OcrCharacter, OcrLine

PAGE = np.zeros((300, 200), np.uint8)
#: How well the lines of each turn read.
WELL = {0: 0.96, 90: 0.7, 180: 0.5, 270: 1.0}


class Reader:
    """Reads every picture as well as its turn deserves."""

    def read_lines(self, pictures):
        score = WELL[int(pictures[0][0, 0])]
        return [OcrLine((OcrCharacter("字", score, (0.0, 1.0)),) * 5, (), score) for _ in pictures]


@pytest.fixture(autouse=True)
def _lines_marked_by_turn(monkeypatch):
    def turned(picture, turn):
        return np.full_like(picture, turn, dtype=np.int64)

    monkeypatch.setattr(upright, "turned", turned)
    monkeypatch.setattr(upright, "sample_lines", lambda grey, *_: [grey])


@pytest.mark.parametrize(("across", "turn"), [(0.4, 270), (0.9, 0), (None, 0)])
def test_all_ways_are_compared_where_it_is_unsure_how_lines_run(monkeypatch, across, turn):
    """One character of each of several lines, set side by side, reads well too."""
    monkeypatch.setattr(upright, "runs_across", lambda _: across)
    ink = np.ones_like(PAGE, dtype=bool)
    assert upright.upright_turn(PAGE, ink, 24.0, Reader()) == turn
