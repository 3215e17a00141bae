"""All labels, heads and titles that the vocabulary knows, as strings with what each means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from extractors.text.normalise import compact
from extractors.text.wordings import wordings
from schemas.vocabulary.classifications import economic_names, functional_names
from schemas.vocabulary.performance import performance_words
from schemas.vocabulary.statements import all_lines, forms, patterns, statement_file

#: Shorter words are like too many others.
_SHORTEST = 3
#: Patterns that match this match everything.
_NONSENSE = "甲乙丙丁戊"
#: A meaning: what the strings of one entry of the vocabulary have in common.
Meaning = tuple[str, ...]


@cache
def lexicon() -> dict[str, frozenset[Meaning]]:
    """The meanings of each known string (compact)."""
    found: dict[str, set[Meaning]] = defaultdict(set)
    for meaning, pattern in _entries():
        for text in wordings(pattern):
            for part in text.split("/"):
                found[part].add(meaning)
    for meaning, name in _names():
        found[name].add(meaning)
    return {text: frozenset(m) for text, m in found.items() if len(text) >= _SHORTEST}


@cache
def by_length() -> dict[int, tuple[str, ...]]:
    """The known strings by their length."""
    found: dict[int, list[str]] = defaultdict(list)
    for text in lexicon():
        found[len(text)].append(text)
    return {length: tuple(sorted(texts)) for length, texts in found.items()}


@cache
def is_known(text: str) -> bool:
    """Whether the vocabulary has the compact text as it stands, wildcards included."""
    return text in lexicon() or _any_pattern().fullmatch(text) is not None


@cache
def _any_pattern() -> re.Pattern[str]:
    telling = (text for meaning, text in _entries() if meaning[0] != "head")
    texts = (text for text in telling if not re.fullmatch(text, _NONSENSE))
    return re.compile("|".join(f"(?:{text})" for text in dict.fromkeys(texts)))


def _entries() -> Iterator[tuple[Meaning, str]]:
    """(meaning, pattern) of everything that is matched as a whole."""
    yield from _of_statements()
    file = statement_file()
    for kind, group in (("role", file.roles), ("aspect", file.aspects), ("fund", file.funds)):
        for name, texts in group.items():
            yield from _filled((kind, name), texts)
    yield from _filled(("total",), file.total_labels)
    yield from _filled(("ignored",), file.ignored_labels)
    for number, line in enumerate(all_lines()):
        yield from _filled(("line", str(number)), (t for t in line.labels if t[0] != "@"))
    yield from _of_performance()


def _of_statements() -> Iterator[tuple[Meaning, str]]:
    for form in forms().values():
        yield from _filled(("title", form.id), form.titles)
        for number, measure in enumerate(form.measures):
            yield from _filled(("measure", form.id, str(number)), measure.heads)
        for texts in (form.transparent, form.ignored):
            for number, text in enumerate(texts):
                yield from _filled(("head", form.id, text, str(number)), (text,))


def _of_performance() -> Iterator[tuple[Meaning, str]]:
    words = performance_words()
    for pattern in (*words.level1_names, *words.level2_names):
        yield ("level", pattern), pattern
    tables = (words.columns, words.labels, words.fund_rows, words.fund_columns)
    for number, table in enumerate(tables):
        for name, texts in table.items():
            yield from ((("performance", str(number), name), text) for text in texts)


def _filled(meaning: Meaning, texts: Iterable[str]) -> Iterator[tuple[Meaning, str]]:
    return ((meaning, text) for text in patterns(*texts).texts)


def _names() -> Iterator[tuple[Meaning, str]]:
    for listed in (functional_names(), economic_names()):
        for code, names in listed.items():
            yield from ((("code", code), compact(name)) for name in names)
