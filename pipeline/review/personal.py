"""Personal data in what a report prints: telephones, identity numbers, names of contact persons."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from pipeline.review.settling import is_figure

_FILE = Path(__file__).with_name("personal.toml")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
#: What stands for a character that was taken out: places keep their length.
MASK = "＊"


class _Pattern(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: str
    pattern: str

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        written = pattern.replace(r"\p{HAN}", f"[{_HAN}]")
        re.compile(written)
        return written


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    pattern: tuple[_Pattern, ...]


def personal_spans(text: str) -> list[tuple[int, int, str]]:
    """Where personal data stand in a text, from left to right: `[start, end)` and its kind."""
    found: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(_matches(text)):
        if not found or start >= found[-1][1]:
            found.append((start, end, kind))
    return found


def masked(text: str) -> str:
    """The text with each character of personal data replaced by `MASK`."""
    for start, end, _ in personal_spans(text):
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def mask_all(tree: Any) -> Any:  # noqa: ANN401  JSON of any shape
    """JSON with the personal data of all its texts masked; names of members stay."""
    if isinstance(tree, str):
        return masked(tree)
    if isinstance(tree, list):
        return [mask_all(each) for each in tree]
    if isinstance(tree, dict):
        kept = _NEVER | _FIGURES if _holds_figure(tree) else _NEVER
        return {key: value if key in kept else mask_all(value) for key, value in tree.items()}
    return tree


def kinds_in(tree: Any) -> list[str]:  # noqa: ANN401  JSON of any shape
    """The kinds of personal data that stand in the texts of JSON, each once."""
    kinds = (kind for text in _texts(tree) for _, _, kind in personal_spans(text))
    return list(dict.fromkeys(kinds))


#: Members that hold hashes and names of formats, never what a report prints.
_NEVER = frozenset({"sha256", "engine", "media_type", "kind", "digest", "path"})
#: Members of a figure: digits of money are nobody's telephone.
_FIGURES = frozenset({"value", "raw", "expected", "printed"})


def _holds_figure(tree: dict[str, Any]) -> bool:
    return bool(tree.get("unit")) or is_figure(tree.get("path"))


def _texts(tree: Any) -> Iterator[str]:  # noqa: ANN401  JSON of any shape
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for each in tree:
            yield from _texts(each)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key not in _NEVER:
                yield from _texts(value)


def _matches(text: str) -> Iterator[tuple[int, int, str]]:
    for expression, kind in _patterns():
        group = "data" if "data" in expression.groupindex else 0
        for match in expression.finditer(text):
            yield match.start(group), match.end(group), kind


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    loaded = _File.model_validate(tomllib.loads(_FILE.read_text("utf-8")))
    return tuple((re.compile(each.pattern), each.kind) for each in loaded.pattern)
