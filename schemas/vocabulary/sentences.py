"""What sentences speak of: subjects with their paths, the words of figures, changes and bases."""

from __future__ import annotations

import itertools
import re
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from schemas.vocabulary.loading import load_csv, load_toml

#: Economic classes of capital construction, which basic expenditure has none of.
_CONSTRUCTION = ("309", "311")
_BRACES = re.compile(r"\{([^{}]*)\}")


class Subject(BaseModel):
    """A fact that sentences name.

    `path` is empty where the name has counts alone. `stem` carries budget, completion and share.
    `counts`: paths by sort of measure word (batch, person, vehicle, set). `nil`: further paths that
    a stated 无 sets to 0. `weak`: a name that only repeats what was spoken of before, where that
    has such counts. `names`: printed names of a member keyed by a code.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    path: str
    stem: str = ""
    aliases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    counts: dict[str, str] = Field(default_factory=dict)
    nil: tuple[str, ...] = ()
    weak: bool = False
    names: tuple[str, ...] = ()

    @property
    def companions_at(self) -> str:
        """Where budget, completion and share go."""
        return self.stem or self.path


class UseGroup(BaseModel):
    """Uses of vehicles: each alias is a key of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    aliases: tuple[str, ...]
    topics: tuple[str, ...]


class Frames(BaseModel):
    """Words of the frames that figures stand in; see the comments in `sentences.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    unbased: tuple[str, ...]
    prior: tuple[str, ...]
    budget_bases: tuple[str, ...]
    reasons: tuple[str, ...]
    weak_reasons: tuple[str, ...]
    reason_links: tuple[str, ...]
    budget_compared: tuple[str, ...]
    purposes: tuple[str, ...]
    listing: tuple[str, ...]
    stating: tuple[str, ...]
    hollow: tuple[str, ...]
    spoilers: tuple[str, ...]
    fund_names: tuple[str, ...]
    plans: tuple[str, ...]
    fillers: tuple[str, ...]


class PerformanceWords(BaseModel):
    """Words of the sentences on performance; `actions` by the step that projects went through."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    total: tuple[str, ...]
    money: tuple[str, ...]
    skip_levels: tuple[str, ...]
    grades: tuple[str, ...]
    overall: tuple[str, ...]
    score: tuple[str, ...]
    grade_words: tuple[str, ...]
    budget: tuple[str, ...]
    executed: tuple[str, ...]
    completion: tuple[str, ...]
    summaries: tuple[str, ...]
    generic_titles: tuple[str, ...]
    not_names: tuple[str, ...]
    actions: dict[str, tuple[str, ...]]


class SentenceFile(BaseModel):
    """The whole of `sentences.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    subject: tuple[Subject, ...]
    uses: tuple[UseGroup, ...]
    cues: dict[str, tuple[str, ...]]
    frames: Frames
    performance: PerformanceWords


@cache
def sentence_file() -> SentenceFile:
    """Subjects, cues and frames."""
    return load_toml("sentences.toml", SentenceFile)


@cache
def subjects_by_alias() -> dict[str, tuple[Subject, ...]]:
    """The subjects that each alias may mean, in the file's order."""
    found: dict[str, dict[str, Subject]] = {}
    for subject in (*sentence_file().subject, *_uses(), *_economic()):
        for alias in expand(subject.aliases):
            key = f"{subject.path}{subject.counts}{subject.topics}"
            found.setdefault(alias, {}).setdefault(key, subject)
    return {alias: tuple(by_key.values()) for alias, by_key in found.items()}


def expand(aliases: tuple[str, ...]) -> list[str]:
    """Aliases with each `{a|b|}` replaced by each of its parts; nested braces from inside out."""
    found: list[str] = []
    for alias in aliases:
        found += _expand(alias)
    return list(dict.fromkeys(a for a in found if a))


def _expand(alias: str) -> list[str]:
    parts = _BRACES.split(alias)
    if len(parts) == 1:
        return [alias]
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    once = ["".join(combination) for combination in itertools.product(*choices)]
    return [result for text in once for result in _expand(text)]


def _uses() -> list[Subject]:
    return [
        Subject(
            path="",
            aliases=(use,),
            topics=group.topics,
            counts={"vehicle": f"assets.vehicles.by_use[{use}]"},
        )
        for group in sentence_file().uses
        for use in expand(group.aliases)
    ]


def _economic() -> list[Subject]:
    """Economic classes by name, for the sentences on basic expenditure.

    Where a name stands under capital construction as well, basic expenditure means the other.
    """
    rows = sorted(load_csv("economic.csv"), key=lambda row: row["code"][:3] in _CONSTRUCTION)
    codes = {row["name"]: row["code"] for row in reversed(rows)}
    return [
        Subject(
            path=f"general_public_budget.basic.by_economic[{code}]",
            aliases=(_half_width(name),),
            topics=("basic",),
            names=(name,),
        )
        for name, code in codes.items()
    ]


def _half_width(name: str) -> str:
    return name.replace("（", "(").replace("）", ")")
