"""OLE containers ([MS-CFB]): what must hold before a library may follow their chains of sectors."""

from __future__ import annotations

import io
from collections.abc import Iterator

import olefile

from schemas.errors import TruncatedFileError

MAGIC = olefile.MAGIC
#: Values of the allocation table from here on are no sector: free, end of a chain, a table's own.
_NO_SECTOR = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5
#: What the library raises over damaged containers.
_DAMAGE = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError)


def check_chains(data: bytes, name: str) -> None:
    """Follow every chain of sectors once: one that leads back to itself never ends.

    Raises:
        TruncatedFileError: the container is damaged, or a chain has no end.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            table = list(container.fat)
            for start in _starts(container):
                _follow(table, start, name)
    except _DAMAGE as error:
        raise TruncatedFileError(f"{name}: the container is damaged ({error})") from error


def stream(data: bytes, name: str) -> bytes:
    """A stream's bytes; none where it is not there or cannot be read."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return bytes(container.openstream(name).read()) if container.exists(name) else b""
    except _DAMAGE:
        return b""


def _starts(container: olefile.OleFileIO) -> Iterator[int]:
    """First sectors of the directory, the small table, and every stream that is not small."""
    yield container.first_dir_sector
    yield container.first_mini_fat_sector
    for entry in container.direntries:
        if entry is None:
            continue
        small = entry.entry_type == _STREAM and entry.size < container.mini_stream_cutoff_size
        if entry.entry_type in (_STREAM, _ROOT) and not small:
            yield entry.isectStart


def _follow(table: list[int], start: int, name: str) -> None:
    sector = start
    for _ in range(len(table) + 1):
        if sector >= _NO_SECTOR:
            return
        if sector >= len(table):
            raise TruncatedFileError(f"{name}: a stream leads beyond the end of the container")
        sector = table[sector]
    raise TruncatedFileError(f"{name}: a stream of the container never ends")
