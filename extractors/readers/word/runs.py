"""Text of paragraphs: runs joined, tabs and breaks kept, deletions and fallbacks left out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractors.readers.word.numbering import Numbering
from extractors.readers.word.package import MC, W, whole_number

_SKIPPED = frozenset(
    {
        *(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "tbl")),
        *(f"{W}{name}" for name in ("txbxContent", "fldData", "footnoteReference", "sectPr")),
        f"{MC}Fallback",
    }
)
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def text_of(paragraph: etree._Element) -> str:
    """What the paragraph prints, without the number that Word puts before it."""
    return "".join(_texts(paragraph))


def _texts(node: etree._Element) -> Iterator[str]:
    for child in node:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        else:
            yield from _texts(child)


def label_of(paragraph: etree._Element, numbering: Numbering) -> str:
    """The number that Word prints before the paragraph; empty where it has none."""
    properties = paragraph.find(f"{W}pPr/{W}numPr")
    if properties is None:
        return ""
    list_id, level = (properties.find(f"{W}{name}") for name in ("numId", "ilvl"))
    if list_id is None:
        return ""
    depth = 0 if level is None else whole_number(level.get(f"{W}val"), 0)
    return numbering.label(list_id.get(f"{W}val", ""), depth)
