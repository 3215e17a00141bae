"""Administrative divisions: provinces (2 digits), cities (4) and districts or counties (6)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from schemas.vocabulary.loading import load_csv


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or district; its code begins with the code of what it lies in."""

    code: str
    name: str


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions, in the order of their codes.

    Bodies between that only group others (市辖区, 县) are left out.
    """
    return tuple(Division(row["code"], row["name"]) for row in load_csv("divisions.csv"))


@cache
def by_name() -> dict[str, tuple[Division, ...]]:
    """Divisions by their full name: several districts may share one."""
    found: dict[str, list[Division]] = {}
    for division in divisions():
        found.setdefault(division.name, []).append(division)
    return {name: tuple(entries) for name, entries in found.items()}


@cache
def by_code() -> dict[str, Division]:
    """Divisions by code."""
    return {division.code: division for division in divisions()}
