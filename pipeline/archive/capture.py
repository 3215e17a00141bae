"""One time of fetching: what was asked, what came back, where its bytes lie."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from schemas.evidence import Frozen


class Role(StrEnum):
    """What a fetched thing is to its portal."""

    LIST = "list"
    COVER = "cover"
    REPORT = "report"
    ATTACHMENT = "attachment"
    OTHER = "other"


#: Roles whose bytes are documents to convert; a cover only leads to its attachments.
DOCUMENTS = frozenset({Role.REPORT, Role.ATTACHMENT})


class Capture(Frozen):
    """A line of the index. `sha256` is None where no bytes came (withdrawn, refused)."""

    url: str
    final_url: str = Field(default="", description="where redirects led, if they did")
    portal: str = ""
    role: Role = Role.OTHER
    fetched: dt.datetime = Field(description="UTC")
    status: int = Field(description="of HTTP; 304 is an answer that kept the earlier bytes")
    sha256: str | None = None
    size: int = 0
    name: str = ""
    title: str = Field(default="", description="the words of the link that led here")
    parent: str | None = Field(default=None, description="URL of the page with the link")
    headers: dict[str, str] = Field(default_factory=dict)
    state: str = Field(default="ok", description="ok, unchanged, withdrawn, challenge, refused …")

    @property
    def is_document(self) -> bool:
        """Whether there are bytes that may be a report."""
        return self.sha256 is not None and self.role in DOCUMENTS

    @property
    def base(self) -> str:
        """The address that relative links of the bytes start from."""
        return self.final_url or self.url


def now() -> dt.datetime:
    """The time in UTC."""
    return dt.datetime.now(dt.UTC)
