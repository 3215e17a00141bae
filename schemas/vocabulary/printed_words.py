"""Words that reports print again and again: what a doubtful character of a scan may be part of."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import combinations

from pydantic import BaseModel, ConfigDict

from schemas.vocabulary.classifications import economic_names, functional_names
from schemas.vocabulary.loading import load_toml

#: Stands for the one character that is not known.
GAP = "?"
_SHORTEST = 3
#: Words of which two characters may be missing.
_LONG = 6


class _PrintedWords(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...]


@cache
def printed_words() -> frozenset[str]:
    """Words of three characters and more."""
    listed = load_toml("printed_words.toml", _PrintedWords).words
    named = (functional_names().values(), economic_names().values())
    names = (name for lists in named for kinds in lists for name in kinds)
    return frozenset(word for word in (*listed, *names) if len(word) >= _SHORTEST)


@cache
def words_with_a_gap() -> dict[str, frozenset[str]]:
    """`一般公?预算` → the characters that make a word of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in printed_words():
        for place, character in enumerate(word):
            found[word[:place] + GAP + word[place + 1 :]].add(character)
    return {pattern: frozenset(characters) for pattern, characters in found.items()}


@cache
def words_with_two_gaps() -> dict[str, frozenset[str]]:
    """`一般公??算` → the words (of six characters and more) that it can be; no end is missing."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in printed_words():
        if len(word) < _LONG:
            continue
        for first, second in combinations(range(1, len(word) - 1), 2):
            pattern = [*word]
            pattern[first] = pattern[second] = GAP
            found["".join(pattern)].add(word)
    return {pattern: frozenset(words) for pattern, words in found.items()}
