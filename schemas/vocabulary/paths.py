"""Every path that a value may have: shape, name, unit, type. The list only grows."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict

from schemas.paths import shape
from schemas.vocabulary.loading import load_toml


class ValueType(StrEnum):
    """What sort of value a path holds."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    SCORE = "score"
    YEAR = "year"
    DATE = "date"
    TEXT = "text"


#: Unit of each type; counts have their measure word, text has none.
UNITS = {
    ValueType.MONEY: "万元",
    ValueType.PERCENT: "%",
    ValueType.SCORE: "分",
    ValueType.YEAR: "年",
}


class PathEntry(BaseModel):
    """One shape of path with its Chinese name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    path: str
    name: str
    type: ValueType
    unit: str | None = None

    def unit_of_value(self) -> str | None:
        """The unit that values at this path are given in."""
        return self.unit or UNITS.get(self.type)


class PathGroup(BaseModel):
    """Paths that share a type and a unit, with their Chinese names."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    type: ValueType
    unit: str | None = None
    paths: dict[str, str]


class PathFile(BaseModel):
    """The whole of `paths.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    group: list[PathGroup]
    companion: list[PathGroup]


@cache
def path_entries() -> dict[str, PathEntry]:
    """All paths by shape (`a.b[].c`), companions of amounts and counts not yet added."""
    listed = load_toml("paths.toml", PathFile)
    found = (entry for group in listed.group for entry in _entries(group))
    return {entry.path: entry for entry in found}


@cache
def companions() -> dict[str, PathEntry]:
    """Last steps that any money or count path may carry (`change`, `share` …)."""
    listed = load_toml("paths.toml", PathFile)
    found = (entry for group in listed.companion for entry in _entries(group))
    return {entry.path: entry for entry in found}


def entry_for(path: str) -> PathEntry | None:
    """What the vocabulary says of a path, companions included; None where it is unknown."""
    wanted = shape(path)
    entry = path_entries().get(wanted)
    if entry is not None:
        return entry
    base, _, last = wanted.rpartition(".")
    companion, owner = companions().get(last), path_entries().get(base)
    if companion is None or owner is None:
        return None
    same_unit = companion.type is ValueType.MONEY and owner.type is ValueType.COUNT
    kind, unit = (owner.type, owner.unit) if same_unit else (companion.type, companion.unit)
    return PathEntry(path=wanted, name=f"{owner.name}{companion.name}", type=kind, unit=unit)


def _entries(group: PathGroup) -> list[PathEntry]:
    return [
        PathEntry(path=path, name=name, type=group.type, unit=group.unit)
        for path, name in group.paths.items()
        if re.fullmatch(r"[a-z0-9_.\[\]]+", path)
    ]
