"""What a reader takes for what, as data: `confusions.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, Field


class Pair(BaseModel):
    """Two figures that are taken for each other."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    between: str = Field(pattern=r"^\d\d$")
    bits: float = Field(gt=0)


class Whole(BaseModel):
    """Prices of what happens to a numeral as a whole, in bits."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    lost_minus: float = Field(gt=0)
    odd_minus: float = Field(gt=0)
    stray_minus: float = Field(gt=0)
    lost_point: float = Field(gt=0)
    moved_point: float = Field(gt=0)
    comma_for_point: float = Field(gt=0)
    lost_figure: float = Field(gt=0)
    stray_figure: float = Field(gt=0)
    nil: float = Field(gt=0)
    unit: float = Field(gt=0)


class Confusions(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    pair: tuple[Pair, ...]
    whole: Whole


@cache
def confusions() -> Confusions:
    """The confusions that come with the package."""
    text = resources.files("pipeline.repair").joinpath("confusions.toml").read_text("utf-8")
    return Confusions.model_validate(tomllib.loads(text))


@cache
def taken_for() -> dict[str, tuple[tuple[str, float], ...]]:
    """By figure that was read: what may have been printed, with its price."""
    found: dict[str, list[tuple[str, float]]] = {}
    for pair in confusions().pair:
        one, other = pair.between[0], pair.between[1]
        found.setdefault(one, []).append((other, pair.bits))
        found.setdefault(other, []).append((one, pair.bits))
    return {figure: tuple(others) for figure, others in found.items()}
