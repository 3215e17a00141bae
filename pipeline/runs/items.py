"""Documents to convert: of an archive, or of folders; each content once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.places import place
from pipeline.archive.store import Archive
from pipeline.batch import find_inputs
from pipeline.version import own_version


@dataclass(frozen=True, slots=True)
class Item:
    """A document: its hash, its name, and where its bytes are (an archive, or a file)."""

    sha256: str
    name: str
    archive: str = ""
    path: str = ""
    url: str | None = None
    parent: str | None = None
    portal: str = ""

    def bytes(self) -> bytes:
        """The document itself; raises as `Archive.get` does, or OSError."""
        return Archive(self.archive).get(self.sha256) if self.archive else _read(self.path)


def archived(archive: Archive, portal: str | None = None) -> Iterator[Item]:
    """The documents of an archive, each content once, under the name it was first seen by."""
    seen: set[str] = set()
    for capture in archive.captures(portal):
        if capture.is_document and capture.sha256 and capture.sha256 not in seen:
            seen.add(capture.sha256)
            yield Item(
                capture.sha256,
                capture.name,
                archive=archive.where,
                url=capture.url,
                parent=capture.parent,
                portal=capture.portal,
            )


def of_files(inputs: Iterable[Path]) -> Iterator[Item]:
    """The files of folders, each content once.

    Raises:
        UsageError: if a folder holds no file to read.
    """
    seen: set[str] = set()
    for path in find_inputs(inputs):
        digest = _digest(path)
        if digest not in seen:
            seen.add(digest)
            yield Item(digest, path.name, path=str(path.resolve()))


def of_prefix(url: str, archive: Archive) -> Iterator[Item]:
    """The objects below a URL of fsspec; their bytes are kept in the archive first."""
    objects = place(url)
    seen: set[str] = set()
    for name in objects.names(""):
        digest = archive.put(objects.read(name))
        if digest not in seen:
            seen.add(digest)
            origin = f"{url.rstrip('/')}/{name.lstrip('/')}"
            yield Item(digest, name.rpartition("/")[2], archive=archive.where, url=origin)


def _read(path: str) -> bytes:
    return Path(path).read_bytes()


def _digest(path: Path) -> str:
    """A file that cannot be read gets a hash of its name: the conversion says what is wrong."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return hashlib.sha256(str(path).encode()).hexdigest()


def engine_version(tag: str = "") -> str:
    """The version that keys are made of; a tag makes another one of the same release."""
    return f"{own_version()}+{tag}" if tag else own_version()


def key_of(digest: str, engine: str) -> str:
    """The key of a piece of work."""
    return f"{digest}@{engine}"
