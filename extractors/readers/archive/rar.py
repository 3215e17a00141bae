"""RAR archives, by rarfile over a program that unpacks them (bsdtar, unar or unrar)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.readers.archive.limits import Budget, Member, tidy_name
from extractors.readers.archive.zipped import is_litter
from schemas.errors import EncryptedFileError, MissingEngineError, TruncatedFileError

if TYPE_CHECKING:
    import rarfile


def rar_members(data: bytes, name: str, budget: Budget, password: str | None) -> Iterator[Member]:
    """Members of a rar."""
    try:
        import rarfile  # noqa: PLC0415 - an optional package
    except ModuleNotFoundError as error:
        raise MissingEngineError(f"{name}: the package rarfile is needed to open rar") from error
    try:
        with rarfile.RarFile(io.BytesIO(data)) as archive:
            if archive.needs_password() and password is None:
                raise EncryptedFileError(f"{name}: the archive is protected by a password")
            for info in archive.infolist():
                label = tidy_name(info.filename)
                if not info.is_dir() and not is_litter(label):
                    budget.take(label, info.file_size, info.compress_size)
                    yield _member(archive, info, label, password)
    except rarfile.RarCannotExec as error:
        raise MissingEngineError(
            f"{name}: a program that unpacks rar is needed",
            remedy="Install libarchive-tools (bsdtar) or unar.",
        ) from error
    except rarfile.PasswordRequired as error:
        raise EncryptedFileError(f"{name}: the archive is protected by a password") from error
    except (rarfile.Error, OSError, EOFError, ValueError) as error:
        raise TruncatedFileError(f"{name}: the archive cannot be opened ({error})") from error


def _member(
    archive: rarfile.RarFile, info: rarfile.RarInfo, label: str, password: str | None
) -> Member:
    """One member; a damaged one comes without bytes. Raises as the library where none can come."""
    import rarfile  # noqa: PLC0415 - an optional package

    try:
        return Member(label, archive.read(info, pwd=password))
    except (rarfile.RarCannotExec, rarfile.PasswordRequired):
        raise
    except rarfile.RarWrongPassword as error:
        raise EncryptedFileError(f"{label}: the password does not open it") from error
    except rarfile.Error as error:
        return Member(label, b"", f"文件已损坏（{error}）")
