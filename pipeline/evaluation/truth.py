"""Truth files: what a person read off a document, field by field."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from extractors.text.numbers import parse_number


class TruthField(BaseModel):
    """One witness of one fact; a path may stand several times, with the values it is printed as."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    path: str
    value: str | None = None
    unit: str | None = None
    raw: str | None = None
    alt_path: tuple[str, ...] = ()
    optional: bool = False

    @field_validator("value", "raw", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> str | None:
        return None if value is None else str(value)

    @field_validator("alt_path", mode="before")
    @classmethod
    def _as_tuple(cls, value: object) -> object:
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else value


class Truth(BaseModel):
    """The truth of one document.

    `partial`: nothing beyond the fields may be called spurious. `unmapped`: figures that stand in
    the document and that no path holds.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)
    source: str
    fields: tuple[TruthField, ...]
    findings: tuple[dict[str, Any], ...] = ()
    unmapped: tuple[dict[str, Any], ...] = ()
    partial: bool = False
    form: str = Field(default="", description="form or format, where the truth names one")
    degradation: str = Field(default="", description="what was done to a scan, where it is known")

    def by_path(self) -> dict[str, list[TruthField]]:
        """Witnesses by path, those without a value left out."""
        found: dict[str, list[TruthField]] = defaultdict(list)
        for field in self.fields:
            if field.value not in (None, ""):
                found[field.path].append(field)
        return found

    def loose_figures(self) -> set[Decimal]:
        """Figures of the document that no path holds, as printed and from 元 to 万元."""
        found = set()
        for entry in self.unmapped:
            number = parse_number(str(entry.get("value", entry.get("raw", ""))))
            if number is not None:
                found |= {number.value, number.value / 10_000}
        return found


def load_truths(folder: Path) -> list[Truth]:
    """All `*.gold.json` of a folder, by name."""
    files = sorted(folder.glob("*.gold.json"))
    return [Truth.model_validate(json.loads(file.read_text("utf-8"))) for file in files]
