"""A folder as one input: its files are members, as those of an archive are."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from extractors.readers.archive import ARCHIVES, Budget, Member, members
from extractors.sniff import sniff
from schemas.document import MediaType, SourceFile
from schemas.errors import UnreadableFileError

#: Files that are data about reports, not reports.
LEFT_OUT = frozenset({".json", ".jsonl"})
#: What a browser saves beside a page to show it.
_ASSET_ENDINGS = frozenset(
    {".css", ".js", ".map", ".ico", ".svg", ".gif", ".woff", ".woff2", ".ttf"}
)
_ASSET_FOLDERS = ("_files", ".files", "_file")
_PICTURES = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.TIFF})


def files_below(folder: Path) -> Iterator[Path]:
    """All files below a folder in order of their paths; hidden ones, data and links left out."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() not in LEFT_OUT:
            yield path


def folder_source(folder: Path) -> SourceFile:
    """The folder as a source: its hash is that of the names and bytes of its files.

    Raises:
        UnreadableFileError: a file cannot be opened.
    """
    whole, size = hashlib.sha256(), 0
    for path in files_below(folder):
        data = _bytes_of(path)
        digest = hashlib.sha256(data).hexdigest()
        whole.update(f"{digest} {_name(folder, path)}\n".encode())
        size += len(data)
    return SourceFile(folder.resolve().name, whole.hexdigest(), size, MediaType.FOLDER)


def folder_members(folder: Path, budget: Budget, password: str | None) -> Iterator[Member]:
    """The files of a folder and of the archives in it, within one budget; links are not followed.

    Raises:
        LimitExceededError: more files or bytes than the budget holds.
    """
    for path in files_below(folder):
        if path.is_symlink():
            continue
        name = _name(folder, path)
        budget.take(name, path.stat().st_size)
        data = _bytes_of(path)
        kind = sniff(data)
        if kind in ARCHIVES:
            inside = members(data, kind, name, budget, password)
            yield from (Member(f"{name}/{m.name}", m.data, m.problem) for m in inside)
        else:
            yield Member(name, data)


def is_asset(name: str, kind: MediaType) -> bool:
    """Whether a member only serves to show a saved web page: style, scripts, pictures."""
    path = Path(name)
    if path.suffix.lower() in _ASSET_ENDINGS:
        return True
    saved = any(parent.name.endswith(_ASSET_FOLDERS) for parent in path.parents)
    return saved and kind in _PICTURES


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path.name}: {os.strerror(error.errno or 0)}") from error
