"""Which link of a page is a report, an attachment, a further list; by the portal's patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pipeline.portals.lists import Listing, read_list
from pipeline.portals.page import Link, Page
from pipeline.portals.portal import Portal

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """What is on a list page."""

    listing: Listing
    reports: tuple[Link, ...]
    lists: tuple[str, ...]


def sort_list(page: Page, portal: Portal) -> Found:
    """The reports and further lists of a list page; reports may be files themselves."""
    listing = read_list(page, portal)
    reports = tuple(link for link in listing.links if is_report(link, portal))
    further = (link.url for link in listing.links if _matches(portal.list_urls, link.url))
    own = {link.url for link in reports}
    lists = tuple(dict.fromkeys(u for u in (*listing.pages, *further) if u and u not in own))
    return Found(listing, reports, lists)


def attachments(page: Page, portal: Portal) -> tuple[Link, ...]:
    """Links of a report page to files."""
    return tuple(link for link in page.links if is_attachment(link, portal))


def is_report(link: Link, portal: Portal) -> bool:
    """Whether words or address of the link are those of a report of a wanted year."""
    named = _matches(portal.report_titles, link.words) or _matches(portal.report_urls, link.url)
    if not named or _matches(portal.not_titles, link.words) or not link.words:
        return False
    years = {int(year) for year in _YEAR.findall(link.words)}
    return not portal.years or not years or bool(years & set(portal.years))


def is_attachment(link: Link, portal: Portal) -> bool:
    """Whether the link is a file, by the ending of its address or words, or by its address."""
    endings = {_ending(unquote(urlsplit(link.url).path)), _ending(link.words)}
    return bool(endings & set(portal.attachments)) or _matches(portal.attachment_urls, link.url)


def absent(portal: Portal, titles: Iterable[str]) -> list[str]:
    """Expected reports (`agency year`) that no title names."""
    seen = list(titles)
    wanted = [(a, str(y)) for a in portal.expected for y in portal.years or ("",)]
    return [
        f"{agency} {year}".strip()
        for agency, year in wanted
        if not any(agency in title and year in title for title in seen)
    ]


def _ending(name: str) -> str:
    return name.strip().rpartition(".")[2].lower() if "." in name else ""


def _matches(patterns: Iterable[str], text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)
