"""What performance forms call their parts."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from schemas.vocabulary.loading import load_toml

Patterns = dict[str, tuple[str, ...]]


class PerformanceWords(BaseModel):
    """The whole of `performance.toml`; dictionaries go from a role to patterns of its name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str
    overall_title: str
    template_title: str
    list_title: str
    title_project: str
    total_rows: tuple[str, ...]
    empty_marks: tuple[str, ...]
    end_rows: tuple[str, ...]
    level1_names: tuple[str, ...]
    level2_names: tuple[str, ...]
    columns: Patterns
    labels: Patterns
    fund_rows: Patterns
    fund_columns: Patterns
    list_columns: Patterns
    described: Patterns


@cache
def performance_words() -> PerformanceWords:
    """The words by which performance forms are read."""
    return load_toml("performance.toml", PerformanceWords)


@cache
def one_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern that matches whatever one of `patterns` matches."""
    return re.compile("|".join(f"(?:{p})" for p in patterns))


def role_in(table: Patterns, text: str) -> str | None:
    """The first role of which a pattern matches the whole text."""
    return next((role for role, ps in table.items() if one_of(ps).fullmatch(text)), None)
