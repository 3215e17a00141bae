"""The strings that a simple pattern matches: patterns of the vocabulary as a list of words."""

from __future__ import annotations

import re
from itertools import product

#: Strings that one pattern gives at most, and how often a repeated group is taken at most.
_MOST, _REPEATS = 4_000, 2
_SPECIAL = frozenset(".[{^$")


class UnlistableError(ValueError):
    """The pattern matches more than can be listed."""


def wordings(pattern: str) -> frozenset[str]:
    """All strings of each alternative that literals, groups, `|`, `?`, `*` and `+` make up.

    Alternatives with classes, wildcards or too many strings give none, but what may be left out is
    left out; a repeated group is taken twice at most.
    """
    found: set[str] = set()
    for alternative in _alternatives(pattern):
        try:
            found |= _sequence(alternative)
        except UnlistableError:
            continue
    whole = re.compile(pattern)
    return frozenset(text for text in found if whole.fullmatch(text))


def _alternatives(pattern: str) -> list[str]:
    """The pattern cut at `|` outside brackets."""
    depth, start, parts, at = 0, 0, [], 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = _end_of_class(pattern, at)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            parts.append(pattern[start:at])
            start = at + 1
        at += 1
    return [*parts, pattern[start:]]


def _sequence(pattern: str) -> set[str]:
    """All strings of a pattern without `|` outside brackets."""
    found, at = {""}, 0
    while at < len(pattern):
        piece, at = _piece(pattern, at)
        if len(found) * len(piece) > _MOST:
            raise UnlistableError(pattern)
        found = {a + b for a, b in product(found, piece)}
    return found


def _piece(pattern: str, at: int) -> tuple[set[str], int]:
    """What a literal or a group at `at` may be, with its `?`, `*` or `+`, and where it ends."""
    char = pattern[at]
    if char in _SPECIAL:
        raise UnlistableError(pattern)
    if char == "\\":
        if pattern[at + 1].isalnum():
            raise UnlistableError(pattern)
        own, end = {pattern[at + 1]}, at + 2
    elif char == "(":
        end = _end_of_group(pattern, at)
        own = _group(pattern[at + 1 : end - 1], optional=pattern[end : end + 1] in {"?", "*"})
    else:
        own, end = {char}, at + 1
    sign = pattern[end : end + 1]
    return (_repeated(own, sign), end + 1) if sign and sign in "?*+" else (own, end)


def _group(inside: str, *, optional: bool) -> set[str]:
    """What a group may be; nothing where it looks round or may be left out and cannot be listed."""
    if inside.startswith(("?=", "?!", "?<")):
        return {""}
    try:
        return set().union(*(_sequence(a) for a in _alternatives(inside.removeprefix("?:"))))
    except UnlistableError:
        if optional:
            return {""}
        raise


def _repeated(own: set[str], sign: str) -> set[str]:
    found = set(own) if sign == "+" else own | {""}
    if sign in "*+" and len(own) ** _REPEATS <= _MOST:
        found |= {a + b for a, b in product(own, own) if a != b}
    return found


def _end_of_group(pattern: str, at: int) -> int:
    depth = 0
    while True:
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = _end_of_class(pattern, at)
        else:
            depth += (char == "(") - (char == ")")
        at += 1
        if depth == 0:
            return at


def _end_of_class(pattern: str, at: int) -> int:
    end = pattern.index("]", at + 2)
    while pattern[end - 1] == "\\":
        end = pattern.index("]", end + 1)
    return end
