"""Performance projects with their indicator tables, and the overall self-evaluation."""

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samples.model.catalog import table
from samples.model.money import WAN, ZERO, rounded, share, snap, split

LEVELS = {
    "output": "产出指标",
    "cost": "成本指标",
    "benefit": "效益指标",
    "satisfaction": "满意度指标",
}
GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


@dataclass(frozen=True)
class Indicator:
    """One row of an indicator table; `part` is output, cost, benefit or satisfaction."""

    part: str
    level2: str
    level3: str
    target: str
    actual: str
    weight: Decimal
    score: Decimal
    deviation: str = ""


@dataclass(frozen=True)
class Project:
    """A project: money (元), texts, indicators; `score` includes 10 points of execution."""

    name: str
    budget: Decimal
    executed: Decimal
    other_budget: Decimal
    other_executed: Decimal
    carried: Decimal
    objective: str
    achievement: str
    problem: str
    measure: str
    indicators: tuple[Indicator, ...]

    @property
    def rate_score(self) -> Decimal:
        """The 10 points given for the share executed."""
        return min(Decimal(10), rounded(share(self.executed, self.budget) / 10, 2))

    @property
    def score(self) -> Decimal:
        """Sum of the indicator scores and of the execution score."""
        return self.rate_score + sum((i.score for i in self.indicators), ZERO)


def draw_projects(
    rng: random.Random, kind: dict[str, Any], money: Decimal, year: int, grain: Decimal
) -> list[Project]:
    """Two to five projects that together stay below the project expenditure."""
    names = rng.sample(kind["names"], rng.randint(2, min(5, len(kind["names"]))))
    parts = split(snap(money * Decimal("0.8"), grain), [rng.uniform(1, 4) for _ in names], grain)
    suffix = rng.choice(["", "经费", "项目"])
    return [
        _project(rng, name + suffix, part, year, grain)
        for name, part in zip(names, parts, strict=True)
        if part > 0
    ]


def _project(
    rng: random.Random, name: str, executed: Decimal, year: int, grain: Decimal
) -> Project:
    texts = table("indicators")["texts"]
    factor = Decimal(str(rng.choice([1, 1, 1.02, 1.08, 1.2, 1.45])))
    budget = snap(executed * factor, grain)
    other = snap(budget * Decimal("0.1"), grain) if rng.random() < 0.2 else ZERO
    carried = snap(budget * Decimal("0.05"), grain) if rng.random() < 0.2 else ZERO

    def choose(key: str) -> str:
        return str(rng.choice(texts[key])).format(name=name)

    return Project(
        name,
        budget,
        executed,
        other,
        min(other, snap(executed * Decimal("0.1"), grain)),
        carried,
        choose("objectives"),
        choose("achievements"),
        choose("problems"),
        choose("measures"),
        tuple(draw_indicators(rng, budget, executed, year)),
    )


def draw_indicators(
    rng: random.Random, budget: Decimal, executed: Decimal, year: int
) -> list[Indicator]:
    """Rows whose weights add up to 90: 40 output, 10 cost, 30 benefit, 10 satisfaction."""
    out: list[Indicator] = []
    for part, points, least in (
        ("output", 40, 3),
        ("cost", 10, 1),
        ("benefit", 30, 2),
        ("satisfaction", 10, 1),
    ):
        groups = table("indicators")[part]
        chosen = (
            groups
            if part == "output"
            else sorted(rng.sample(groups, min(least, len(groups))), key=groups.index)
        )
        rows = [
            (g["level2"], n)
            for g in chosen
            for n in rng.sample(g["names"], 2 if part == "output" and rng.random() < 0.5 else 1)
        ]
        for (level2, text), weight in zip(rows, _weights(points, len(rows)), strict=True):
            filled = _filled(rng, text, (budget, executed), year)
            out.append(_row(rng, (part, level2), filled, weight))
    return out


def _weights(points: int, count: int) -> list[Decimal]:
    base = points // count
    return [Decimal(base + (points - base * count if i == 0 else 0)) for i in range(count)]


def _filled(rng: random.Random, text: str, money: tuple[Decimal, Decimal], year: int) -> list[str]:
    """Name, target and actual value of an indicator, with drawn numbers."""
    n, p = rng.randint(2, 300), rng.choice([85, 90, 95, 98])
    budget, executed = (f"{rounded(value / WAN, 2).normalize():f}" for value in money)
    slots = {"n": n, "m": n + rng.randint(0, 30), "p": p, "q": min(100, p + rng.randint(0, 5))}
    slots |= {"d": rng.randint(2, 5), "year": year}
    return [piece.format(**slots, b=budget, e=executed) for piece in text.split("|")]


def _row(
    rng: random.Random, place: tuple[str, str], texts: list[str], weight: Decimal
) -> Indicator:
    """An indicator at its part and level 2; now and then it loses points, with a reason."""
    name, target, actual = texts
    lost = Decimal(rng.choice([1, 2])) if rng.random() < 0.12 else ZERO
    why = rng.choice(table("indicators")["texts"]["deviations"]) if lost else ""
    return Indicator(*place, name, target, actual, weight, weight - lost, why)


def grade(score: Decimal) -> str:
    """优, 良, 中 or 差 by the usual marks."""
    return next(name for least, name in GRADES if score >= least)
