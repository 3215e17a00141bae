"""Words of the pages in two languages, and names of paths."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from extractors.text.units import MoneyUnit, to_wan
from pipeline.review.lessons import whole_path
from schemas.paths import keys, parse
from schemas.vocabulary.paths import entry_for
from schemas.vocabulary.sections import topic_file
from schemas.vocabulary.statements import forms, lines

_FILE = Path(__file__).with_name("labels.toml")
LANGUAGES = ("zh", "en")


@cache
def words(language: str) -> dict[str, str]:
    """All words of a language by their keys; Chinese where the language is unknown."""
    column = LANGUAGES.index(language) if language in LANGUAGES else 0
    loaded = tomllib.loads(_FILE.read_text("utf-8"))["words"]
    return {key: pair[column] for key, pair in loaded.items()}


def chinese_name(path: str) -> str:
    """The vocabulary's name of the path with its keys; empty where it has none."""
    entry = entry_for(path)
    named = entry.name if entry else ""
    return " · ".join(part for part in (named, *keys(path)) if part)


def english_name(path: str) -> str:
    """The path's own words, from left to right."""
    try:
        steps = parse(path)
    except ValueError:
        return path
    named = (s.name.replace("_", " ") + (f" [{s.key}]" if s.key else "") for s in steps)
    return " › ".join(named)


def statement_name(statement: str) -> str:
    """The vocabulary's name of a statement; its id where it has none."""
    return forms()[statement].name if statement in forms() else statement


def statement_names() -> list[str]:
    """What a person may call an unidentified table."""
    return [form.name for form in forms().values()]


def topic_names() -> list[str]:
    """What a person may call an unidentified section."""
    return [topic.id for topic in topic_file().topic]


def unit_of(scale: str) -> str:
    """The unit of money that is `scale` 万元; the factor where no unit is."""
    found = (unit.value for unit in MoneyUnit if to_wan(Decimal(1), unit) == Decimal(scale))
    return next(found, f"×{scale}")


def line_paths(statements: list[str]) -> list[str]:
    """What a person may say that an unknown row of a statement is."""
    groups = (forms()[each].lines for each in statements if each in forms())
    found = (line.path for group in groups if group for line in lines(group))
    return list(dict.fromkeys(whole_path(path) for path in found if path))
