"""The archive as WARC, the form in which web archives exchange what they hold."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Protocol

from pipeline.archive.capture import Capture
from pipeline.archive.store import Archive
from pipeline.version import own_version
from schemas.errors import MissingEngineError

#: Of the transfer, not of what was transferred: the bytes are kept decoded.
_NOT_KEPT = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


class _Writer(Protocol):
    """What is used of warcio's writer, which has no types."""

    def write_record(self, record: object) -> None:
        """Write it."""

    def create_warcinfo_record(self, filename: str, info: dict[str, str]) -> object:
        """A record about the file."""

    def create_warc_record(self, uri: str, record_type: str, **parts: object) -> object:
        """A record with bytes."""

    def create_revisit_record(
        self, uri: str, digest: str, refers_to_uri: str, refers_to_date: str, **parts: object
    ) -> object:
        """A record whose bytes another one holds."""


def write_warc(archive: Archive, out: Path, portal: str | None = None) -> int:
    """Write captures with bytes as `response`, repeated bytes as `revisit`; their number.

    The file is there whole or not at all.

    Raises:
        MissingEngineError: without warcio.
    """
    try:
        from warcio.warcwriter import WARCWriter  # noqa: PLC0415 - only the export needs it
    except ImportError as error:
        raise MissingEngineError("WARC needs the package warcio") from error
    partial = out.with_name(f".{out.name}.part")
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with partial.open("wb") as file:
            count = _write(WARCWriter(file, gzip=out.suffix == ".gz"), archive, portal, out.name)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return count


def _write(writer: _Writer, archive: Archive, portal: str | None, name: str) -> int:
    facts = {"software": f"gongkai {own_version()}", "format": "WARC File Format 1.0"}
    writer.write_record(writer.create_warcinfo_record(name, facts))
    seen: dict[str, Capture] = {}
    count = 0
    for capture in archive.captures(portal):
        if capture.sha256 is None or capture.state != "ok":
            continue
        first = seen.setdefault(capture.sha256, capture)
        writer.write_record(_record(writer, archive, capture, first))
        count += 1
    return count


def _record(writer: _Writer, archive: Archive, capture: Capture, first: Capture) -> object:
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415

    kept = [(k, v) for k, v in capture.headers.items() if k.lower() not in _NOT_KEPT]
    head = StatusAndHeaders(_status_line(capture.status), kept, protocol="HTTP/1.1")
    date = f"{capture.fetched:%Y-%m-%dT%H:%M:%SZ}"
    if capture is not first:
        return writer.create_revisit_record(
            capture.url,
            f"sha256:{capture.sha256}",
            first.url,
            f"{first.fetched:%Y-%m-%dT%H:%M:%SZ}",
            http_headers=head,
            warc_headers_dict={"WARC-Date": date},
        )
    data = archive.get(capture.sha256 or "")
    return writer.create_warc_record(
        capture.url,
        "response",
        payload=BytesIO(data),
        length=len(data),
        http_headers=head,
        warc_headers_dict={"WARC-Date": date, "WARC-Payload-Digest": f"sha256:{capture.sha256}"},
    )


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"
