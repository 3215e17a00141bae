"""Archives: their members in memory, within limits; nothing is ever written by a member's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractors.readers.archive.limits import Budget, Member, tidy_name
from extractors.readers.archive.rar import rar_members
from extractors.readers.archive.seven_zip import seven_zip_members
from extractors.readers.archive.tarball import gzip_members, tar_members
from extractors.readers.archive.zipped import zip_members
from extractors.sniff import sniff
from schemas.document import MediaType
from schemas.errors import LimitExceededError

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

    Raises:
        LimitExceededError: too many members, too much when unpacked, packed too tight, too deep.
        EncryptedFileError, TruncatedFileError: as named.
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
        if inner in ARCHIVES:
            found = _walk(member.data, inner, member.name, budget, password, depth + 1)
            yield from (Member(f"{member.name}/{tidy_name(m.name)}", m.data) for m in found)
        else:
            yield member
