"""Reports that several tests of the generator look at, made once."""

import random
from functools import cache

from samples.layout.blocks import Laid, Table
from samples.layout.form import load, names
from samples.model.year import Agency, draw
from samples.outputs import laid_out

FORMS = names()


@cache
def report(form: str, seed: int) -> Laid:
    """The laid-out report of a form."""
    return laid_out(load(form), seed)[1]


def chance(seed: int) -> random.Random:
    """Chance that repeats itself."""
    return random.Random(seed)  # noqa: S311


@cache
def agency(seed: int) -> Agency:
    """A drawn agency."""
    return draw(chance(seed), 2023, "city" if seed % 2 else "district")


def tables(laid: Laid) -> list[Table]:
    """The tables of a report."""
    return [b for b in laid.blocks if isinstance(b, Table)]
