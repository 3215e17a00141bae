"""Canonical paths: `part.part[key].measure`, as VOCABULARY spells them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_STEP = re.compile(r"([a-z][a-z0-9_]*)((?:\[[^\]]*\])?)(?:\.|$)")


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a path; `key` names a member where the part is a keyed list."""

    name: str
    key: str | None = None

    def __str__(self) -> str:
        return self.name if self.key is None else f"{self.name}[{self.key}]"


def parse(path: str) -> tuple[Step, ...]:
    """Split a path into its steps.

    Raises:
        ValueError: if it does not follow the grammar.
    """
    return tuple(_steps(path))


def _steps(path: str) -> Iterator[Step]:
    position = 0
    while position < len(path):
        match = _STEP.match(path, position)
        if match is None:
            raise ValueError(f"not a path: {path!r}")
        name, key = match[1], match[2]
        yield Step(name, key[1:-1] if key else None)
        position = match.end()
    if not path or path.endswith("."):
        raise ValueError(f"not a path: {path!r}")


def clean_key(name: str) -> str:
    """A printed name as a key: NFKC, no white space, brackets that would end the key replaced."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    return folded.replace("[", "(").replace("]", ")")


def shape(path: str) -> str:
    """The path with its keys left out: `a.b[k].c` → `a.b[].c`."""
    return re.sub(r"\[[^\]]*\]", "[]", path)


def keys(path: str) -> tuple[str, ...]:
    """The keys of the path, from left to right."""
    return tuple(re.findall(r"\[([^\]]*)\]", path))
