"""tar, tar.gz and single files packed by gzip."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator

from extractors.readers.archive.limits import Budget, Member, tidy_name
from extractors.readers.archive.zipped import is_litter
from schemas.errors import LimitExceededError, TruncatedFileError

_BLOCK = 1024 * 1024


def tar_members(data: bytes, name: str, budget: Budget, password: str | None) -> Iterator[Member]:  # noqa: ARG001
    """Plain files of a tar; links and devices are passed over."""
    found = False
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for info in archive:
                label = tidy_name(info.name)
                file = archive.extractfile(info) if info.isreg() else None
                if file is not None and not is_litter(label):
                    budget.take(label, info.size)
                    content, found = file.read(info.size), True
                    problem = "" if len(content) == info.size else "文件不完整"
                    yield Member(label, content, problem)
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        if not found:
            raise TruncatedFileError(f"{name}: the archive cannot be opened ({error})") from error
        yield Member(name.rpartition("/")[2], b"", f"压缩包不完整（{error}）")


def gzip_members(data: bytes, name: str, budget: Budget, password: str | None) -> Iterator[Member]:  # noqa: ARG001
    """The one file of a gzip, which may be a tar: then the walk goes on inside."""
    label = tidy_name(name.rpartition("/")[2].removesuffix(".gz").removesuffix(".tgz"))
    yield _unpacked(data, label, budget)


def _unpacked(data: bytes, name: str, budget: Budget) -> Member:
    """The bytes, read block by block: the size that the file claims is not believed."""
    out, problem = bytearray(), ""
    try:
        with gzip.open(io.BytesIO(data)) as file:
            while block := file.read1(_BLOCK):
                out += block
                if len(out) > min(budget.largest, budget.unpacked):
                    raise LimitExceededError(f"{name}: unpacks to more than {len(out)} bytes")
    except (OSError, EOFError, zlib.error) as error:
        if not out:
            raise TruncatedFileError(f"{name}: the archive cannot be opened ({error})") from error
        problem = f"压缩包不完整（{error}）"
    budget.take(name, len(out), len(data))
    return Member(name, bytes(out), problem)
