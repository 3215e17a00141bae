"""What statements are called, how they are told apart, and which path each cell of them has."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict, model_validator

from schemas.vocabulary.loading import load_toml

_MACRO = re.compile(r"\{([A-Z]+)\}")


class Rows(StrEnum):
    """What the rows of a statement are."""

    FUNCTION = "function"
    ECONOMIC = "economic"
    LINES = "lines"
    NONE = "none"


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Measure(_Fact):
    """A column of a statement with coded rows.

    `heads`: patterns of the whole head path (`本年支出/基本支出`, compact, tops that add nothing
    left out). `member`: path of a coded row, `[]` for its key; `total`: path of the total row; None
    where the vocabulary has no such path. `beside` and `without`: patterns of another column's head
    that must, or must not, stand in the same statement.
    """

    heads: tuple[str, ...]
    member: str | None = None
    total: str | None = None
    beside: str | None = None
    without: str | None = None


class Line(_Fact):
    """A row label (or, in flat tables, a column head) and its path.

    `labels`: patterns of the compact label without its list number. `path`: with `.{fund}` where
    the columns are the three budgets, `[]` where the label itself is the key. `opens`: the block of
    lines that begins here; `within`: the block that it must stand in (a leading `!`: must not).
    `unit`: measure word of a count; None for money.
    """

    labels: tuple[str, ...]
    path: str | None = None
    opens: str | None = None
    within: str | None = None
    unit: str | None = None


class Nil(_Fact):
    """A stated nil: `cue` matches the note under an empty statement, `paths` are then 0."""

    cue: str
    paths: tuple[str, ...]


class Form(_Fact):
    """A statement: its names, its signature, its cells.

    `titles`: patterns of the whole title line without prefixes. `heads` and `rows`: patterns of
    column heads and row labels that belong to it; `foreign` and `foreign_rows`: that never stand
    in it; `alone`: that together identify it where no title is printed.
    `transparent`: heads that add nothing to the path below them. `lines`: group of
    `line_items.toml`. `ignored`: heads that have no path on purpose.
    """

    id: str
    name: str
    numbers: tuple[str, ...] = ()
    titles: tuple[str, ...]
    kind: Rows
    lines: str | None = None
    heads: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    foreign_rows: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    transparent: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    nils: tuple[Nil, ...] = ()

    @model_validator(mode="after")
    def _has_cells(self) -> Form:
        if self.kind is Rows.LINES and self.lines is None:
            raise ValueError(f"{self.id}: lines without a group of lines")
        if self.kind in {Rows.FUNCTION, Rows.ECONOMIC} and not self.measures:
            raise ValueError(f"{self.id}: coded rows without measures")
        return self


class StatementFile(_Fact):
    """The whole of `statements.toml`."""

    macros: dict[str, str]
    title_prefixes: tuple[str, ...]
    agency_ending: str
    unit_lines: tuple[str, ...]
    notes: tuple[str, ...]
    nil_cues: tuple[str, ...]
    template_marks: tuple[str, ...]
    roles: dict[str, tuple[str, ...]]
    total_labels: tuple[str, ...]
    placeholders: tuple[str, ...]
    ignored_labels: tuple[str, ...]
    aspects: dict[str, tuple[str, ...]]
    funds: dict[str, tuple[str, ...]]
    statement: tuple[Form, ...]


class LineFile(_Fact):
    """The whole of `line_items.toml`: groups of lines."""

    macros: dict[str, str]
    group: dict[str, tuple[Line, ...]]


class Patterns:
    """Patterns of which one must match the whole of a text; macros filled in."""

    def __init__(self, patterns: tuple[str, ...], macros: dict[str, str]) -> None:
        self._patterns = tuple(_filled(p, macros) for p in patterns)

    @property
    def texts(self) -> tuple[str, ...]:
        """The patterns."""
        return self._patterns

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for p in self._patterns) or r"(?!)")

    def match(self, text: str) -> bool:
        """Whether a pattern matches all of the text."""
        return self._compiled.fullmatch(text) is not None

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where a pattern matches."""
        return self._compiled.search(text)

    def prefix(self, text: str) -> int:
        """Length of what a pattern matches at the beginning."""
        found = self._compiled.match(text)
        return found.end() if found else 0


@cache
def statement_file() -> StatementFile:
    """The facts of `statements.toml`."""
    return load_toml("statements.toml", StatementFile)


@cache
def forms() -> dict[str, Form]:
    """All statements by id."""
    return {form.id: form for form in statement_file().statement}


@cache
def lines(group: str) -> tuple[Line, ...]:
    """The lines of a group of `line_items.toml`."""
    return load_toml("line_items.toml", LineFile).group[group]


def all_lines() -> tuple[Line, ...]:
    """The lines of all groups."""
    groups = load_toml("line_items.toml", LineFile).group
    return tuple(line for group in groups.values() for line in group)


@cache
def patterns(*texts: str) -> Patterns:
    """Patterns compiled once; macros of both files may stand in them."""
    macros = load_toml("line_items.toml", LineFile).macros
    return Patterns(texts, statement_file().macros | macros)


def _filled(pattern: str, macros: dict[str, str]) -> str:
    filled = _MACRO.sub(lambda m: f"(?:{macros[m[1]]})", pattern)
    re.compile(filled)
    return filled
