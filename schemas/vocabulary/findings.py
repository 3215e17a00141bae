"""The words by which findings are told in prose and in forms."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict, field_validator

from schemas.vocabulary.loading import load_toml


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Residue(_Words):
    """One sort of what a template leaves behind; `unless` names words around it that excuse it."""

    id: str
    name: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Claims(_Words):
    """Sentences that say that everything was achieved, and indicators of which less is better."""

    all_done: tuple[str, ...]
    inverse: tuple[str, ...]


class Directions(_Words):
    """Words of more and less, the frame of a reason, and reasons that say neither."""

    more: tuple[str, ...]
    less: tuple[str, ...]
    reason: str
    equal: tuple[str, ...]


class Mention(_Words):
    """A figure of `path` as the cells of evaluation forms word it; `value` is the group."""

    path: str
    pattern: str


class Counting(_Words):
    """Verbs before a count, and the measures after it (group `measure`)."""

    verbs: tuple[str, ...]
    measures: str


class Periods(_Words):
    """Years of sentences: words that leave another year its right, and what a report must state.

    `reach`: characters after a year within which an amount is that year's. `stated`: patterns of
    paths that every report gives for its own year. `followed`: a comparison with the year before
    the one that is told of. `evaluated`: an evaluation done, with the year that it is of; `ahead`:
    words that make it a plan. `published`: groups `when` and `what` name
    the years of publication and of what was published, `beside` that of the accounts beside it.
    """

    past: str
    reach: int
    stated: tuple[str, ...]
    followed: str
    evaluated: tuple[str, ...]
    ahead: str
    published: tuple[str, ...]


class Comparisons(_Words):
    """A year compared with itself (group `year`), in budgets and in final accounts.

    `other_base`: words of a base of the same year that may be compared with.
    """

    budget: str
    final: str
    other_base: str


class Balance(_Words):
    """Two groups of rows of a form that show one sum; how the first row of each begins."""

    name: str
    one: str
    other: str


class FindingWords(_Words):
    """The whole of `findings.toml`."""

    residue: tuple[Residue, ...]
    claims: Claims
    directions: Directions
    mention: tuple[Mention, ...]
    counting: Counting
    periods: Periods
    balance: tuple[Balance, ...]
    in_service: str
    subjects: tuple[str, ...]
    body_label: str
    comparisons: Comparisons

    @field_validator("mention")
    @classmethod
    def _has_value(cls, given: tuple[Mention, ...]) -> tuple[Mention, ...]:
        if any("value" not in re.compile(m.pattern).groupindex for m in given):
            raise ValueError("a mention needs the group 'value'")
        return given


@cache
def finding_words() -> FindingWords:
    """The words of findings."""
    return load_toml("findings.toml", FindingWords)


@cache
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all of them."""
    return re.compile("|".join(f"(?:{p})" for p in patterns))
