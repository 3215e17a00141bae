"""What a cell or fragment of a text table is, told by its words alone."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.text.normalise import compact
from schemas.vocabulary.text_tables import text_tables

_SHARE = re.compile(r"\(\d+(?:\.\d+)?[分%]?\)$")
#: No word of the vocabulary and no figure is longer, white space included.
_LONGEST = 60
#: The same pieces come again and again: how many answers are kept.
_REMEMBERED = 4096
_LIST_NUMBER = re.compile(r"^\d[.、]")
_FOOTNOTE = re.compile(r"(?<=[^\d\W])\d$")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?[%分]?|[-—/]+0?|[-+]?#?DIV/0!")


@cache
def _level_words() -> tuple[frozenset[str], frozenset[str]]:
    words = text_tables()
    return frozenset(map(compact, words.level1)), frozenset(map(compact, words.level2))


@cache
def _head_roles() -> dict[str, str]:
    return {compact(word): role for role, words in text_tables().heads.items() for word in words}


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(compact(word) for word in getattr(text_tables().marks, name))


@cache
def _form_kinds() -> dict[str, str]:
    form = text_tables().form
    kinds = ("side", "row", "money", "text", "pair")
    return {compact(word): kind for kind in kinds for word in getattr(form, kind)}


@lru_cache(maxsize=_REMEMBERED)
def form_kind(text: str) -> str | None:
    """What a label of a form is: `pair`, `text`, `money`, `row` or `side`; None if it is none."""
    name = _LIST_NUMBER.sub("", compact(text)).rstrip(":")
    return _form_kinds().get(name) or _form_kinds().get(bare(name))


@lru_cache(maxsize=_REMEMBERED)
def bare(text: str) -> str:
    """Compact, without a share in brackets at its end: 产出指标（50分） → 产出指标."""
    return _SHARE.sub("", compact(text))


@lru_cache(maxsize=_REMEMBERED)
def is_level1(text: str) -> bool:
    """Whether it names a first level of indicators."""
    return len(text) <= _LONGEST and bare(text) in _level_words()[0]


@lru_cache(maxsize=_REMEMBERED)
def is_level2(text: str) -> bool:
    """Whether it names a second level of indicators."""
    return len(text) <= _LONGEST and bare(text) in _level_words()[1]


@lru_cache(maxsize=_REMEMBERED)
def head_role(text: str) -> str | None:
    """What column the text heads (`level1` … `reason`), None where it is no known head."""
    if len(text) > _LONGEST:
        return None
    name = compact(text)
    roles = _head_roles()
    return roles.get(name) or roles.get(bare(name)) or roles.get(_FOOTNOTE.sub("", name))


@lru_cache(maxsize=_REMEMBERED)
def is_relation(text: str) -> bool:
    """Whether it relates a target to its value: ≥, ＝, 定性."""
    return compact(text) in _set("relation")


def is_unit(text: str) -> bool:
    """A measure word alone."""
    return compact(text) in _set("unit")


def is_tick(text: str) -> bool:
    """√ …, also several of them."""
    return bool(text.strip()) and all(part in _set("tick") for part in text.split())


@lru_cache(maxsize=_REMEMBERED)
def is_total(text: str) -> bool:
    """Whether it labels a total: 合计, 总分."""
    return compact(text) in _set("total")


def is_residue(text: str) -> bool:
    """`……` left in place from the template."""
    return compact(text) in _set("residue")


def ends_indicators(text: str) -> bool:
    """Whether it labels what stands below an indicator table."""
    name = re.split(r"[::]", compact(text))[0]
    return name in _set("after")


@lru_cache(maxsize=_REMEMBERED)
def is_number(text: str) -> bool:
    """A figure, a share or a dash that fills a whole cell."""
    return len(text) <= _LONGEST and _NUMBER.fullmatch(compact(text)) is not None
