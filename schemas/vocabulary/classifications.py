"""Codes of the functional and economic classifications with the names that reports print.

Names change with the year and some bodies print others: what is printed wins, this list is a hint.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from functools import cache

from schemas.paths import clean_key
from schemas.vocabulary.loading import load_csv

#: A printed name this close to a listed one (difflib ratio) is taken for a misprint of it.
_MISPRINT = 0.85


@cache
def functional_names() -> dict[str, tuple[str, ...]]:
    """Names of each functional code (类 3 digits, 款 5, 项 7), all years together."""
    return _names("functional.csv")


@cache
def economic_names() -> dict[str, tuple[str, ...]]:
    """Names of each economic code of the departmental list (类 3 digits, 款 5)."""
    return _names("economic.csv")


def functional_class(name: str) -> str | None:
    """The 类 code of a class named as printed, with or without 支出; None where unknown."""
    return _classes().get(_tidy(name))


def nearest_functional_class(name: str) -> str | None:
    """Like `functional_class`, one misprinted character of a longer name let pass."""
    tidy = _tidy(name)
    found = get_close_matches(tidy, _classes(), n=2, cutoff=_MISPRINT) if len(tidy) >= 6 else []
    codes = {_classes()[match] for match in found}
    return codes.pop() if len(codes) == 1 else None


def functional_code(name: str, parent: str) -> str | None:
    """The one code right under `parent` that has the name; None where none or several."""
    width = len(parent) + 2
    return _one(functional_names(), name, lambda c: len(c) == width and c.startswith(parent))


def economic_code(name: str, parent: str = "") -> str | None:
    """The one departmental code under `parent` that has the name; None where none or several."""
    return _one(economic_names(), name, lambda c: c.startswith(parent) and c < "5")


def agrees(code: str, name: str, names: dict[str, tuple[str, ...]]) -> bool | None:
    """Whether the list has this name for the code; None where it does not know the code."""
    known = names.get(code)
    return None if known is None else _tidy(name) in {_tidy(n) for n in known}


def _one(names: dict[str, tuple[str, ...]], name: str, wanted: Callable[[str], bool]) -> str | None:
    tidy = _tidy(name)
    found = [c for c, known in names.items() if wanted(c) and tidy in {_tidy(n) for n in known}]
    return found[0] if len(found) == 1 else None


@cache
def _classes() -> dict[str, str]:
    found = {c: names for c, names in functional_names().items() if len(c) == 3}
    return {_tidy(name): code for code, names in found.items() for name in names}


def _tidy(name: str) -> str:
    """A name without 支出 at its end, unless nothing telling is left (其他支出)."""
    key = clean_key(name)
    short = key.removesuffix("支出")
    return short if len(short) > 2 or short in {"外交", "国防", "教育", "金融"} else key


def _names(file: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in load_csv(file):
        found.setdefault(row["code"], []).append(row["name"])
    return {code: tuple(names) for code, names in found.items()}
