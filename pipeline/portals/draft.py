"""A first draft of a portal's data from one of its list pages, for a person to finish."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from pipeline.portals.page import Page
from pipeline.portals.portal import Portal
from pipeline.portals.sorting import sort_list

_LABEL = re.compile(r"[^a-z0-9]+")


def bare_portal(url: str, *, allow_private: bool = False) -> Portal:
    """What can be said of a portal before anything of it was seen."""
    host = urlsplit(url).hostname or "portal"
    name = _LABEL.sub("_", host.lower()).strip("_") or "portal"
    return Portal.model_validate(
        {
            "name": name,
            "title": host,
            "start": [url],
            "manners": {"allow_private": allow_private},
        }
    )


def draft(url: str, page: Page) -> str:
    """TOML of a portal that starts with this page; what was seen on it stands in comments."""
    bare = bare_portal(url)
    found = sort_list(page, bare)
    years = sorted({y for link in found.reports for y in re.findall(r"20\d\d", link.words)})
    return "\n".join(
        [
            f"# Drafted from {url}",
            f"# {found.listing.adapter} list, {len(found.listing.links)} links, "
            f"{len(found.reports)} like reports, {len(found.lists)} further pages",
            *(f"#   {link.words}" for link in found.reports[:5]),
            f'name = "{bare.name}"',
            f'title = "{_title(page) or bare.title}"',
            f'start = ["{url}"]',
            f"hosts = {_listed(_other_hosts(page, bare))}",
            f"report_titles = {_listed(bare.report_titles)}",
            f"years = [{', '.join(years)}]",
            "expected = []  # names of agencies that must publish",
            "",
            "[manners]",
            'contact = ""  # whom a portal may write to',
            f"delay = {bare.manners.delay}",
            "",
        ]
    )


def _title(page: Page) -> str:
    element = None if page.root is None else page.root.find(".//title")
    words = "" if element is None else " ".join("".join(element.itertext()).split())
    return re.sub(r'["\\\x00-\x1f]', "", words)


def _other_hosts(page: Page, portal: Portal) -> list[str]:
    """Hosts of links that look like reports: a person decides whether they belong to it."""
    links = sort_list(page, portal).reports
    return sorted({urlsplit(link.url).netloc for link in links} - portal.allowed_hosts)


def _listed(words: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
