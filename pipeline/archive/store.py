"""The archive: bytes by hash, each once; an index of captures to which lines are only added.

`objects/ab/<sha256>` holds the bytes, `index/<portal>/<writer>.jsonl` the captures. Every writer
has a file of its own, so that machines never write into each other's lines. Bytes come first and
their line second: what a kill leaves is an object without a line, which the next run finds again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from pipeline.archive.capture import Capture, now
from pipeline.archive.places import Place, place
from schemas.errors import UnreadableFileError

_OBJECTS, _INDEX = "objects", "index"


class Archive:
    """An archive in a folder or an object store; made by its first write."""

    def __init__(self, where: str | Path) -> None:
        self.where = str(where)
        self._place: Place = place(where)
        self._writer = f"{now():%Y%m%dT%H%M%S}-{os.getpid()}-{secrets.token_hex(3)}"

    def put(self, data: bytes) -> str:
        """Keep the bytes and give their hash; bytes seen before are not written again."""
        digest = hashlib.sha256(data).hexdigest()
        if not self._place.exists(_name(digest)):
            self._place.write(_name(digest), data)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of a hash.

        Raises:
            UnreadableFileError: if they are not there, or are not those any more.
        """
        try:
            data = self._place.read(_name(digest))
        except FileNotFoundError as error:
            raise UnreadableFileError(f"{digest}: not in the archive {self.where}") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise UnreadableFileError(
                f"{digest}: the bytes in the archive are damaged", remedy="Fetch the file again."
            )
        return data

    def has(self, digest: str) -> bool:
        """Whether the bytes are there."""
        return self._place.exists(_name(digest))

    def digests(self) -> Iterator[str]:
        """The hashes of all objects, in order."""
        for name in self._place.names(_OBJECTS):
            yield name.rpartition("/")[2]

    @contextlib.contextmanager
    def opened(self, digest: str) -> Iterator[Path]:
        """A local file with the bytes: their own where they lie here, else a temporary one."""
        here = self._place.local(_name(digest))
        if here is not None:
            yield here
            return
        with tempfile.TemporaryDirectory() as home:
            path = Path(home) / digest
            path.write_bytes(self.get(digest))
            yield path

    def record(self, capture: Capture) -> None:
        """Add a line to the index."""
        portal = capture.portal or "_"
        line = capture.model_dump_json(exclude_defaults=True) + "\n"
        self._place.append(f"{_INDEX}/{portal}/{self._writer}.jsonl", line.encode())

    def captures(self, portal: str | None = None) -> Iterator[Capture]:
        """All captures, of one portal where it is named, in the order of their writing."""
        below = f"{_INDEX}/{portal}" if portal else _INDEX
        for name in self._place.names(below):
            for line in self._place.read(name).splitlines():
                capture = _parsed(line)
                if capture is not None:
                    yield capture

    def damaged(self) -> Iterator[str]:
        """Hashes whose bytes are not what they were, or that the index names and are not there."""
        named = {capture.sha256 for capture in self.captures() if capture.sha256}
        for digest in sorted(named | set(self.digests())):
            try:
                self.get(digest)
            except UnreadableFileError:
                yield digest


def _name(digest: str) -> str:
    return f"{_OBJECTS}/{digest[:2]}/{digest}"


def _parsed(line: bytes) -> Capture | None:
    """A line torn by a kill is no line: its bytes are fetched again."""
    try:
        return Capture.model_validate_json(line)
    except ValidationError:
        return None
