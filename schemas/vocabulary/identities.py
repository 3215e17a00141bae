"""The arithmetic that a report obeys: identities over canonical paths, as data.

Sources are named in the file: the foot of the statement's own form, or the rule by which finance
bureaus check accounts (勾稽关系).
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.paths import parse
from schemas.vocabulary.finding_kinds import finding_kind
from schemas.vocabulary.loading import load_toml

#: Stands for the key of a member in a formula: each member is tried on its own.
MEMBER = "[*]"


class Relation(StrEnum):
    """What must hold between the two sides."""

    SUM = "sum"
    EQUAL = "equal"
    SHARE = "share"
    RATE = "rate"
    AT_MOST = "at_most"
    HIERARCHY = "hierarchy"
    MEMBERS = "members"


class Identity(BaseModel):
    """One rule.

    `sum`: `total` = Σ `addends` − Σ `subtrahends`. `equal`: `total` = the one addend. `share`:
    `total` (in %) = the first addend / the second × 100. `rate`: of every amount that carries both
    companions, `total` (in %) = addend / (amount − addend) × 100. `at_most`: `total` ≤ the addend.
    `hierarchy`: every measure of a code of `members` = Σ of the codes below it; `roots` names, by
    measure, the path that is the sum of the top codes. An addend that was not printed counts as 0
    where at least `minimum` addends were, and all of `required`. `[*]` stands for a member's key,
    the same on both sides. `members`: `total` = Σ of the members of `members` that one place lists;
    a list need not be whole, so that only more than `total` proves something. `exact`: figures that
    are counted, not rounded. `partial`: the addends need not be all (工勤 beside 行政, 事业), so
    that only a total below them is wrong.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    name: str
    relation: Relation
    source: str
    kind: str = Field(description="kind of the finding when it is broken")
    total: str = ""
    addends: tuple[str, ...] = ()
    subtrahends: tuple[str, ...] = ()
    minimum: int = 1
    required: tuple[str, ...] = ()
    members: str = ""
    measures: tuple[str, ...] = ()
    roots: dict[str, str] = Field(default_factory=dict)
    exact: bool = False
    partial: bool = False
    kinds: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Identity:
        finding_kind(self.kind)
        paths = [self.total, *self.addends, *self.subtrahends, self.members, *self.roots.values()]
        for path in filter(None, paths):
            parse(path.replace(MEMBER, "[k]"))
        if self.relation is Relation.HIERARCHY:
            if not (self.members and self.measures):
                raise ValueError(f"{self.id}: a hierarchy needs members and measures")
        elif self.relation is Relation.MEMBERS:
            if not (self.members and self.total):
                raise ValueError(f"{self.id}: a sum of members needs members and a total")
        elif not (self.total and self.addends):
            raise ValueError(f"{self.id}: needs a total and addends")
        return self


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    identity: tuple[Identity, ...]


@cache
def identities() -> tuple[Identity, ...]:
    """All identities, in the order of the file.

    Raises:
        ValueError: if two share an id.
    """
    found = load_toml("identities.toml", _File).identity
    if len({i.id for i in found}) != len(found):
        raise ValueError("two identities share an id")
    return found
