"""What a report calls itself: cues of its kind, its agency, its year and its date."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from schemas.report import Kind
from schemas.vocabulary.loading import load_toml


class KindCues(BaseModel):
    """Patterns that tell one kind; `title` is looked for on the cover, `body` in headings."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Kind
    name: str
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


class HeaderWords(BaseModel):
    """The whole of `kinds.toml`.

    `agency_labels`, `date_labels`: labels before a colon. `agency_endings`: how the names of public
    bodies end; `party_prefixes`: how names begin that put the body before its place.
    `not_agencies`: words that look like one and are not. `not_places`: words that end like a
    division's name and name none; `not_place_endings`: zones that are no division. Earlier `kinds`
    win where cues of several are found.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    agency_labels: tuple[str, ...]
    date_labels: tuple[str, ...]
    agency_endings: tuple[str, ...]
    not_agencies: tuple[str, ...]
    party_prefixes: tuple[str, ...]
    not_places: tuple[str, ...]
    not_place_endings: tuple[str, ...]
    kinds: tuple[KindCues, ...]


@cache
def header_words() -> HeaderWords:
    """The words by which a report's head is read."""
    return load_toml("kinds.toml", HeaderWords)
