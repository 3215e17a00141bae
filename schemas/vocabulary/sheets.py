"""How rows of a sheet that stand outside its tables are told: titles, who and when, notes."""

from __future__ import annotations

import re
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from schemas.vocabulary.loading import load_toml


class SheetCues(BaseModel):
    """Patterns of `sheets.toml`; each must match the whole compact text of a row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: tuple[str, ...]
    meta: tuple[str, ...]
    notes: tuple[str, ...]

    @cached_property
    def _titles(self) -> re.Pattern[str]:
        return _any_of(self.titles)

    @cached_property
    def _meta(self) -> re.Pattern[str]:
        return _any_of(self.meta)

    @cached_property
    def _notes(self) -> re.Pattern[str]:
        return _any_of(self.notes)

    def is_title(self, text: str) -> bool:
        """Whether the text names what follows."""
        return self._titles.fullmatch(text) is not None

    def is_meta(self, text: str) -> bool:
        """Whether the text says who, when or in what unit."""
        return self._meta.fullmatch(text) is not None

    def is_note(self, text: str) -> bool:
        """Whether the text is a note or an instruction."""
        return self._notes.fullmatch(text) is not None


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@cache
def sheet_cues() -> SheetCues:
    """The cues that come with the package."""
    return load_toml("sheets.toml", SheetCues)
