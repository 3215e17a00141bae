"""What a crawl found: told from the archive's index alone, so that no kill can lose it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.archive.capture import Capture, Role
from pipeline.archive.store import Archive
from pipeline.portals.answer import State
from pipeline.portals.page import Page
from pipeline.portals.portal import Portal
from pipeline.portals.sorting import absent, sort_list


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that a person should know, with the address and the bytes before and after."""

    kind: str
    portal: str
    message: str
    url: str = ""
    before: str | None = None
    after: str | None = None


@dataclass(slots=True)
class News:
    """What changed on a portal since a time."""

    portal: str
    states: Counter[str] = field(default_factory=Counter)
    new: list[Capture] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)


#: States that a person is told of, and the words for it.
_TOLD = {
    State.WITHDRAWN: "was published and is gone",
    State.CHALLENGE: "asks for a browser; left out",
    State.REFUSED: "lies outside what may be visited",
    State.TOO_LARGE: "is too large",
    State.FAILED: "could not be fetched",
}


def news(portal: Portal, archive: Archive, since: dt.datetime) -> News:
    """Documents that are new or changed since then, and what a person should know."""
    found = News(portal.name)
    before: dict[str, Capture] = {}
    named: dict[tuple[str, str], Capture] = {}
    current: dict[str, Capture] = {}
    last: dict[str, str] = {}
    for capture in archive.captures(portal.name):
        if capture.fetched >= since:
            current[capture.url] = capture
            continue
        last[capture.url] = capture.state
        if capture.sha256 is not None:
            before[capture.url] = capture
            named[capture.parent or "", capture.name] = capture
    for capture in current.values():
        found.states[capture.state] += 1
        earlier = before.get(capture.url) or _renamed(capture, named, current)
        if capture.is_document:
            _weigh(found, capture, earlier)
        elif last.get(capture.url) != capture.state:
            _tell(found, capture, earlier)
        found.alerts += _layout(portal, archive, capture, before.get(capture.url))
    titles = [c.title for c in current.values() if c.role != Role.LIST and c.sha256]
    for missing in absent(portal, titles):
        found.alerts.append(Alert("report_absent", portal.name, f"expected, not found: {missing}"))
    return found


def _renamed(
    capture: Capture, named: dict[tuple[str, str], Capture], current: dict[str, Capture]
) -> Capture | None:
    """The file of the same name and page whose address is no longer linked."""
    earlier = named.get((capture.parent or "", capture.name))
    still = current.get(earlier.url) if earlier is not None else None
    return None if still is not None and still.sha256 is not None else earlier


def _tell(found: News, capture: Capture, earlier: Capture | None) -> None:
    """What went wrong, once: an address that stays as it was is not told each night."""
    words = _TOLD.get(State(capture.state))
    if capture.state == State.WITHDRAWN and earlier is None:
        words = "is linked and does not exist"
    if words is not None:
        note = capture.headers.get("note", "")
        text = f"{capture.title or capture.url} {words}{f' ({note})' if note else ''}"
        old = earlier.sha256 if earlier is not None else None
        found.alerts.append(Alert(capture.state, found.portal, text, capture.url, old))


def _weigh(found: News, capture: Capture, earlier: Capture | None) -> None:
    """A document that is new, or other than it was."""
    if earlier is None:
        found.new.append(capture)
    elif earlier.sha256 != capture.sha256:
        found.new.append(capture)
        text = f"{capture.title or capture.name} was changed after it was published"
        found.alerts.append(
            Alert("changed", found.portal, text, capture.url, earlier.sha256, capture.sha256)
        )


def _layout(
    portal: Portal, archive: Archive, capture: Capture, earlier: Capture | None
) -> Iterator[Alert]:
    """A list that showed reports and shows none, or a start page on which nothing is found."""
    if capture.role != Role.LIST or capture.sha256 is None:
        return
    old = earlier.sha256 if earlier is not None else None
    if capture.sha256 == old:
        return
    seen = _reports(portal, archive, capture)
    expected = (
        capture.url in portal.start if earlier is None else _reports(portal, archive, earlier)
    )
    if expected and not seen:
        text = "a list shows no report any more" if old else "nothing is found on a start page"
        yield Alert("layout_changed", portal.name, text, capture.url, old, capture.sha256)


def _reports(portal: Portal, archive: Archive, capture: Capture) -> int:
    """Reports, lists and redirects: whether anything of the page was understood."""
    page = Page.of(capture.base, archive.get(capture.sha256 or ""))
    found = sort_list(page, portal)
    return len(found.reports) + len(found.lists) + (page.redirect is not None)
