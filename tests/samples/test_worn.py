"""Damaged exports: the figures that are printed change, the truth and the grid do not."""

import random

import pytest

from samples.layout.blocks import Laid, Table, tiling_errors
from samples.layout.form import load
from samples.outputs import laid_out
from samples.render.truth import said
from samples.worn import KINDS, worn


@pytest.fixture(scope="module")
def laid() -> Laid:
    return laid_out(load("jiangxi"), 9)[1]


def chance(name: object) -> random.Random:
    return random.Random(str(name))  # noqa: S311 - damage, not a secret


def tables(laid: Laid) -> list[Table]:
    return [block for block in laid.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("kind", KINDS)
def test_print_changes_and_the_truth_does_not(laid: Laid, kind: str) -> None:
    damaged = worn(laid, kind, chance(kind))
    before, after = tables(laid), tables(damaged)
    assert [[w for w, _, _ in said(t)] for t in before] == [
        [w for w, _, _ in said(t)] for t in after
    ]
    assert not any(map(tiling_errors, after))
    printed = [([c.text for c in t.cells], t.unit) for t in before]
    assert (printed != [([c.text for c in t.cells], t.unit) for t in after]) or kind == "signs"


def test_the_same_chance_gives_the_same_damage(laid: Laid) -> None:
    assert worn(laid, "shifted", chance(1)) == worn(laid, "shifted", chance(1))


def test_heads_and_words_are_left_alone(laid: Laid) -> None:
    for before, after in zip(tables(laid), tables(worn(laid, "hashes", chance(2))), strict=True):
        changed = [a for b, a in zip(before.cells, after.cells, strict=True) if a.text != b.text]
        assert all(cell.row >= after.heads and set(cell.text) == {"#"} for cell in changed)
