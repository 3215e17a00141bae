"""Numbers that Word prints before paragraphs and keeps apart from their text (ECMA-376 §17.9)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers.package import Package
from extractors.readers.word.package import W, whole_number

_PART = "word/numbering.xml"
_DIGITS = "〇一二三四五六七八九"
_LIKE_CHINESE = ("japanese", "ideograph", "taiwanese")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts and what it prints: `%1、`."""

    start: int
    number_format: str
    text: str


@dataclass(slots=True)
class Numbering:
    """Counters of a document; `label` must be asked paragraph by paragraph, in order."""

    levels: dict[str, dict[int, Level]]
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label(self, list_id: str, level: int) -> str:
        """What Word prints before the next paragraph of the list at the level."""
        found = self.levels.get(list_id, {})
        here = found.get(level)
        if here is None:
            return ""
        counts = self._counts[list_id]
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        text = here.text
        for n in range(level + 1):
            shown = found.get(n, here)
            text = text.replace(
                f"%{n + 1}", _printed(counts.get(n, shown.start), shown.number_format)
            )
        return text


def read_numbering(package: Package) -> Numbering:
    """The lists of a document; none where it has no numbering part."""
    if not package.has(_PART):
        return Numbering({})
    root = package.tree(_PART)
    abstract = {
        node.get(f"{W}abstractNumId", ""): _levels(node) for node in root.iter(f"{W}abstractNum")
    }
    lists = {}
    for node in root.iter(f"{W}num"):
        reference = node.find(f"{W}abstractNumId")
        if reference is not None:
            lists[node.get(f"{W}numId", "")] = abstract.get(reference.get(f"{W}val", ""), {})
    return Numbering(lists)


def _levels(node: etree._Element) -> dict[int, Level]:
    return {
        whole_number(level.get(f"{W}ilvl"), 0): Level(
            whole_number(_value(level, "start", "1"), 1),
            _value(level, "numFmt", "decimal"),
            _value(level, "lvlText", ""),
        )
        for level in node.iter(f"{W}lvl")
    }


def _value(node: etree._Element, name: str, default: str) -> str:
    child = node.find(f"{W}{name}")
    return default if child is None else child.get(f"{W}val", default)


def _printed(number: int, number_format: str) -> str:
    if number_format in {"none", "bullet"}:
        return ""
    if "hinese" in number_format or number_format.startswith(
        ("japanese", "ideograph", "taiwanese")
    ):
        return chinese(number)
    if number_format.startswith("decimalEnclosedCircle") and 1 <= number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if number_format in {"upperLetter", "lowerLetter"} and 1 <= number <= 26:
        letter = chr(ord("A") + number - 1)
        return letter if number_format == "upperLetter" else letter.lower()
    return str(number)


def chinese(number: int) -> str:
    """A counting number below 100 as Chinese prints it: 12 → 十二."""
    if number >= 100 or number < 1:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")
