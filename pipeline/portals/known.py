"""What the archive already knows of a portal: the last good bytes of each address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from pipeline.archive.capture import Capture
from pipeline.portals.answer import State

#: States that settle an address for the run; what failed is asked again when the run goes on.
_SETTLED = frozenset(set(State) - {State.FAILED})


class Known:
    """The last capture of each address, and the last one with bytes."""

    def __init__(self, captures: Iterable[Capture]) -> None:
        self._last: dict[str, Capture] = {}
        self._good: dict[str, Capture] = {}
        for capture in captures:
            self.add(capture)

    def add(self, capture: Capture) -> None:
        """Take note of a capture; later ones stand before earlier ones."""
        last = self._last.get(capture.url)
        if last is None or capture.fetched >= last.fetched:
            self._last[capture.url] = capture
            if capture.sha256 is not None:
                self._good[capture.url] = capture

    def good(self, url: str) -> Capture | None:
        """The last capture that has bytes."""
        return self._good.get(url)

    def settled(self, url: str, since: dt.datetime) -> Capture | None:
        """The capture of this run, if the address need not be asked again in it."""
        last = self._last.get(url)
        done = last is not None and last.fetched >= since and last.state in _SETTLED
        return last if done else None

    def not_seen_since(self, since: dt.datetime) -> list[Capture]:
        """Good captures of addresses that this run has not asked for, in order of address."""
        return [
            capture
            for url, capture in sorted(self._good.items())
            if self._last[url].fetched < since
        ]

    def validators(self, url: str) -> Mapping[str, str]:
        """Headers that ask for the bytes only if they are others than ours."""
        good = self._good.get(url)
        headers = good.headers if good is not None else {}
        asked = {"if-none-match": "etag", "if-modified-since": "last-modified"}
        return {ask: headers[name] for ask, name in asked.items() if name in headers}
