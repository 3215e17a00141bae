"""The numbering grammar of reports, as far as a reader needs it to keep headings apart."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.text.normalise import fold

_HAN = "一二三四五六七八九十百零〇"
_LEVELS = (
    (1, re.compile(rf"第\s*[{_HAN}\d]+\s*(?:部分|章|篇|编)")),
    (2, re.compile(rf"[{_HAN}]{{1,4}}\s*[、.](?!\d)")),
    (3, re.compile(rf"\(\s*[{_HAN}]{{1,4}}\s*\)")),
    (4, re.compile(r"\d{1,3}\s*(?:[、)]|\.(?!\d)|\.(?=(?:19|20)\d\d\s*年))")),
    (5, re.compile(r"\(\s*\d{1,3}\s*\)")),
    (
        2,
        re.compile(
            rf"附\s*[件表录]\s*(?:[\d{_HAN}]+(?:\s*[-—]\s*\d+)?)?\s*(?=[:、.\s(]|$|[^\d的])"
        ),
    ),
)
_TERMINAL = "。！？!?；;"
_LONGEST_HEADING, _HEAD = 60, 24
#: A colon with a clause behind it: 事业收入：指事业单位开展…
_RUNS_ON = re.compile(r"(?<!附件\d):\s*[^\s\d(]{6}")


def level_of(text: str) -> int | None:
    """1 第一部分, 2 一、 (and 附件1), 3 （一）, 4 1. , 5 （1）; None if nothing of it is there."""
    return _level(text[:_HEAD])


@lru_cache(maxsize=4096)
def _level(head: str) -> int | None:
    folded = fold(head).lstrip()
    for level, pattern in _LEVELS:
        if pattern.match(folded):
            return level
    return None


def is_heading(text: str) -> bool:
    """Whether the text is numbered and short, and no sentence follows on its line."""
    level = level_of(text)
    if level is None or len(text) > _LONGEST_HEADING:
        return False
    body = fold(text).rstrip()
    ends, comma = body[-1] in _TERMINAL, "," in body
    if (level >= 4 and (ends or comma or ":" in body[:-1])) or (ends and comma):
        return False
    inner = body.rstrip(_TERMINAL)
    runs_on = _RUNS_ON.search(body) is not None or any(mark in inner for mark in "。;!")
    return not runs_on and body[-1] not in ",、"
