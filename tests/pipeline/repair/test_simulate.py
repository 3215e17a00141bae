"""Misreadings made on purpose are the same every time, and repair makes none of them worse."""

import random
from collections import Counter
from decimal import Decimal

from pipeline.repair.simulate import Wear, wear
from pipeline.repair.trial_run import tally
from pipeline.settings import Settings
from tests.pipeline.repair.test_repair import statement

BAD = Wear(misread=0.3, unread=0.05)


def worn(seed):
    return wear(statement({}), BAD, random.Random(seed))  # noqa: S311


def test_the_same_seed_gives_the_same_misreadings():
    assert worn(1) == worn(1)
    assert worn(1) != worn(2)


def test_a_misread_figure_is_another_figure_with_a_reading():
    printed = {c.path: c.value for c in statement({})}
    changed = [c for c in worn(3) if c.value != printed[c.path]]
    assert changed
    assert all(isinstance(c.value, Decimal) and c.raw for c in changed)


def test_hardly_any_figure_is_repaired_wrongly():
    total: Counter[str] = Counter()
    for seed in range(15):
        total += tally(statement({}), Wear(misread=0.1, unread=0.02), seed, Settings())
    assert total["wrong before"] > 5
    assert total["repaired"] > total["repaired wrongly"] == 0
    assert total["right ones spoilt"] == 0
