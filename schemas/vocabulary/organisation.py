"""How reports state their units, departments and staff."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemas.vocabulary.loading import load_toml

#: What `#` of a pattern stands for: digits, or Chinese numerals up to 99.
COUNT = r"(?P<count>\d[\d,]*|[零一二三四五六七八九十两]{1,3})"


class StaffPattern(BaseModel):
    """Wordings of one staff figure; parts belong to the last total of their `context`.

    `trust` is below 1 for wordings that count a little more or less than the path means. `opens`
    is the context of what follows, where a part itself sets one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    path: str
    context: Literal["authorised", "actual", "any"]
    patterns: tuple[str, ...]
    trust: float = 1.0
    opens: Literal["", "authorised", "actual"] = ""


class StaffAll(BaseModel):
    """Wording by which a part is the whole (`全部为事业人员`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    path: str
    pattern: str


class OrganisationWords(BaseModel):
    """The whole of `organisation.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    unit_counts: tuple[str, ...]
    no_units: tuple[str, ...]
    unit_counts_weak: tuple[str, ...]
    department_counts: tuple[str, ...]
    unit_list_heads: tuple[str, ...]
    unit_enumerations: tuple[str, ...]
    unit_table_heads: tuple[str, ...]
    function_labels: tuple[str, ...]
    staff: tuple[StaffPattern, ...]
    staff_all: tuple[StaffAll, ...]
    staff_labels: dict[str, str]


@cache
def organisation_words() -> OrganisationWords:
    """The words by which units and staff are read."""
    return load_toml("organisation.toml", OrganisationWords)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the file with its `#` filled in."""
    return re.compile(pattern.replace("#", COUNT))
