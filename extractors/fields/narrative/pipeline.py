"""The spaCy pipeline that marks subjects and cues in a sentence: one token a character."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import spacy

from schemas.vocabulary.sentences import sentence_file, subjects_by_alias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language
    from spacy.tokens import Doc

SUBJECTS = "subjects"
CUES = "cues"


@dataclass(frozen=True, slots=True)
class Mark:
    """A known word at `[start, end)`: an alias of a subject, or a cue of some kind."""

    start: int
    end: int
    label: str
    text: str


@cache
def pipeline() -> Language:
    """The blank Chinese pipeline with rulers for subjects and cues; built once a process."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}})
    nlp.max_length = 10_000_000
    subjects = [{"label": "subject", "pattern": alias} for alias in subjects_by_alias()]
    cues = [
        {"label": kind, "pattern": word}
        for kind, words in sentence_file().cues.items()
        for word in words
    ]
    _add_ruler(nlp, SUBJECTS, subjects)
    _add_ruler(nlp, CUES, cues)
    return nlp


def annotate(texts: Iterable[str]) -> list[Doc]:
    """Texts with their subjects and cues marked."""
    return list(pipeline().pipe(texts, batch_size=64))


def marks(text: str, doc: Doc, key: str) -> list[Mark]:
    """Marks of a ruler, the longest of those that overlap, from left to right."""
    found = ((s.start_char, s.end_char, s.label_) for s in doc.spans.get(key, ()))
    kept: list[Mark] = []
    for start, end, label in sorted(found, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1].end:
            kept.append(Mark(start, end, label, text[start:end]))
    return kept


def _add_ruler(nlp: Language, key: str, patterns: list[dict[str, str]]) -> None:
    config = {"spans_key": key, "overwrite": False}
    ruler = nlp.add_pipe("span_ruler", name=f"{key}_ruler", config=config)
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
