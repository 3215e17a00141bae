"""ZIP archives, with the names that Chinese programs write in GBK."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from extractors.readers.archive.limits import Budget, Member, tidy_name
from schemas.errors import EncryptedFileError, TruncatedFileError

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
#: Files that systems leave in archives.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def zip_members(data: bytes, name: str, budget: Budget, password: str | None) -> Iterator[Member]:
    """Members of a zip in the order of its directory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                label = tidy_name(_name(info))
                if not info.is_dir() and not is_litter(label):
                    budget.take(label, info.file_size, info.compress_size)
                    yield Member(label, _bytes(archive, info, label, password))
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
        raise TruncatedFileError(f"{name}: the archive cannot be opened ({error})") from error


def is_litter(label: str) -> bool:
    """Whether the member is a system's own file."""
    return any(mark in label for mark in _LITTER) or label.rpartition("/")[2].startswith("._")


def _name(info: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag were read as CP437: their bytes are GBK, or UTF-8 after all."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _bytes(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, password: str | None
) -> bytes:
    if info.flag_bits & _ENCRYPTED_FLAG and password is None:
        raise EncryptedFileError(f"{label}: the member is protected by a password")
    try:
        with archive.open(info, pwd=password.encode() if password else None) as member:
            return member.read(info.file_size + 1)[: info.file_size]
    except RuntimeError as error:
        raise EncryptedFileError(f"{label}: the password does not open it") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise TruncatedFileError(f"{label}: the member is damaged ({error})") from error
