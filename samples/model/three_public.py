"""三公 of one year: final amounts, budgets and counts."""

import random
from dataclasses import dataclass, field
from decimal import Decimal

from samples.model.money import ZERO, amount, snap

LEAVES = (
    "overseas",
    "vehicle_purchase",
    "vehicle_operation",
    "reception_domestic",
    "reception_foreign",
)


@dataclass(frozen=True)
class ThreePublic:
    """Amounts in 元 under ITEM names; `counts` under their paths below three_public."""

    final: dict[str, Decimal]
    initial: dict[str, Decimal]
    adjusted: dict[str, Decimal]
    counts: dict[str, int] = field(default_factory=dict)


def draw(rng: random.Random, scale: float, grain: Decimal, richness: float) -> ThreePublic:
    """Draw a year; `richness` 0..1 is how often an item is not nil."""
    leaves = _leaves(rng, scale, grain, richness)
    adjusted = {k: _budget(rng, v, grain) for k, v in leaves.items()}
    initial = {
        k: v if rng.random() < 0.6 else snap(v * Decimal("1.2"), grain) for k, v in adjusted.items()
    }
    return ThreePublic(totals(leaves), totals(initial), totals(adjusted), _counts(rng, leaves))


def _leaves(
    rng: random.Random, scale: float, grain: Decimal, richness: float
) -> dict[str, Decimal]:
    bounds = {
        "overseas": (3, 25),
        "vehicle_purchase": (12, 40),
        "vehicle_operation": (2, 30),
        "reception_domestic": (0.3, 9),
        "reception_foreign": (0.2, 2),
    }
    odds = {
        "overseas": 0.35,
        "vehicle_purchase": 0.35,
        "vehicle_operation": 1.3,
        "reception_domestic": 1.3,
        "reception_foreign": 0.2,
    }
    return {
        name: amount(rng, low * scale, high * scale, grain)
        if rng.random() < odds[name] * richness
        else ZERO
        for name, (low, high) in bounds.items()
    }


def _budget(rng: random.Random, final: Decimal, grain: Decimal) -> Decimal:
    if not final:
        return amount(rng, 0.5, 4, grain) if rng.random() < 0.25 else ZERO
    return (
        final
        if rng.random() < 0.4
        else snap(final * Decimal(str(round(rng.uniform(1.02, 1.9), 3))), grain)
    )


def totals(leaves: dict[str, Decimal]) -> dict[str, Decimal]:
    """The vocabulary's items out of the leaves."""
    vehicle = leaves["vehicle_purchase"] + leaves["vehicle_operation"]
    reception = leaves["reception_domestic"] + leaves["reception_foreign"]
    return {
        "total": leaves["overseas"] + vehicle + reception,
        "overseas": leaves["overseas"],
        "vehicle": vehicle,
        "vehicle_purchase": leaves["vehicle_purchase"],
        "vehicle_operation": leaves["vehicle_operation"],
        "reception": reception,
        "reception.domestic": leaves["reception_domestic"],
        "reception.foreign": leaves["reception_foreign"],
    }


def _counts(rng: random.Random, leaves: dict[str, Decimal]) -> dict[str, int]:
    def some(name: str, low: int, high: int) -> int:
        return rng.randint(low, high) if leaves[name] else 0

    batches = some("reception_domestic", 3, 60)
    groups = some("overseas", 1, 3)
    held = some("vehicle_operation", 1, 18)
    return {
        "overseas.groups": groups,
        "overseas.persons": groups * rng.randint(1, 4),
        "vehicle_purchase.count": some("vehicle_purchase", 1, 2)
        if held
        else some("vehicle_purchase", 1, 1),
        "vehicle.held": held or some("vehicle_purchase", 1, 1),
        "reception.domestic.batches": batches,
        "reception.domestic.persons": batches * rng.randint(4, 12),
        "reception.foreign.batches": some("reception_foreign", 1, 3),
        "reception.foreign.persons": some("reception_foreign", 4, 20),
    }
