"""How a line begins: numbers of headings and lists, notes. One grammar for layout decisions."""

from __future__ import annotations

import re

from extractors.text.normalise import fold

_CHINESE = "〇零一二三四五六七八九十百"
_NUMBERED = re.compile(
    rf"\s*(?:第\s*[{_CHINESE}\d]+\s*(?:部分|章|节|篇)"
    rf"|[{_CHINESE}]+\s*[、.]"
    rf"|\(\s*(?:[{_CHINESE}]+|\d{{1,2}})\s*\)"
    r"|\d{1,2}\s*[、.](?!\d)"
    r"|\d{1,2}\)"
    r"|[①-⑳㈠-㈩⑴-⒇]"
    r"|附件\s*\d*\s*:?|附表\s*\d*)"
)
_NOTE = re.compile(r"\s*(?:备?注|说明|填表说明)\s*\d*\s*[:.、]")
_SENTENCE_END = "。！？；;!?"


def starts_numbered(text: str) -> bool:
    """Whether the line begins with the number of a heading or of a list's item."""
    return _NUMBERED.match(fold(text)) is not None


def starts_note(text: str) -> bool:
    """Whether the line begins a note (`注：`)."""
    return _NOTE.match(fold(text)) is not None


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip(' ”"’）)」』').endswith(tuple(_SENTENCE_END))
