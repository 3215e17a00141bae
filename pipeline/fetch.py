"""From a path to bytes and what they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractors.readers.protected import unlocked
from extractors.sniff import sniff
from pipeline.settings import Settings
from schemas.document import MediaType, SourceFile
from schemas.errors import (
    EmptyFileError,
    LimitExceededError,
    UnreadableFileError,
)

_TEXTUAL = frozenset({MediaType.TEXT, MediaType.CSV, MediaType.HTML, MediaType.MHTML})


def fetch(path: Path, settings: Settings, name: str | None = None) -> tuple[SourceFile, bytes]:
    """Read the file; `name` is what it is called where the path is only its temporary home.

    Of an Office file under a password the bytes inside come back; hash and size stay its own.

    Raises:
        UnreadableFileError: it cannot be opened, is empty, too large, or under a password.
    """
    _check_size(path, settings)
    locked = _bytes_of(path)
    data = unlocked(locked, name or path.name, settings.password)
    media_type = sniff(data)
    if not data.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf"):
        raise EmptyFileError(f"{len(data)} bytes, and nothing in them")
    if media_type in _TEXTUAL and len(data) > settings.max_text_bytes:
        raise LimitExceededError(_too_large(len(data), settings.max_text_bytes))
    digest = hashlib.sha256(locked).hexdigest()
    return SourceFile(name or path.name, digest, len(locked), media_type), data


def _check_size(path: Path, settings: Settings) -> None:
    """Before a byte is read: a sparse file may claim more than memory holds."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableFileError(f"cannot open: {error.strerror}", remedy=_ACCESS) from error
    if size == 0:
        raise EmptyFileError("0 bytes")
    if size > settings.max_bytes:
        raise LimitExceededError(_too_large(size, settings.max_bytes))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"cannot open: {error.strerror}", remedy=_ACCESS) from error


_ACCESS = "Check that the path is right, is a file, and may be read."


def _too_large(size: int, limit: int) -> str:
    return f"{size / 1e6:.0f} MB, more than the limit of {limit / 1e6:.0f} MB"
