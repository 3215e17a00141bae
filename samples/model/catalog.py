"""Names that the model draws from: classification codes, kinds of agency, places, projects."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """One data file of samples/data, read once."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


@cache
def function_names() -> dict[str, str]:
    """Functional code (3, 5 or 7 digits) to its name."""
    data = table("functions")
    return {**data["classes"], **data["groups"], **data["items"]}


@cache
def economic_names() -> dict[str, str]:
    """Economic code (3 or 5 digits) to its name."""
    names: dict[str, str] = table("economics")["names"]
    return names


def lineage(code: str) -> list[str]:
    """Names of a functional code from the class down."""
    return [function_names()[code[:n]] for n in (3, 5, 7) if n <= len(code)]


def class_codes() -> list[str]:
    """The functional classes in the order of the statements."""
    return sorted(table("functions")["classes"])
