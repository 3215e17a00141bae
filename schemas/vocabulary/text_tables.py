"""Words that tell the cells of a table in plain text apart (`text_tables.toml`)."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from schemas.vocabulary.loading import load_toml


class Marks(BaseModel):
    """Short cells that tell what column they stand in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    relation: tuple[str, ...] = Field(min_length=1)
    tick: tuple[str, ...] = Field(min_length=1)
    total: tuple[str, ...] = Field(min_length=1)
    residue: tuple[str, ...] = Field(min_length=1)
    after: tuple[str, ...] = Field(min_length=1)
    unit: tuple[str, ...] = Field(min_length=1)


class Form(BaseModel):
    """Labels of a performance form above its indicators."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pair: tuple[str, ...] = Field(min_length=1)
    text: tuple[str, ...] = Field(min_length=1)
    money: tuple[str, ...] = Field(min_length=1)
    row: tuple[str, ...] = Field(min_length=1)
    side: tuple[str, ...] = Field(min_length=1)


class TextTables(BaseModel):
    """`heads`: role of a column → the words that head it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level1: tuple[str, ...] = Field(min_length=1)
    level2: tuple[str, ...] = Field(min_length=1)
    heads: dict[str, tuple[str, ...]]
    marks: Marks
    form: Form


@cache
def text_tables() -> TextTables:
    """The words, read once."""
    return load_toml("text_tables.toml", TextTables)
