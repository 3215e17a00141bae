"""Reading the data files that lie beside the modules of this package."""

from __future__ import annotations

import csv
import tomllib
from importlib import resources
from typing import TypeVar

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)


def load_toml(name: str, model: type[Model]) -> Model:
    """Read `<name>` of this package and validate it as `model`.

    Raises:
        pydantic.ValidationError: if the file does not hold what the model asks for.
    """
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return model.model_validate(tomllib.loads(text))


def load_csv(name: str) -> list[dict[str, str]]:
    """Rows of `<name>` of this package, as columns by head."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
