"""The lines of a year: what an agency spends and receives for each functional item."""

import random
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from samples.model.money import ZERO, amount, snap

SOURCES = ("superior_subsidy", "operational", "business", "affiliated_remittance", "other")


@dataclass(frozen=True)
class Line:
    """One 项 of one year; amounts in 元.

    `fund` is gpb, gf or sc. `basic` and `project` are fiscal money, the `other_…` ones are not.
    `sources` holds what the line receives besides fiscal appropriation.
    """

    code: str
    fund: str = "gpb"
    basic: Decimal = ZERO
    project: Decimal = ZERO
    other_basic: Decimal = ZERO
    other_project: Decimal = ZERO
    business: Decimal = ZERO
    opening: Decimal = ZERO
    closing: Decimal = ZERO
    other_opening: Decimal = ZERO
    other_closing: Decimal = ZERO
    surplus_used: Decimal = ZERO
    surplus_distributed: Decimal = ZERO
    initial: Decimal = ZERO
    adjusted: Decimal = ZERO
    sources: dict[str, Decimal] = field(default_factory=dict)

    @property
    def fiscal(self) -> Decimal:
        """Fiscal expenditure of the line."""
        return self.basic + self.project

    @property
    def spent(self) -> Decimal:
        """All expenditure of the line."""
        return self.fiscal + self.other_basic + self.other_project + self.business

    @property
    def fiscal_revenue(self) -> Decimal:
        """Appropriation of the year: what was spent and what the balance grew by."""
        return self.fiscal + self.closing - self.opening

    @property
    def received(self) -> Decimal:
        """All revenue of the line."""
        return self.fiscal_revenue + sum(self.sources.values(), ZERO)


def draw_lines(
    rng: random.Random, kind: dict[str, Any], scale: float, grain: Decimal
) -> list[Line]:
    """The functional items of an agency: its own, then social security, health, housing, funds."""
    lines = _core(rng, kind, scale, grain) + _people(rng, scale, grain)
    if rng.random() < 0.5:
        lines += _funds(rng, scale, grain)
    lines = [_carry(rng, line, grain) for line in lines]
    if rng.random() < 0.75:
        lines = _other_money(rng, lines, grain)
    return sorted((_budgeted(rng, line, grain) for line in lines), key=lambda line: line.code)


def _core(rng: random.Random, kind: dict[str, Any], scale: float, grain: Decimal) -> list[Line]:
    run = Line(kind["admin"], basic=amount(rng, 400 * scale, 1500 * scale, grain))
    lines = [run]
    if rng.random() < 0.8:
        lines.append(Line(kind["general"], project=amount(rng, 20 * scale, 300 * scale, grain)))
    if rng.random() < 0.7:
        staff = amount(rng, 150 * scale, 600 * scale, grain)
        extra = amount(rng, 5 * scale, 90 * scale, grain) if rng.random() < 0.5 else ZERO
        lines.append(Line(kind["institution"], basic=staff, project=extra))
    count = min(len(kind["projects"]), rng.randint(2, 4))
    codes = [c for c in rng.sample(kind["projects"], count) if c != kind["institution"]]
    lines += [Line(code, project=amount(rng, 10 * scale, 500 * scale, grain)) for code in codes]
    return lines


def _people(rng: random.Random, scale: float, grain: Decimal) -> list[Line]:
    """Lines that follow the payroll; absent ones are as usual as present ones."""
    wanted = {
        "2080501": (0.6, 10, 120),
        "2080502": (0.3, 5, 60),
        "2080505": (1.0, 60, 220),
        "2080506": (0.9, 30, 110),
        "2080801": (0.3, 5, 40),
        "2101101": (0.95, 20, 90),
        "2101102": (0.6, 10, 60),
        "2101103": (0.5, 5, 40),
        "2210201": (1.0, 50, 190),
        "2210203": (0.4, 20, 200),
        "2050803": (0.3, 1, 12),
        "2089999": (0.3, 1, 9),
    }
    return [
        Line(code, basic=amount(rng, low * scale, high * scale, grain))
        for code, (odds, low, high) in wanted.items()
        if rng.random() < odds
    ]


def _funds(rng: random.Random, scale: float, grain: Decimal) -> list[Line]:
    """Lines of the government fund budget and of the state capital budget."""
    pool = ["2120801", "2120803", "2120804", "2120899", "2296002", "2296003", "2296006", "2290402"]
    codes = rng.sample(pool, rng.randint(1, 3))
    lines = [
        Line(code, fund="gf", project=amount(rng, 10 * scale, 800 * scale, grain)) for code in codes
    ]
    if rng.random() < 0.35:
        code = rng.choice(["2230105", "2230299"])
        lines.append(Line(code, fund="sc", project=amount(rng, 2 * scale, 60 * scale, grain)))
    return lines


def _carry(rng: random.Random, line: Line, grain: Decimal) -> Line:
    """Opening and closing balances, mostly on project money."""
    if not line.project or rng.random() < 0.6:
        return line
    portion = Decimal(str(round(rng.uniform(0.02, 0.4), 4)))
    opening = snap(line.project * portion, grain) if rng.random() < 0.7 else ZERO
    closing = (
        snap(line.project * Decimal(str(round(rng.uniform(0.01, 0.3), 4))), grain)
        if rng.random() < 0.6
        else ZERO
    )
    return replace(line, opening=opening, closing=closing)


def _other_money(rng: random.Random, lines: list[Line], grain: Decimal) -> list[Line]:
    """Non-fiscal money on one or two lines of the general budget."""
    fit = [i for i, line in enumerate(lines) if line.fund == "gpb" and line.spent > 300_000]
    at = rng.sample(fit, min(len(fit), rng.randint(1, 2)))
    out = list(lines)
    for n, index in enumerate(at):
        out[index] = _with_other(rng, out[index], grain, surplus=int(n == 0))
    return out


def _with_other(rng: random.Random, line: Line, grain: Decimal, surplus: int) -> Line:
    base = line.fiscal

    def part(low: float, high: float) -> Decimal:
        return snap(base * Decimal(str(round(rng.uniform(low, high), 4))), grain)

    spend, opening, closing = part(0.03, 0.25), part(0.004, 0.02), part(0.005, 0.06)
    on_basic = bool(line.basic) and rng.random() < 0.5
    business = part(0.01, 0.05) if rng.random() < 0.25 else ZERO
    used = part(0.001, 0.008) if surplus and rng.random() < 0.3 else ZERO
    given = part(0.001, 0.006) if surplus and rng.random() < 0.2 else ZERO
    need = spend + business + closing + given - opening - used
    names = rng.sample(SOURCES[:2] + SOURCES[3:], rng.randint(1, 2))
    sources = dict.fromkeys(names, ZERO)
    if business:
        sources["business"], need = business, need - business
    for name in names[1:]:
        sources[name] = snap(need * Decimal(str(round(rng.uniform(0.1, 0.6), 4))), grain)
    sources[names[0]] = need - sum((sources[n] for n in names[1:]), ZERO)
    return replace(
        line,
        other_basic=spend if on_basic else ZERO,
        other_project=ZERO if on_basic else spend,
        business=business,
        other_opening=opening,
        other_closing=closing,
        surplus_used=used,
        surplus_distributed=given,
        sources={k: v for k, v in sources.items() if v},
    )


def _budgeted(rng: random.Random, line: Line, grain: Decimal) -> Line:
    """Adjusted budget at or above what was spent, initial budget around it."""
    adjusted = (
        line.fiscal
        if rng.random() < 0.5
        else snap(line.fiscal * Decimal(str(rng.choice([1.01, 1.03, 1.1, 1.25]))), grain)
    )
    adjusted = max(adjusted, line.fiscal + line.closing)
    turn = rng.random()
    factor = Decimal(str(round(rng.uniform(0.75, 1.2), 3)))
    initial = (
        adjusted
        if turn < 0.3
        else ZERO
        if turn > 0.93 and line.project
        else snap(adjusted * factor, grain)
    )
    return replace(line, initial=initial, adjusted=adjusted)


def earlier(rng: random.Random, lines: list[Line], grain: Decimal) -> list[Line]:
    """Last year's lines: other amounts, its closing balances this year's opening ones."""
    out = []
    for line in lines:
        factor = Decimal(str(round(rng.choice([1.0, 0.8, 1.15]) * rng.uniform(0.85, 1.12), 4)))
        if line.project and not line.opening and rng.random() < 0.2:
            continue
        scaled: dict[str, Any] = {
            n: snap(getattr(line, n) * factor, grain)
            for n in ("basic", "project", "other_basic", "other_project", "business")
        }
        sources = {k: snap(v * factor, grain) for k, v in line.sources.items()}
        out.append(
            replace(
                line,
                **scaled,
                opening=ZERO,
                closing=line.opening,
                other_closing=line.other_opening,
                other_opening=ZERO,
                surplus_used=ZERO,
                surplus_distributed=ZERO,
                sources=sources,
            )
        )
    return [_closed(line) for line in out]


def _closed(line: Line) -> Line:
    """Put the other sources back in balance with the other spending."""
    need = (
        line.other_basic
        + line.other_project
        + line.business
        + line.other_closing
        - line.other_opening
    )
    have = sum(line.sources.values(), ZERO)
    if need == have:
        return line
    name = next(iter(line.sources), "other")
    return replace(line, sources={**line.sources, name: line.sources.get(name, ZERO) + need - have})
