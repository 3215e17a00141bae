"""Words of the pages in two languages, and names of paths."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from schemas.paths import keys, parse
from schemas.vocabulary.paths import entry_for

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
