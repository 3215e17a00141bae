"""Kinds of findings: their names in Chinese, their rank, and what else they are called."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.vocabulary.loading import load_toml


class FindingKind(BaseModel):
    """One kind; `id` stands in the JSON, `also` are other names of it, `rank` 1 is most serious.

    `key`: the name by which decisions of people know it, where that is not `id`; it never changes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern="^[a-z_]+$")
    name: str = Field(min_length=1)
    rank: int = Field(ge=1)
    also: tuple[str, ...] = ()
    key: str = ""

    @property
    def lasting(self) -> str:
        """The name that never changes."""
        return self.key or self.id

    @property
    def names(self) -> frozenset[str]:
        """All names of the kind."""
        return frozenset({self.id, *self.also})


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: tuple[FindingKind, ...]

    @model_validator(mode="after")
    def _check(self) -> _File:
        names = [name for each in self.kind for name in (each.id, *each.also)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"names of two kinds of findings: {', '.join(twice)}")
        return self


@cache
def finding_kinds() -> dict[str, FindingKind]:
    """Every kind under each of its names."""
    kinds = load_toml("finding_kinds.toml", _File).kind
    return {name: kind for kind in kinds for name in kind.names}


def finding_kind(name: str) -> FindingKind:
    """The kind that has this name.

    Raises:
        ValueError: if none has it.
    """
    kind = finding_kinds().get(name)
    if kind is None:
        raise ValueError(f"no kind of finding is called {name!r}")
    return kind
