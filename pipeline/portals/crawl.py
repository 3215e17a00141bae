"""Discover, fetch, archive: one portal, in an order that can be broken off anywhere and taken up.

The archive's index is the journal: an address with a line of this run is not asked again, and its
links are read from the bytes that are kept. A run ends when its marker says so; one that was
killed goes on under the same start time.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from dataclasses import dataclass, field

from extractors.sniff import sniff
from pipeline.archive.capture import Capture, Role, now
from pipeline.archive.places import Place
from pipeline.archive.store import Archive
from pipeline.portals.answer import Answer, State, file_name
from pipeline.portals.client import Client
from pipeline.portals.known import Known
from pipeline.portals.page import Link, Page
from pipeline.portals.portal import Portal
from pipeline.portals.sorting import attachments, is_attachment, sort_list
from schemas.document import MediaType

#: Headers worth keeping: what tells a change, what the file is, what WARC readers want.
_KEPT = ("etag", "last-modified", "content-type", "content-disposition", "date", "server")
_MOST_HOPS = 3
_HTML = frozenset({MediaType.HTML, MediaType.MHTML})


@dataclass(frozen=True, slots=True)
class Crawled:
    """A finished crawl: when it started, what it cost."""

    portal: str
    started: dt.datetime
    requests: int
    received: int
    resumed: bool = False


def crawl(portal: Portal, archive: Archive, home: Place, limit: int | None = None) -> Crawled:
    """Visit the portal's lists, reports and attachments; `limit` bounds the requests of reports.

    What went wrong is in the archive's index, each with its state; nothing is raised for it.
    """
    started, resumed = _begin(portal, home)
    with Client(portal) as client:
        run = _Run(portal, archive, client, Known(archive.captures(portal.name)), started, limit)
        run.visit_all()
        tally = client.tally
    _mark(portal, home, started, finished=True)
    return Crawled(portal.name, started, tally.requests, tally.received, resumed)


def _begin(portal: Portal, home: Place) -> tuple[dt.datetime, bool]:
    """The start of this run, or of the one that was broken off."""
    name = _marker(portal)
    if home.exists(name):
        marker = json.loads(home.read(name))
        if not marker["finished"]:
            return dt.datetime.fromisoformat(marker["started"]), True
    started = now()
    _mark(portal, home, started, finished=False)
    return started, False


def _mark(portal: Portal, home: Place, started: dt.datetime, *, finished: bool) -> None:
    marker = {"started": started.isoformat(), "finished": finished}
    home.write(_marker(portal), json.dumps(marker).encode())


def _marker(portal: Portal) -> str:
    return f"crawl/{portal.name}.json"


@dataclass(slots=True)
class _Run:
    portal: Portal
    archive: Archive
    client: Client
    known: Known
    started: dt.datetime
    limit: int | None
    seen: set[str] = field(default_factory=set)
    reports: int = 0

    def visit_all(self) -> None:
        """Lists first to last, each with its reports; then what lists no longer show."""
        queue = deque(self.portal.start)
        listed: set[str] = set()
        while queue and len(listed) < self.portal.max_list_pages:
            url = queue.popleft()
            if url not in listed:
                listed.add(url)
                queue.extend(self._list(url))
        if self.limit is None:
            for capture in self.known.not_seen_since(self.started):
                if capture.role not in {Role.LIST, Role.OTHER}:
                    self._follow(Link(capture.url, capture.title), capture.parent)

    def _list(self, url: str) -> tuple[str, ...]:
        """Visit a list and its reports; the addresses of further lists."""
        page = self._page(self._capture(Link(url, ""), None, Role.LIST))
        hops = 0
        while page is not None and page.redirect and hops < _MOST_HOPS:
            page = self._page(self._capture(Link(page.redirect, ""), page.url, Role.LIST))
            hops += 1
        if page is None:
            return ()
        found = sort_list(page, self.portal)
        for link in found.reports:
            if self.limit is None or self.reports < self.limit:
                self._follow(link, page.url)
        return found.lists

    def _follow(self, link: Link, parent: str | None, hops: int = 0) -> None:
        """Visit a report's page, where it sends on to, and its attachments."""
        if link.url in self.seen:
            return
        self.seen.add(link.url)
        self.reports += 1
        capture = self._capture(link, parent, None)
        if capture.role == Role.OTHER and hops < _MOST_HOPS:
            page = self._page(capture)
            if page is not None and page.redirect:
                self._follow(Link(page.redirect, link.words), link.url, hops + 1)
        if capture.role == Role.COVER:
            page = self._page(capture)
            for attached in attachments(page, self.portal) if page is not None else ():
                if attached.url not in self.seen:
                    self.seen.add(attached.url)
                    self._capture(attached, link.url, Role.ATTACHMENT)

    def _capture(self, link: Link, parent: str | None, role: Role | None) -> Capture:
        """The capture of this run: made now, unless it was made before the run was broken off."""
        done = self.known.settled(link.url, self.started)
        if done is not None:
            return done
        answer = self.client.get(link.url, self.known.validators(link.url))
        capture = self._of(link, parent, role, answer)
        self.archive.record(capture)
        self.known.add(capture)
        return capture

    def _of(self, link: Link, parent: str | None, role: Role | None, answer: Answer) -> Capture:
        facts: dict[str, object] = {
            "url": link.url,
            "portal": self.portal.name,
            "fetched": now(),
            "status": answer.status,
            "title": link.words,
            "parent": parent,
            "state": str(answer.state),
            "final_url": answer.url if answer.url != link.url else "",
        }
        before = self.known.good(link.url)
        if answer.state == State.UNCHANGED and before is not None:
            kept = {"final_url", "role", "sha256", "size", "name", "headers"}
            return Capture.model_validate(facts | before.model_dump(include=kept))
        if answer.state != State.OK:
            facts["headers"] = {"note": answer.note} if answer.note else {}
            facts["role"] = role or (before.role if before is not None else Role.OTHER)
            return Capture.model_validate(facts)
        facts |= {
            "sha256": self.archive.put(answer.body),
            "size": len(answer.body),
            "name": file_name(answer, link.words),
            "headers": {k: answer.headers[k] for k in _KEPT if k in answer.headers},
            "role": role or self._role(link, answer),
        }
        return Capture.model_validate(facts)

    def _role(self, link: Link, answer: Answer) -> Role:
        """A file is an attachment; a page leads to files, or sends on, or is the report itself."""
        if sniff(answer.body) not in _HTML:
            return Role.ATTACHMENT if is_attachment(link, self.portal) else Role.REPORT
        page = Page.of(answer.url, answer.body)
        if page.redirect:
            return Role.OTHER
        return Role.COVER if attachments(page, self.portal) else Role.REPORT

    def _page(self, capture: Capture) -> Page | None:
        """The page that is kept; None where no bytes came."""
        if capture.sha256 is None:
            return None
        return Page.of(capture.base, self.archive.get(capture.sha256))
