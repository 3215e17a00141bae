"""A page as a crawler sees it: its links, its scripts, and where it sends its readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urldefrag, urljoin

from lxml import html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from extractors.readers.markup.decoding import decode

#: A page with more words than this is read itself, whatever its scripts would do.
_FEW_WORDS = 200
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_SCRIPTED = re.compile(
    r"(?:(?:window|document|self|top|parent)\s*\.\s*)*location(?:\s*\.\s*href)?\s*"
    r"(?:=|\.\s*(?:replace|assign)\s*\()\s*['\"]([^'\"]+)['\"](?!\s*\+)"
)
#: A script that decides before it moves on is not followed: a browser might decide otherwise.
_DECIDES = re.compile(r"\b(?:if|switch|eval|atob|unescape|fromCharCode)\s*\(|\?[^'\"]*:")


@dataclass(frozen=True, slots=True)
class Link:
    """An absolute address and the words that a reader clicks on."""

    url: str
    words: str


@dataclass(frozen=True)
class Page:
    """A page of HTML; `url` is its own address."""

    url: str
    text: str

    @classmethod
    def of(cls, url: str, body: bytes) -> Page:
        """From bytes of any encoding."""
        return cls(url, decode(body))

    @cached_property
    def root(self) -> HtmlElement | None:
        """The tree with its scripts; None where there is none."""
        # lxml refuses a str that declares an encoding.
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", self.text)
        try:
            root: HtmlElement = html.document_fromstring(text)
        except (LxmlError, ValueError):
            return None
        return root

    @cached_property
    def base(self) -> str:
        """What relative addresses start from."""
        element = None if self.root is None else self.root.find(".//base[@href]")
        return self.url if element is None else urljoin(self.url, element.get("href") or "")

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links to the web, each address once, with the fullest words that lead there."""
        found: dict[str, str] = {}
        for element in () if self.root is None else self.root.iter("a", "iframe", "embed"):
            url = self.resolve(element.get("href") or element.get("src") or "")
            words = _words(element)
            if url and len(words) >= len(found.get(url, "")):
                found[url] = words
        return tuple(Link(url, words) for url, words in found.items())

    @cached_property
    def scripts(self) -> str:
        """The text of all scripts."""
        elements = () if self.root is None else self.root.iter("script")
        return "\n".join(element.text or "" for element in elements)

    def resolve(self, target: str) -> str:
        """The absolute address of a target in this page; empty where it is none of the web."""
        try:
            url = urldefrag(urljoin(self.base, target.strip()))[0]
        except ValueError:
            return ""
        return url if target.strip() and url.startswith(("http://", "https://")) else ""

    @property
    def redirect(self) -> str | None:
        """Where the page sends on to, by meta refresh or by a script that does nothing else."""
        if self.root is None:
            return None
        target = next(self._refreshes(), None) or self._scripted()
        url = self.resolve(target) if target else ""
        return url if url and url != self.url else None

    def _refreshes(self) -> Iterator[str]:
        for element in () if self.root is None else self.root.iter("meta"):
            match = _REFRESH.match(element.get("content") or "")
            if match and (element.get("http-equiv") or "").lower() == "refresh":
                yield match[1].strip()

    def _scripted(self) -> str | None:
        if self._word_count() > _FEW_WORDS or _DECIDES.search(self.scripts):
            return None
        targets = {match[1] for match in _SCRIPTED.finditer(self.scripts)}
        return targets.pop() if len(targets) == 1 else None

    def _word_count(self) -> int:
        if self.root is None:
            return 0
        body = self.root.find("body")
        texts = [] if body is None else body.itertext("p", "div", "span", "a", "td", "li", "body")
        return sum(len(text.strip()) for text in texts)


def _words(element: HtmlElement) -> str:
    """The title where the words were cut short, else the words."""
    words = " ".join("".join(element.itertext()).split())
    title = " ".join((element.get("title") or "").split())
    cut = words.rstrip(".…·")
    return title if not words or (cut and cut != words and title.startswith(cut)) else words or ""
