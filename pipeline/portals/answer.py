"""What came back of one request, and what to make of it."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from extractors.readers.markup.decoding import decode


class State(StrEnum):
    """How a request ended. All but the first two brought no bytes."""

    OK = "ok"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    CHALLENGE = "challenge"
    REFUSED = "refused"
    FORBIDDEN = "forbidden_by_robots"
    TOO_LARGE = "too_large"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `url` is where it came from in the end, header names are in lower case."""

    url: str
    state: State
    status: int = 0
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def text(self) -> str:
        """The body as text, whatever its encoding."""
        return decode(self.body)


#: 412 is the answer of a wall that wants a browser; others use 521 or 202 with a script.
_STATES = {
    304: State.UNCHANGED,
    404: State.WITHDRAWN,
    410: State.WITHDRAWN,
    412: State.CHALLENGE,
    521: State.CHALLENGE,
}


def state_of(status: int) -> State:
    """What a status means for us."""
    if status in _STATES:
        return _STATES[status]
    return State.OK if 200 <= status < 300 else State.FAILED


_EXTENDED = re.compile(r"filename\*\s*=\s*([\w-]+)'[^']*'([^;]+)", re.IGNORECASE)
_PLAIN = re.compile(r'filename\s*=\s*(?:"([^"]+)"|([^;]+))', re.IGNORECASE)


def file_name(answer: Answer, words: str = "") -> str:
    """What the file is called: by its header, else by the link's words, else by its address."""
    said = _disposition(answer.headers.get("content-disposition", ""))
    path = unquote(urlsplit(answer.url).path.rpartition("/")[2])
    for name in (said, words if _has_ending(words) else "", path):
        clean = name.replace("\\", "/").rpartition("/")[2].strip().strip(".")
        if clean:
            return clean[:200]
    return "index.html"


def _disposition(header: str) -> str:
    """`filename*` where it is given; else `filename`, percent-coded or in raw UTF-8 or GBK."""
    if match := _EXTENDED.search(header):
        return _text(unquote_to_bytes(match[2].strip()))
    if match := _PLAIN.search(header):
        raw = (match[1] or match[2]).strip()
        coded = raw.encode("latin-1", errors="ignore") if _is_latin(raw) else raw.encode()
        return _text(unquote_to_bytes(coded))
    return ""


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _is_latin(text: str) -> bool:
    return all(ord(character) < 256 for character in text)


def _has_ending(words: str) -> bool:
    return re.search(r"\.[A-Za-z0-9]{2,5}$", words.strip()) is not None


def retry_after(header: str, now: float) -> float | None:
    """Seconds that the header asks for: a number, or a date; `now` is the time of the epoch."""
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(header).timestamp() - now)
    except (TypeError, ValueError):
        return None
