"""What else an agency states: staff, units, procurement, assets."""

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samples.model.money import ZERO, amount, split

USES = (
    "副部（省）级及以上领导用车",
    "主要领导干部用车",
    "机要通信用车",
    "应急保障用车",
    "执法执勤用车",
    "特种专业技术用车",
    "离退休干部用车",
    "其他用车",
)
WEIGHTS = (0, 0.4, 1, 2, 3, 1, 0.4, 2)


@dataclass(frozen=True)
class Extras:
    """Counts and amounts (元) that stand outside the statements."""

    staff: dict[str, int]
    units: tuple[str, ...]
    departments: tuple[str, ...]
    procurement: dict[str, Decimal]
    vehicles: dict[str, int]
    general_equipment: int
    special_equipment: int


DEPARTMENTS = (
    "办公室",
    "人事科",
    "计划财务科",
    "政策法规科",
    "综合业务科",
    "监督管理科",
    "行政审批科",
    "信息化科",
    "机关党委",
)


def draw(
    rng: random.Random, kind: dict[str, Any], place: str, held: int, works: Decimal, grain: Decimal
) -> Extras:
    """Draw the extras; `held` vehicles by use, procurement below the project money `works`."""
    names = rng.sample(kind["units"], rng.randint(0, len(kind["units"])))
    departments = rng.sample(DEPARTMENTS, rng.randint(4, len(DEPARTMENTS)))
    return Extras(
        staff=_staff(rng),
        units=tuple(place + name for name in names),
        departments=tuple(departments),
        procurement=_procurement(rng, works, grain),
        vehicles=_vehicles(rng, held),
        general_equipment=rng.choice([0, 0, 0, 1, 2, 5]),
        special_equipment=rng.choice([0, 0, 0, 1, 3]),
    )


def _staff(rng: random.Random) -> dict[str, int]:
    admin, institution = rng.randint(12, 60), rng.randint(6, 90)
    here, there = admin - rng.randint(0, 6), institution - rng.randint(0, 5)
    return {
        "authorised": admin + institution,
        "authorised.administrative": admin,
        "authorised.institution": institution,
        "actual": here + there,
        "actual.administrative": here,
        "actual.institution": there,
        "actual.retired": rng.randint(0, 40),
    }


def _procurement(rng: random.Random, works: Decimal, grain: Decimal) -> dict[str, Decimal]:
    names = ("goods", "works", "services")
    if rng.random() < 0.12 or works < 100_000:
        zero = dict.fromkeys(names, ZERO)
        return {
            **zero,
            "total": ZERO,
            "sme": ZERO,
            "micro": ZERO,
            "sme.reserved_budget": ZERO,
            "micro.reserved_budget": ZERO,
            "sme.reserved_award": ZERO,
            "micro.reserved_award": ZERO,
            "sme.other_award": ZERO,
            "micro.other_award": ZERO,
        }
    total = amount(rng, 0.1, float(works) / 10_000 * 0.8, grain)
    parts = split(total, [rng.uniform(1, 4), rng.choice([0, 1.5]), rng.uniform(2, 6)], grain)
    reserved, other = split(
        total, [rng.uniform(1, 3), rng.uniform(1, 3), rng.uniform(0.1, 2)], grain
    )[:2]
    small, other_small = (
        split(reserved, [1, rng.uniform(0, 2)], grain)[1],
        split(other, [1, rng.uniform(0, 2)], grain)[1],
    )
    return {
        **dict(zip(names, parts, strict=True)),
        "total": total,
        "sme": reserved + other,
        "micro": small + other_small,
        "sme.reserved_budget": reserved + grain * 12,
        "micro.reserved_budget": small,
        "sme.reserved_award": reserved,
        "micro.reserved_award": small,
        "sme.other_award": other,
        "micro.other_award": other_small,
    }


def _vehicles(rng: random.Random, held: int) -> dict[str, int]:
    out = dict.fromkeys(USES, 0)
    more = rng.choice([0, 0, 1, 3]) if held else 0
    for use in rng.choices(USES, weights=WEIGHTS, k=held + more):
        out[use] += 1
    return out
