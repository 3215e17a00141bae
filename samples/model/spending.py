"""Economic items of basic and project expenditure, bound to the payroll lines and to 三公."""

import random
from collections.abc import Mapping
from decimal import Decimal

from samples.model.lines import Line
from samples.model.money import ZERO, snap, split

#: Functional items that are one economic item each.
BOUND = {
    "2080505": "30108",
    "2080506": "30109",
    "2101101": "30110",
    "2101102": "30110",
    "2101103": "30111",
    "2210201": "30113",
    "2210203": "30102",
    "2080501": "30302",
    "2080502": "30302",
    "2080801": "30304",
    "2050803": "30216",
    "2089999": "30112",
}
WAGES = {
    "30101": 30,
    "30102": 25,
    "30103": 22,
    "30107": 12,
    "30112": 2,
    "30114": 1,
    "30199": 6,
    "30106": 2,
}
GRANTS = {"30301": 2, "30305": 4, "30307": 1, "30309": 0.2, "30399": 2, "30302": 3}
GOODS = {
    "30201": 14,
    "30202": 4,
    "30203": 1,
    "30204": 0.1,
    "30205": 2,
    "30206": 5,
    "30207": 5,
    "30208": 3,
    "30209": 8,
    "30211": 7,
    "30213": 6,
    "30214": 3,
    "30215": 2,
    "30216": 2,
    "30218": 1,
    "30224": 0.7,
    "30225": 0.5,
    "30226": 7,
    "30227": 9,
    "30228": 8,
    "30229": 7,
    "30239": 16,
    "30240": 0.3,
    "30299": 12,
}
CAPITAL = {"31002": 6, "31003": 3, "31007": 2, "31022": 1, "31099": 1}
PROJECT = {
    "30201": 4,
    "30202": 3,
    "30213": 12,
    "30214": 3,
    "30215": 1,
    "30216": 2,
    "30218": 4,
    "30226": 10,
    "30227": 30,
    "30299": 18,
    "30305": 9,
    "30399": 3,
    "30905": 4,
    "31002": 4,
    "31005": 14,
    "31006": 5,
    "31007": 8,
    "31003": 5,
    "31204": 6,
    "31299": 3,
    "39999": 1,
}
#: Economic items that are a part of a 三公 item.
LIMITED = {
    "30212": "overseas",
    "30217": "reception",
    "30231": "vehicle_operation",
    "31013": "vehicle_purchase",
}

Economics = dict[str, Decimal]


def basic_by_line(
    rng: random.Random, lines: list[Line], three: dict[str, Decimal], grain: Decimal
) -> dict[str, Economics]:
    """Economic items of the basic general-budget expenditure, a table for each functional item."""
    out: dict[str, Economics] = {}
    running = [line for line in lines if line.fund == "gpb" and line.basic]
    left = dict(three)
    for line in running:
        if line.code in BOUND:
            out[line.code] = {BOUND[line.code]: line.basic}
        else:
            out[line.code] = _running(rng, line.basic, left, grain)
            left = dict.fromkeys(left, ZERO)
    return out


def _running(
    rng: random.Random, total: Decimal, three: dict[str, Decimal], grain: Decimal
) -> Economics:
    """Wages, grants, goods and a little equipment of a 行政运行 or 事业运行 line."""
    parts = split(
        total,
        [rng.uniform(70, 85), rng.uniform(1, 6), rng.uniform(10, 22), rng.choice([0, 0.8, 1.5])],
        grain,
    )
    books: tuple[Mapping[str, float], ...] = (WAGES, GRANTS, GOODS, CAPITAL)
    out: Economics = {}
    for part, book in zip(parts, books, strict=True):
        merge(out, _spread(rng, part, book, grain))
    for code, name in LIMITED.items():
        _move(out, code, snap(three.get(name, ZERO), grain))
    return out


def _spread(
    rng: random.Random, total: Decimal, book: Mapping[str, float], grain: Decimal
) -> Economics:
    if total <= 0:
        return {}
    names = [name for name in book if rng.random() < 0.72] or list(book)[:1]
    parts = split(total, [book[n] * rng.uniform(0.5, 1.5) for n in names], grain)
    return {n: p for n, p in zip(names, parts, strict=True) if p}


def _move(out: Economics, code: str, wanted: Decimal) -> None:
    """Give a 三公 item its amount out of the largest goods item, as far as that reaches."""
    pool = max((c for c in out if c.startswith("302")), key=lambda c: out[c], default=None)
    if not wanted or pool is None or out[pool] <= wanted:
        return
    out[pool] -= wanted
    out[code] = out.get(code, ZERO) + wanted


def merge(into: Economics, more: Economics) -> None:
    """Add one table to another."""
    for code, value in more.items():
        into[code] = into.get(code, ZERO) + value


def project_by_line(rng: random.Random, lines: list[Line], grain: Decimal) -> dict[str, Economics]:
    """Economic items of the project expenditure, a table for each functional item."""
    return {line.code: _spread(rng, line.project, PROJECT, grain) for line in lines if line.project}


def summed(tables: list[Economics]) -> Economics:
    """All tables together, with their classes (3 digits)."""
    out: Economics = {}
    for part in tables:
        merge(out, part)
        merge(out, _classes(part))
    return out


def _classes(part: Economics) -> Economics:
    out: Economics = {}
    for code, value in part.items():
        out[code[:3]] = out.get(code[:3], ZERO) + value
    return out
