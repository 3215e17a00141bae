"""Where files lie: a local folder, or any store that fsspec reaches. Writes are whole or not."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol


class Place(Protocol):
    """A tree of small files by name (`a/b`)."""

    def read(self, name: str) -> bytes:
        """All bytes; FileNotFoundError where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Put it there whole; what was there is replaced."""

    def append(self, name: str, data: bytes) -> None:
        """Put more behind what is there; data is a whole number of lines."""

    def exists(self, name: str) -> bool:
        """Whether it is there."""

    def names(self, below: str) -> Iterator[str]:
        """All names below a folder, in order."""

    def local(self, name: str) -> Path | None:
        """Its path on this machine, None where it lies elsewhere."""


class Folder:
    """Files below a local folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, name: str) -> bytes:
        """All bytes of the file."""
        return (self._root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Write beside, sync, then rename: a kill leaves the old file or the new one."""
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def append(self, name: str, data: bytes) -> None:
        """One write call; a torn line that a kill left behind is closed first."""
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            if file.tell() > 0:
                file.seek(-1, os.SEEK_END)
                data = data if file.read(1) == b"\n" else b"\n" + data
            file.write(data)

    def exists(self, name: str) -> bool:
        """Whether the file is there."""
        return (self._root / name).is_file()

    def names(self, below: str) -> Iterator[str]:
        """Files below, those half written left out."""
        for path in sorted((self._root / below).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path.relative_to(self._root).as_posix()

    def local(self, name: str) -> Path | None:
        """The file's path."""
        return self._root / name


class Remote:
    """Objects below a URL of fsspec: `s3://bucket/prefix`, `memory://x`. A put is atomic there."""

    def __init__(self, url: str) -> None:
        import fsspec  # noqa: PLC0415 - seconds to load, and only object stores need it

        self._files: Any
        self._files, self._root = fsspec.core.url_to_fs(url)
        #: What this writer appended: object stores cannot append, so its own object is put anew.
        self._written: dict[str, bytes] = {}

    def read(self, name: str) -> bytes:
        """All bytes of the object."""
        data: bytes = self._files.cat_file(self._path(name))
        return data

    def write(self, name: str, data: bytes) -> None:
        """Put the object."""
        self._files.makedirs(self._path(name).rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(self._path(name), data)

    def append(self, name: str, data: bytes) -> None:
        """Put the object anew with more behind."""
        before = self._written.get(name)
        if before is None:
            before = self.read(name) if self.exists(name) else b""
        self._written[name] = before + data
        self.write(name, self._written[name])

    def exists(self, name: str) -> bool:
        """Whether the object is there."""
        return bool(self._files.isfile(self._path(name)))

    def names(self, below: str) -> Iterator[str]:
        """Objects below, in order; the listing is asked anew each time."""
        self._files.invalidate_cache()
        prefix = self._root.rstrip("/") + "/"
        for path in sorted(self._files.find(self._path(below))):
            yield path.removeprefix(prefix)

    def local(self, name: str) -> Path | None:  # noqa: ARG002 - of the protocol
        """Nothing of it is on this machine."""
        return None

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"


def place(where: str | Path) -> Place:
    """The place of a folder or a URL."""
    text = str(where)
    return Remote(text) if "://" in text else Folder(Path(text))
