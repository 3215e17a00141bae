"""Looking up a vocabulary path among an agency's facts: budgets by base, completions, changes."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from samples.model.catalog import economic_names, lineage
from samples.model.facts import Facts, extra_facts, year_facts
from samples.model.money import HUNDRED, ZERO, share
from samples.model.year import Agency

FINAL = (("by_function", ".amount"), ("three_public", ".final"), ("fiscal_appropriation", ".total"))


@dataclass
class Book:
    """The facts of an agency; `bases` maps the start of a path to initial or adjusted."""

    agency: Agency
    bases: dict[str, str] = field(default_factory=dict)
    now: Facts = field(init=False)
    before: Facts = field(init=False)

    def __post_init__(self) -> None:
        """Compute both years once."""
        self.now = year_facts(self.agency.now) | extra_facts(self.agency)
        self.before = year_facts(self.agency.before)

    def get(self, path: str) -> Decimal:
        """Money in 元, a share or rate in %, a count; 0 where the agency has nothing there."""
        if path in self.now:
            return self.now[path]
        stem, _, measure = path.rpartition(".")
        derived = {
            "budget": lambda: self.now.get(f"{stem}.{self.base(path)}", ZERO),
            "initial_budget": lambda: self.now.get(f"{stem}.initial", ZERO),
            "completion": lambda: percent(self.get(final_of(stem)), self.get(f"{stem}.budget")),
            "change": lambda: self.get(stem) - self.was(stem),
            "change_rate": lambda: share(self.get(f"{stem}.change"), self.was(stem)),
        }
        return derived[measure]() if measure in derived else ZERO

    def base(self, path: str) -> str:
        """Which budget a plain `.budget` is under this form."""
        found = [name for start, name in self.bases.items() if path.startswith(start)]
        return found[-1] if found else self.bases.get("", "initial")

    def was(self, path: str) -> Decimal:
        """Last year's value."""
        return self.before.get(path, ZERO)


def final_of(stem: str) -> str:
    """The path of the amount that a budget's completion speaks of."""
    if stem.startswith("three_public"):
        return f"{stem}.final"
    if stem.startswith("fiscal_appropriation"):
        return f"{stem}.total"
    if stem.startswith("performance"):
        return f"{stem}.executed"
    return f"{stem}.amount" if "by_function" in stem else stem


def unit_of(path: str) -> str:
    """The vocabulary's unit of a path's last measure; empty for counts and texts."""
    last = path.rpartition(".")[2]
    if last in {"share", "completion", "change_rate"}:
        return "%"
    return (
        ""
        if last in {"score", "weight", "count", "groups", "persons", "batches", "held"}
        else "万元"
    )


def named(path: str) -> str:
    """The path with the names of its codes, for reports that print none."""
    path = re.sub(
        r"by_function\[(\d+)\]", lambda m: f"by_function[{'/'.join(lineage(m[1]))}]", path
    )
    return re.sub(r"by_economic\[(\d+)\]", lambda m: f"by_economic[{economic_names()[m[1]]}]", path)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Percent of a budget; 100 where something was spent without one, 0 where nothing was."""
    return share(part, whole) if whole or not part else HUNDRED
