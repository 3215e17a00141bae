"""Requests with manners: robots, a pause per host, limits, honest name, patience with failures."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx
from protego import Protego

from pipeline.portals.answer import Answer, State, retry_after, state_of
from pipeline.portals.guard import Guard, RefusedError
from pipeline.portals.pace import SHARED, Pace
from pipeline.portals.portal import Manners, Portal
from pipeline.version import own_version

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PATIENCE = frozenset({429, 500, 502, 503, 504})
#: Statuses of robots.txt that forbid all, as RFC 9309 has it; other failures allow all.
_ROBOTS_DOWN = 500
_ROBOT = "gongkai"


@dataclass(slots=True)
class Tally:
    """What a crawl cost: requests by state, bytes received, seconds waited on purpose."""

    requests: int = 0
    received: int = 0
    states: Counter[str] = field(default_factory=Counter)


class Client:
    """Asks the hosts of one portal; close it after use (it is a context manager)."""

    def __init__(self, portal: Portal, pace: Pace = SHARED) -> None:
        self.manners: Manners = portal.manners
        self.tally = Tally()
        self._guard = Guard(portal.allowed_hosts, portal.manners.allow_private)
        self._pace = pace
        self._robots: dict[str, Protego | None] = {}
        # trust_env: a proxy of the environment would resolve names where we cannot judge them.
        self._http = httpx.Client(
            timeout=portal.manners.timeout,
            headers={"user-agent": user_agent(portal.manners)},
            follow_redirects=False,
            trust_env=False,
            limits=httpx.Limits(max_connections=1),
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, url: str, validators: Mapping[str, str] | None = None) -> Answer:
        """The answer; never raises for what a portal does. `validators` are request headers."""
        answer = self._follow(url, dict(validators or {}))
        self.tally.states[answer.state] += 1
        return answer

    def _follow(self, url: str, headers: dict[str, str]) -> Answer:
        for _ in range(self.manners.max_redirects + 1):
            try:
                if not self._allowed(url):
                    return Answer(url, State.FORBIDDEN, note="robots.txt")
                answer = self._patiently(url, headers)
            except RefusedError as error:
                return Answer(url, State.REFUSED, note=error.message)
            target = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not target:
                return answer
            url = urljoin(url, target)
        return Answer(url, State.FAILED, note="redirected too often")

    def _patiently(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Try again where the network or the server fails, later each time."""
        host, answer = urlsplit(url).netloc, Answer(url, State.FAILED)
        for attempt in range(self.manners.tries):
            answer = self._once(url, headers)
            if answer.state != State.FAILED or answer.status not in {0, *_PATIENCE}:
                return answer
            asked = retry_after(answer.headers.get("retry-after", ""), time.time())
            wait = self.manners.back_off * 2**attempt if asked is None else asked
            if wait > self.manners.longest_wait:
                return answer
            self._pace.rest(host, wait)
        return answer

    def _once(self, url: str, headers: Mapping[str, str]) -> Answer:
        try:
            request = self._request(url, headers)
            with self._pace.turn(urlsplit(url).netloc, self._delay(url)):
                self.tally.requests += 1
                response = self._http.send(request, stream=True)
                try:
                    return self._read(url, response)
                finally:
                    response.close()
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return Answer(url, State.FAILED, note=f"{type(error).__name__}: {error}")

    def _request(self, url: str, headers: Mapping[str, str]) -> httpx.Request:
        """To the address that the guard judged, under the name that was asked for."""
        address = self._guard.check(url)
        parts = urlsplit(url)
        literal = f"[{address}]" if ":" in address else address
        netloc = f"{literal}:{parts.port}" if parts.port else literal
        return self._http.build_request(
            "GET",
            urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")),
            headers={**headers, "host": parts.netloc},
            extensions={"sni_hostname": parts.hostname},
        )

    def _read(self, url: str, response: httpx.Response) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        body, end = bytearray(), time.monotonic() + self.manners.longest
        for piece in response.iter_bytes():
            body += piece
            self.tally.received += len(piece)
            if len(body) > self.manners.max_bytes:
                note = f"more than {self.manners.max_bytes} bytes"
                return Answer(url, State.TOO_LARGE, response.status_code, b"", headers, note)
            if time.monotonic() > end:
                return Answer(url, State.FAILED, 0, b"", headers, "the answer took too long")
        state = state_of(response.status_code)
        return Answer(url, state, response.status_code, bytes(body), headers)

    def _allowed(self, url: str) -> bool:
        rules = self._rules(url) if self.manners.robots else None
        return rules is None or bool(rules.can_fetch(url, _ROBOT))

    def _delay(self, url: str) -> float:
        rules = self._robots.get(_origin(url))
        asked = rules.crawl_delay(_ROBOT) if rules is not None else None
        return max(self.manners.delay, float(asked or 0))

    def _rules(self, url: str) -> Protego | None:
        """The host's robots.txt, asked once; a host that cannot give it is not visited."""
        origin = _origin(url)
        if origin not in self._robots:
            answer = self._patiently(f"{origin}/robots.txt", {})
            down = answer.status == 0 or answer.status >= _ROBOTS_DOWN
            text = "User-agent: *\nDisallow: /" if down else answer.text
            found = down or answer.state == State.OK
            self._robots[origin] = Protego.parse(text) if found else None
        return self._robots[origin]


def user_agent(manners: Manners) -> str:
    """Who asks: the program, its version, and whom to write to."""
    contact = f" (+{manners.contact})" if manners.contact else ""
    return f"gongkai/{own_version()}{contact}"


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
