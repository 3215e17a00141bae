"""One agency with its year and the year before it."""

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samples.model import extras, lines, performance, spending, three_public
from samples.model.catalog import table
from samples.model.extras import Extras
from samples.model.money import ZERO, rounded


@dataclass(frozen=True)
class Year:
    """One fiscal year of an agency; all amounts in 元."""

    lines: list[lines.Line]
    three: three_public.ThreePublic
    basic: dict[str, spending.Economics]
    project: dict[str, spending.Economics]


@dataclass(frozen=True)
class Agency:
    """An invented agency with two years, and what stands beside the statements."""

    place: str
    name: str
    kind: dict[str, Any]
    fiscal_year: int
    now: Year
    before: Year
    extras: Extras
    projects: list[performance.Project]
    overall: tuple[performance.Indicator, ...]
    overall_score: Decimal
    published: str


def draw(rng: random.Random, fiscal_year: int, level: str = "district") -> Agency:
    """Draw an agency; half keep leaves multiples of 100 元, so that 万元 adds up as printed."""
    grain = Decimal(100) if rng.random() < 0.5 else Decimal("0.01")
    kind = rng.choice(table("agencies")["kinds"])
    place = place_name(rng, level)
    scale = rng.choice([0.5, 1.0, 1.0, 2.5, 8.0])
    own = lines.draw_lines(rng, kind, scale, grain)
    now = _year(rng, own, scale, grain)
    before = _year(rng, lines.earlier(rng, own, grain), scale, grain)
    money = sum((line.project for line in own), ZERO)
    held = now.three.counts["vehicle.held"]
    more = extras.draw(rng, kind, place, held, money, grain)
    projects = performance.draw_projects(rng, kind, money, fiscal_year, grain)
    overall = tuple(performance.draw_indicators(rng, money, money, fiscal_year))
    score = sum((i.score for i in overall), ZERO) + rounded(Decimal(str(rng.uniform(8, 10))), 2)
    name = (
        rng.choice(table("agencies")["places"]["central"])
        if level == "central"
        else place + kind["name"]
    )
    return Agency(
        place,
        name,
        kind,
        fiscal_year,
        now,
        before,
        more,
        projects,
        overall,
        score,
        f"{fiscal_year + 1}-{rng.choice(['08', '09'])}-{rng.randint(1, 28):02d}",
    )


def place_name(rng: random.Random, level: str) -> str:
    """An invented place: 市, 市 with 区, or 市 with 县; none where the agency is a central one."""
    places = table("agencies")["places"]
    city = rng.choice(places["cities"])
    if level == "central":
        return ""
    if level == "city":
        return str(city)
    if level == "county":
        return str(rng.choice(places["counties"]))
    return str(city + rng.choice(places["districts"]))


def _year(rng: random.Random, own: list[lines.Line], scale: float, grain: Decimal) -> Year:
    three = three_public.draw(rng, min(scale, 2.5), grain, rng.choice([0.4, 0.8, 1.0]))
    return Year(
        own,
        three,
        spending.basic_by_line(rng, own, three.final, grain),
        spending.project_by_line(rng, own, grain),
    )
