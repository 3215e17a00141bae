"""ZIP archives, with the names that Chinese programs write in GBK."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator

from extractors.readers.archive.limits import Budget, Member, tidy_name
from extractors.readers.package import DAMAGE
from extractors.readers.salvage import salvage
from schemas.errors import EncryptedFileError, TruncatedFileError

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_AES = 99
#: Files that systems leave in archives.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def zip_members(data: bytes, name: str, budget: Budget, password: str | None) -> Iterator[Member]:
    """Members of a zip in the order of its directory, or of the file where that is lost."""
    try:
        archive = _opened(data)
    except _damage() as error:
        yield from _salvaged(data, name, budget, str(error))
        return
    with archive:
        for info in archive.infolist():
            label = tidy_name(_name(info))
            if not info.is_dir() and not is_litter(label):
                budget.take(label, info.file_size, info.compress_size)
                yield _member(archive, info, label, password)


def _opened(data: bytes) -> zipfile.ZipFile:
    """The archive; its members under AES (WinZip's method 99) need another library."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    if not any(info.compress_type == _AES for info in archive.infolist()):
        return archive
    import pyzipper  # noqa: PLC0415 - an optional package

    opened: zipfile.ZipFile = pyzipper.AESZipFile(io.BytesIO(data))
    return opened


def _damage() -> tuple[type[Exception], ...]:
    """What opening and reading may raise; the other library has a class of its own."""
    other = sys.modules.get("pyzipper")
    return DAMAGE if other is None else (*DAMAGE, other.BadZipFile)


def _salvaged(data: bytes, name: str, budget: Budget, reason: str) -> Iterator[Member]:
    """What stands before the place where the archive was cut off."""
    count = 0
    for found in salvage(data, budget.largest):
        label = tidy_name(_decoded(found.name, is_utf8=found.is_utf8))
        if found.name.endswith(b"/") or is_litter(label):
            continue
        budget.take(label, len(found.data))
        yield Member(label, found.data, "" if found.is_whole else "文件不完整")
        count += 1
    if not count:
        raise TruncatedFileError(f"{name}: the archive cannot be opened ({reason})")
    yield Member(name.rpartition("/")[2], b"", "压缩包不完整：文件末尾缺失，可能缺少成员")


def is_litter(label: str) -> bool:
    """Whether the member is a system's own file."""
    return any(mark in label for mark in _LITTER) or label.rpartition("/")[2].startswith("._")


def _name(info: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag were read as CP437: their bytes are what was written."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return _decoded(raw, is_utf8=False)


def _decoded(raw: bytes, *, is_utf8: bool) -> str:
    """A name as Chinese programs write it: GBK, or UTF-8 after all."""
    for encoding in ("utf-8",) if is_utf8 else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437" if not is_utf8 else "utf-8", "replace")


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, password: str | None
) -> Member:
    """One member; a damaged one comes without bytes.

    Raises:
        EncryptedFileError: no password was given, or it is wrong.
    """
    is_locked = bool(info.flag_bits & _ENCRYPTED_FLAG)
    if is_locked and password is None:
        raise EncryptedFileError(f"{label}: the member is protected by a password")
    try:
        with archive.open(info, pwd=password.encode() if password else None) as member:
            return Member(label, member.read(info.file_size + 1)[: info.file_size])
    except _damage() as error:
        if is_locked:
            raise EncryptedFileError(f"{label}: the password does not open it") from error
        return Member(label, b"", f"文件已损坏（{error}）")
