"""Archives: their members in memory, within limits; nothing is ever written by a member's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from extractors.readers.archive.limits import Budget, Member, tidy_name
from extractors.readers.archive.rar import rar_members
from extractors.readers.archive.seven_zip import seven_zip_members
from extractors.readers.archive.tarball import gzip_members, tar_members
from extractors.readers.archive.zipped import zip_members
from extractors.sniff import sniff
from schemas.document import MediaType
from schemas.errors import (
    EncryptedFileError,
    LimitExceededError,
    MissingEngineError,
    TruncatedFileError,
)

__all__ = ["ARCHIVES", "Budget", "Member", "members"]

#: Archives inside archives beyond this depth are not opened.
_MAX_DEPTH = 3
_Opener = Callable[[bytes, str, Budget, str | None], Iterator[Member]]
_OPENERS: dict[MediaType, _Opener] = {
    MediaType.ZIP: zip_members,
    MediaType.TAR: tar_members,
    MediaType.GZIP: gzip_members,
    MediaType.SEVEN_ZIP: seven_zip_members,
    MediaType.RAR: rar_members,
}
ARCHIVES = frozenset(_OPENERS)


def members(
    data: bytes, media_type: MediaType, name: str, budget: Budget, password: str | None = None
) -> Iterator[Member]:
    """All files of an archive, those of archives inside it too, by order and path.

    A member that is damaged, and an archive inside that cannot be opened, come with their problem.

    Raises:
        LimitExceededError: too many members, too much when unpacked, packed too tight, too deep.
        EncryptedFileError, TruncatedFileError: nothing of the archive itself can be read.
        MissingEngineError: a program that this format needs is not there.
    """
    yield from _walk(data, media_type, name, budget, password, 1)


def _walk(
    data: bytes, media_type: MediaType, name: str, budget: Budget, password: str | None, depth: int
) -> Iterator[Member]:
    if depth > _MAX_DEPTH:
        raise LimitExceededError(f"{name}: archives inside archives, more than {_MAX_DEPTH} deep")
    for member in _OPENERS[media_type](data, name, budget, password):
        inner = sniff(member.data)
        if inner not in ARCHIVES:
            yield member
            continue
        if member.problem:
            yield Member(member.name, b"", member.problem)
        for found in _inner(member, inner, budget, password, depth + 1):
            yield replace(found, name=f"{member.name}/{tidy_name(found.name)}")


def _inner(
    member: Member, kind: MediaType, budget: Budget, password: str | None, depth: int
) -> Iterator[Member]:
    """Members of an archive inside; one that cannot be opened does not hide those beside it."""
    try:
        yield from _walk(member.data, kind, member.name, budget, password, depth)
    except (TruncatedFileError, EncryptedFileError, MissingEngineError) as error:
        yield Member(member.name, b"", f"{error.message}。{error.remedy}")
