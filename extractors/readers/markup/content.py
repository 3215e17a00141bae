"""The main content of a portal's page, told from navigation by where the words are."""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement

#: Elements whose text is not the page's.
_NOT_TEXT = ("script", "style", "noscript", "template", "select", "textarea", "button", "iframe")
_FURNITURE = ("nav", "header", "footer", "aside", "form")
#: The content is the smallest element with this share of all words that are no links.
_MOST_WORDS = 0.75
_MAX_DEPTH = 256
#: A shorter heading names a part of the site.
_SHORTEST_TITLE = 6


def parse(text: str) -> HtmlElement:
    """The tree of a page; scripts and the like are dropped. Nothing is fetched or run."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    root: HtmlElement = html.document_fromstring(
        _without_declaration(text) or "<html/>", parser=parser
    )
    _drop(root, _NOT_TEXT)
    return root


def _drop(root: HtmlElement, tags: tuple[str, ...]) -> None:
    for element in list(root.iter(*tags)):
        if isinstance(element, HtmlElement) and element.getparent() is not None:
            element.drop_tree()


def title(root: HtmlElement) -> HtmlElement | None:
    """The heading that names the page, which portals keep outside the content.

    It is the first heading whose words begin the page's `<title>`, or that `<title>` itself.
    """
    named = root.find(".//title")
    whole = "" if named is None else "".join(named.itertext()).strip()
    for heading in root.iter("h1", "h2", "h3"):
        words = "".join(heading.itertext()).strip()
        if len(words) >= _SHORTEST_TITLE and whole.startswith(words):
            return heading
    return named if len(whole) >= _SHORTEST_TITLE else None


def main_content(root: HtmlElement) -> HtmlElement:
    """The smallest element that holds most words which are not links."""
    for element in list(root.iter(*_FURNITURE)):
        if element.getparent() is not None and not _is_most(element, root):
            element.drop_tree()
    body = root.find("body")
    current = root if body is None else body
    for _ in range(_MAX_DEPTH):
        inner = next((child for child in current if _is_most(child, current)), None)
        if inner is None or inner.tag in {"table", "tbody", "tr", "p", "ul", "ol", "font", "span"}:
            break
        current = inner
    return current


def _is_most(element: HtmlElement, whole: HtmlElement) -> bool:
    words = _words(whole)
    return words > 0 and isinstance(element.tag, str) and _words(element) >= _MOST_WORDS * words


def _words(element: HtmlElement) -> int:
    links = sum(_length(link) for link in element.iter("a"))
    return max(0, _length(element) - links)


def _length(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _without_declaration(text: str) -> str:
    """Lxml refuses a str that declares an encoding."""
    start = text.lstrip("\ufeff \t\r\n")
    return start[start.find("?>") + 2 :] if start.startswith("<?xml") else start
