"""Decimal helpers: amounts in 元 to the cent, rounding half up, exact partitions."""

import random
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
HUNDRED = Decimal(100)
WAN = Decimal(10_000)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up at `places` decimals; never a negative zero."""
    out = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(out) if out == 0 else out


def amount(rng: random.Random, low: float, high: float, grain: Decimal) -> Decimal:
    """A drawn amount in 元 between `low` and `high` 万元, a multiple of `grain` 元."""
    wan = Decimal(str(round(rng.uniform(low, high), 6)))
    return snap(wan * WAN, grain)


def snap(value: Decimal, grain: Decimal) -> Decimal:
    """The multiple of `grain` at or below a value."""
    return (value / grain).quantize(Decimal(1), rounding=ROUND_DOWN) * grain


def split(total: Decimal, weights: Sequence[float], grain: Decimal) -> list[Decimal]:
    """Parts in proportion to `weights` that add up to `total` exactly; the first takes the rest."""
    whole = Decimal(str(sum(weights)))
    parts = [snap(total * Decimal(str(w)) / whole, grain) for w in weights]
    parts[0] += total - sum(parts, ZERO)
    return parts


def share(part: Decimal, whole: Decimal) -> Decimal:
    """Percent of a whole, exact; 0 where there is no whole."""
    return part / whole * HUNDRED if whole else ZERO
