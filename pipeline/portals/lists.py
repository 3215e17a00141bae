"""Adapters of lists: each knows one way in which content systems print and page their lists.

An adapter says nothing (None) where a page is not of its kind; the first that speaks is believed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from pipeline.portals.page import Link, Page
from pipeline.portals.portal import JsonList, Portal


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list page holds: its links, and the addresses of further pages of the list."""

    adapter: str
    links: tuple[Link, ...]
    pages: tuple[str, ...] = ()


Adapter = Callable[[Page, Portal], Listing | None]

_CREATE_PAGE = re.compile(r"createPageHTML\s*\(([^()]*)\)")
_ARGUMENT = re.compile(r"""["']([^"']*)["']|(\d+)""")
_COUNT_PAGE = re.compile(r"\bcountPage\s*=\s*(\d+)")
_NEXT = re.compile(r"^\W*(?:下一?页|后一?页|next(?: page)?)\W*$", re.IGNORECASE)
_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL)
_GROUP = re.compile(r"<nextgroup>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</nextgroup>", re.DOTALL)
_HREF = re.compile(r"href\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_PROXY = re.compile(r"[\w/.:-]*dataproxy\.jsp(?:\?[^\"'\s<>]*)?")
_TOTAL = re.compile(r"(?:totalRecord\w*|<totalrecord>)\s*[:=]?\s*[\"']?(\d+)", re.IGNORECASE)
_PER_PAGE = re.compile(r"(?:perPage|<perpage>)\s*[:=]?\s*[\"']?(\d+)", re.IGNORECASE)


def read_list(page: Page, portal: Portal) -> Listing:
    """The page by the first adapter that knows it; plain links and 下一页 where none does."""
    for adapter in ADAPTERS:
        listing = adapter(page, portal)
        if listing is not None:
            return listing
    following = tuple(link.url for link in page.links if _NEXT.match(link.words))
    return Listing("links", page.links, following)


def json_list(page: Page, portal: Portal) -> Listing | None:
    """A list in JSON, by the names that the portal's data gives."""
    if portal.json_list is None or page.text.lstrip()[:1] not in {"{", "["}:
        return None
    names = portal.json_list
    try:
        data = json.loads(page.text)
    except ValueError:
        return None
    items = _at(data, names.items)
    rows = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    links = (Link(page.resolve(_word(r, names.url)), _word(r, names.title)) for r in rows)
    return Listing(
        "json", tuple(link for link in links if link.url), _json_pages(page, data, names)
    )


def _json_pages(page: Page, data: object, names: JsonList) -> tuple[str, ...]:
    count = _at(data, names.pages) if names.pages else None
    last = int(count) if isinstance(count, int | str) and str(count).isdecimal() else 1
    return tuple(
        _with_query(page.url, {names.page_parameter: str(number)}) for number in range(2, last + 1)
    )


def _at(data: object, names: str) -> object:
    for name in names.split(".") if names else ():
        data = data.get(name) if isinstance(data, dict) else None
    return data


def _word(item: dict[str, object], names: str) -> str:
    found = _at(item, names)
    return re.sub(r"<[^>]+>", "", found).strip() if isinstance(found, str) else ""


def xml_in_script(page: Page, portal: Portal) -> Listing | None:  # noqa: ARG001 - of the protocol
    """Records as XML, in a script of the page or as the answer of `dataproxy.jsp`."""
    records = _RECORD.findall(page.text)
    if not records:
        return None
    links: list[Link] = []
    for record in records:
        links += Page(page.url, f"<html><body>{record}</body></html>").links
    return Listing("dataproxy", tuple(dict.fromkeys(links)), _proxy_pages(page))


def _proxy_pages(page: Page) -> tuple[str, ...]:
    """The groups that the script would ask for: named, or counted from total and page size."""
    named = [href for group in _GROUP.findall(page.text) for href in _HREF.findall(group)]
    total, size = _TOTAL.search(page.text), _PER_PAGE.search(page.text)
    proxy = _PROXY.search(page.text)
    if total and size and proxy and int(size[1]) > 0:
        url = urljoin(page.base, _plain(proxy[0]))
        step = int(size[1])
        starts = range(step + 1, min(int(total[1]), 100_000) + 1, step)
        named += [
            _with_query(url, {"startrecord": str(s), "endrecord": str(s + step - 1)})
            for s in starts
        ]
    resolved = (page.resolve(_plain(url)) for url in named)
    return tuple(dict.fromkeys(url for url in resolved if url and url != page.url))


def _plain(url: str) -> str:
    return url.replace("&amp;", "&")


def create_page_html(page: Page, portal: Portal) -> Listing | None:  # noqa: ARG001
    """`createPageHTML(n, i, "index", "htm")`: n pages, index.htm, index_1.htm … index_{n-1}.htm.

    Some portals leave the call as a comment and print its body instead: `countPage = n`.
    """
    for call in _CREATE_PAGE.findall(page.text):
        strings = [text for text, _ in _ARGUMENT.findall(call) if text]
        numbers = [int(number) for _, number in _ARGUMENT.findall(call) if number]
        if numbers and len(strings) >= 2:
            name, ending = strings[-2:]
            return _numbered(page, numbers[0], name, ending)
    counted = _COUNT_PAGE.search(page.scripts)
    return _numbered(page, int(counted[1]), "index", "htm") if counted else None


def _numbered(page: Page, count: int, name: str, ending: str) -> Listing:
    names = (f"{name}_{number}.{ending}" for number in range(1, count))
    return Listing("createPageHTML", page.links, tuple(page.resolve(each) for each in names))


def _with_query(url: str, more: dict[str, str]) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | more
    return urlunsplit(parts._replace(query=urlencode(query)))


ADAPTERS: tuple[Adapter, ...] = (json_list, xml_in_script, create_page_html)
