"""The kinds of damage as data, and the chance that each page draws from them."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

DATA = Path(__file__).resolve().parents[1] / "data" / "scans.toml"
Range = tuple[float, float]
Parameter = float | Range | str


class Kind(BaseModel):
    """One kind: its steps in order, and how the picture is stored (`dpi`, JPEG `quality`).

    `asked`: hardly readable, and written only where it is asked for by name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    about: str
    dpi: int = 200
    depth: Literal["colour", "grey", "bilevel"] = "colour"
    quality: Range = (60, 75)
    spread: bool = False
    asked: bool = False
    steps: tuple[dict[str, Parameter], ...] = Field(min_length=1)


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name, in the order of the file."""
    data = tomllib.loads(DATA.read_text("utf-8"))["kinds"]
    return {name: Kind.model_validate(kind) for name, kind in data.items()}


def usual() -> list[str]:
    """Names of the kinds that come by turns."""
    return [name for name, kind in kinds().items() if not kind.asked]


def chance(*names: object) -> np.random.Generator:
    """Chance that repeats itself for the same names."""
    digest = hashlib.sha256("/".join(map(str, names)).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


@dataclass(frozen=True)
class Draw:
    """A step's parameters; a range is drawn from each time it is asked for."""

    given: dict[str, Parameter]
    rng: np.random.Generator

    def number(self, name: str) -> float:
        """A number, or one of its range."""
        value = self.given[name]
        if isinstance(value, str):
            raise TypeError(f"{name} is {value!r}, no number")
        return float(self.rng.uniform(*value)) if isinstance(value, tuple) else float(value)

    def count(self, name: str) -> int:
        """A whole number, the ends of its range included."""
        value = self.given[name]
        if isinstance(value, tuple):
            return int(self.rng.integers(round(value[0]), round(value[1]) + 1))
        return round(self.number(name))

    def word(self, name: str) -> str:
        """A word."""
        return str(self.given[name])

    def touches(self) -> bool:
        """Whether this page is among the `share` that the step touches."""
        return "share" not in self.given or float(self.rng.random()) < self.number("share")
