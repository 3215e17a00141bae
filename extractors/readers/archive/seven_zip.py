"""7z archives, by py7zr, into memory."""

from __future__ import annotations

import io
import lzma
import struct
import zlib
from collections.abc import Iterator

from extractors.readers.archive.limits import Budget, Member, tidy_name
from extractors.readers.archive.zipped import is_litter
from schemas.errors import EncryptedFileError, MissingEngineError, TruncatedFileError

#: What the library raises over damaged archives, besides its own errors.
_DAMAGE = (
    *(OSError, EOFError, ValueError, AttributeError, TypeError, LookupError, RuntimeError),
    *(ArithmeticError, struct.error, lzma.LZMAError, zlib.error, MemoryError, AssertionError),
)


def seven_zip_members(
    data: bytes, name: str, budget: Budget, password: str | None
) -> Iterator[Member]:
    """Members of a 7z; all sizes are counted before a byte is unpacked."""
    try:
        import py7zr  # noqa: PLC0415 - an optional package
        from py7zr.exceptions import ArchiveError, PasswordRequired  # noqa: PLC0415
        from py7zr.io import BytesIOFactory  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingEngineError(f"{name}: the package py7zr is needed to open 7z") from error
    try:
        with py7zr.SevenZipFile(io.BytesIO(data), password=password) as archive:
            if archive.needs_password() and password is None:
                raise EncryptedFileError(f"{name}: the archive is protected by a password")
            wanted = [f for f in archive.list() if not f.is_directory]
            for info in wanted:
                budget.take(tidy_name(info.filename), info.uncompressed, None)
            budget_check = BytesIOFactory(budget.largest)
            archive.extractall(factory=budget_check)
            products = budget_check.products
    except PasswordRequired as error:
        raise EncryptedFileError(f"{name}: the archive is protected by a password") from error
    except (ArchiveError, *_DAMAGE) as error:
        raise TruncatedFileError(f"{name}: the archive cannot be opened ({error})") from error
    for info in wanted:
        label, file = tidy_name(info.filename), products.get(info.filename)
        if file is not None and not is_litter(label):
            file.seek(0)
            yield Member(label, file.read())
