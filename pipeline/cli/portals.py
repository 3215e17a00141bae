"""`gongkai portal`: what an adapter sees on a page, and the draft of a new one."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console

from pipeline.portals.answer import State
from pipeline.portals.client import Client
from pipeline.portals.draft import bare_portal, draft
from pipeline.portals.page import Page
from pipeline.portals.portal import Portal, load_portal, portal_names
from pipeline.portals.sorting import absent, attachments, sort_list
from schemas.errors import ExitCode, UnreadableFileError

_SHOWN = 20


def list_portals(folder: Path | None) -> int:
    """Print name, title and first address of each portal."""
    console = Console(soft_wrap=True, highlight=False)
    for name in portal_names(folder):
        portal = load_portal(name, folder)
        console.print(f"{name:20} {portal.title}  {portal.start[0]}", markup=False)
    return ExitCode.OK


def check_portal(name: str, folder: Path | None, url: str | None, file: Path | None) -> int:
    """Print what the adapter finds on the start pages, on one page, or on one that was saved."""
    portal = load_portal(name, folder)
    console = Console(soft_wrap=True, highlight=False)
    if file is not None:
        _show(console, portal, Page.of(url or portal.start[0], file.read_bytes()))
        return ExitCode.OK
    pages = [_fetch(portal, each) for each in ([url] if url else portal.start)]
    for page in pages:
        _show(console, portal, page)
    return ExitCode.OK


def new_portal(url: str, file: Path | None, *, allow_private: bool) -> int:
    """Print the draft of a portal."""
    bare = bare_portal(url, allow_private=allow_private)
    page = Page.of(url, file.read_bytes()) if file is not None else _fetch(bare, url)
    sys.stdout.write(draft(url, page))
    return ExitCode.OK


def _fetch(portal: Portal, url: str) -> Page:
    """The page, with manners; redirects of the page itself are followed once."""
    with Client(portal) as client:
        page = _page(client, url)
        return _page(client, page.redirect) if page.redirect else page


def _page(client: Client, url: str) -> Page:
    answer = client.get(url)
    if answer.state != State.OK:
        words = f"{answer.state}, status {answer.status} {answer.note}".strip()
        raise UnreadableFileError(f"{url}: {words}", remedy=_REMEDIES.get(answer.state, ""))
    return Page.of(answer.url, answer.body)


_REMEDIES = {
    State.CHALLENGE: "The portal wants a browser; it is left out.",
    State.REFUSED: "Add the host to the portal's `hosts`, or allow private addresses.",
    State.FORBIDDEN: "robots.txt forbids it; ask whoever runs the portal.",
    State.FAILED: "Try again later.",
}


def _show(console: Console, portal: Portal, page: Page) -> None:
    found = sort_list(page, portal)
    say = console.print
    say(page.url, style="bold", markup=False)
    say(f"  adapter {found.listing.adapter}, {len(found.listing.links)} links", markup=False)
    if page.redirect:
        say(f"  sends on to {page.redirect}", markup=False)
    for word, links in (("report", found.reports), ("file", attachments(page, portal))):
        for link in links[:_SHOWN]:
            say(f"  {word:7} {link.words}  {link.url}", markup=False)
        if len(links) > _SHOWN:
            say(f"  … and {len(links) - _SHOWN} more", markup=False)
    for url in found.lists[:_SHOWN]:
        say(f"  list    {url}", markup=False)
    missing = absent(portal, [link.words for link in found.reports])
    if missing:
        say(f"  not on this page: {', '.join(missing[:_SHOWN])}", markup=False)
