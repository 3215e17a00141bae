"""A portal as data: where it starts, what on it is a report, whom it must not be a burden to."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from schemas.errors import UsageError

#: The portals that come with gongkai.
PORTALS = Path(__file__).resolve().parents[2] / "flows" / "portals"

#: Endings of files that may be reports.
ENDINGS = ("pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "zip", "rar", "7z", "txt", "csv")


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no pattern: {error}") from error
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Manners(_Data):
    """How a portal is visited. Times in seconds, sizes in bytes."""

    delay: float = Field(default=2.0, ge=0, description="between requests; Crawl-delay may add")
    timeout: float = Field(default=30.0, gt=0, description="without a byte")
    longest: float = Field(default=300.0, gt=0, description="for one answer in all")
    max_bytes: int = Field(default=100 * 1024 * 1024, ge=1)
    max_redirects: int = Field(default=5, ge=0)
    tries: int = Field(default=4, ge=1, description="of one request, where the network fails")
    back_off: float = Field(default=5.0, ge=0, description="before the second try; then doubled")
    longest_wait: float = Field(default=900.0, ge=0, description="that Retry-After may ask for")
    robots: bool = Field(default=True, description="obey robots.txt")
    allow_private: bool = Field(default=False, description="visit loopback and private addresses")
    contact: str = Field(default="", description="address of whoever runs this, said to portals")


class JsonList(_Data):
    """Where a list in JSON keeps what: names joined by dots (`data.list`)."""

    items: str
    url: str = "url"
    title: str = "title"
    pages: str = Field(default="", description="the number of pages")
    page_parameter: str = Field(default="page", description="of the query, counted from 1")


class Portal(_Data):
    """One portal. Patterns are regular expressions, searched anywhere."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: str
    start: tuple[str, ...] = Field(min_length=1, description="addresses of lists")
    hosts: tuple[str, ...] = Field(default=(), description="allowed beside those of `start`")
    list_urls: tuple[Pattern, ...] = Field(default=(), description="further lists to follow")
    report_titles: tuple[Pattern, ...] = ("决算", "预算", "绩效")
    report_urls: tuple[Pattern, ...] = ()
    not_titles: tuple[Pattern, ...] = ()
    attachments: tuple[str, ...] = [
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "wps",
        "et",
        "zip",
        "rar",
        "7z",
        "ofd",
        "txt",
        "csv",
        "ceb",
    ]  # type: ignore[assignment]
    attachment_urls: tuple[Pattern, ...] = (r"download\.jsp", r"downfile", r"/download\b")
    years: tuple[int, ...] = ()
    expected: tuple[str, ...] = Field(default=(), description="agencies that must publish")
    max_list_pages: int = Field(default=500, ge=1)
    json_list: JsonList | None = None
    manners: Manners = Manners()

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Hosts that may be visited, with their port where `start` has one."""
        return frozenset({urlsplit(url).netloc.lower() for url in self.start}) | frozenset(
            host.lower() for host in self.hosts
        )


def load_portal(name: str, folder: Path | None = None) -> Portal:
    """The portal of a name, or of a TOML file.

    Raises:
        UsageError: there is none, or its data is wrong.
    """
    path = Path(name) if name.endswith(".toml") else (folder or PORTALS) / f"{name}.toml"
    try:
        portal = Portal.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        known = ", ".join(portal_names(folder)) or "none"
        raise UsageError(f"no portal {name} (known: {known})") from error
    except (tomllib.TOMLDecodeError, ValidationError, ValueError) as error:
        raise UsageError(f"portal {path.name}: {error}") from error
    return portal


def portal_names(folder: Path | None = None) -> list[str]:
    """Names of all portals in the folder."""
    return sorted(path.stem for path in (folder or PORTALS).glob("*.toml"))
