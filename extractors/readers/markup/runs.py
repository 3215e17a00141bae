"""Text of an element, with the element as the place of its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import ElementTree
from lxml.html import HtmlElement

from schemas.text import ElementPlace, PlacedText, join, placed

#: Elements that begin a new paragraph.
BLOCKS = frozenset(
    [
        *("address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt"),
        *("fieldset", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "li", "main"),
        *("ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    ]
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
#: Where a line ends inside an inline element; no text holds it.
_BREAK = "\x00"


def path_of(element: HtmlElement) -> str:
    """The XPath of the element in its page."""
    return str(ElementTree(element.getroottree().getroot()).getpath(element))


def parts(element: HtmlElement) -> Iterator[PlacedText | HtmlElement]:
    """Lines and block elements in order; text over fonts and spans is one line, `<br>` ends it."""
    place = ElementPlace(path_of(element))
    line = [element.text or ""]
    for child in element:
        if _is_block(child):
            yield from _line(line, place)
            yield child
            line = []
        elif child.tag == "br":
            yield from _line(line, place)
            line = []
        elif isinstance(child.tag, str):
            line += _words(child)
        line.append(child.tail or "")
    yield from _line(line, place)


def _is_block(element: HtmlElement) -> bool:
    return element.tag in BLOCKS or any(e.tag in BLOCKS for e in element.iterdescendants())


def _words(element: HtmlElement) -> Iterator[str]:
    return (_BREAK if text is None else text for text in _inline(element))


def cell_text(element: HtmlElement) -> PlacedText:
    """All text of a table's cell; its paragraphs and `<br>` are line breaks."""
    place = ElementPlace(path_of(element))
    found: list[PlacedText] = []
    parts: list[str] = []
    for text in _inline(element):
        if text is None:
            found += _line(parts, place)
            parts = []
        else:
            parts.append(text)
    return join([*found, *_line(parts, place)], "\n")


def _line(parts: list[str], place: ElementPlace) -> Iterator[PlacedText]:
    for line in "".join(parts).split(_BREAK):
        text = _SPACE.sub(" ", line).strip()
        if text:
            yield placed(text, place)


def _inline(element: HtmlElement) -> Iterator[str | None]:
    """Texts in order; None where a line ends."""
    if element.text:
        yield element.text
    for child in element:
        breaks = child.tag == "br" or child.tag in BLOCKS
        if breaks:
            yield None
        if isinstance(child.tag, str):
            yield from _inline(child)
        if breaks and child.tag != "br":
            yield None
        if child.tail:
            yield child.tail
