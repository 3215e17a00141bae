"""Packages of XML parts (docx, xlsx, ods, ofd), with limits; entities are never resolved.

One that was cut off is read as far as it goes: `is_cut` says so.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from extractors.readers.salvage import repacked
from schemas.errors import EncryptedFileError, LimitExceededError, TruncatedFileError
from schemas.report import Issue, Severity

_MAX_PART = 256 * 1024 * 1024
#: A part of XML packs twenty-fold, a sheet of one figure some hundred-fold.
_MAX_RATIO, _RATIO_FROM = 300, 1024 * 1024
#: Unpacked bytes of a whole package, and of one that has to be salvaged.
_MAX_UNPACKED, _MAX_SALVAGED = 1024 * 1024 * 1024, 256 * 1024 * 1024
_MAX_PARTS = 20_000
_ENCRYPTED = 0x1
#: A character by its number; halves of surrogate pairs are none, and would break the tree's text.
_REFERENCE = re.compile(rb"&#(x?)([0-9A-Fa-f]{1,9});")
_SURROGATES = range(0xD800, 0xE000)
#: What the library raises over damaged zips, besides its own error.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
    KeyError,
)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package; parts are read when asked for.

    `data`: its bytes, mended where they were cut off; `cut_parts` those whose end is missing.
    """

    archive: zipfile.ZipFile
    name: str
    data: bytes
    is_cut: bool = False
    cut_parts: frozenset[str] = frozenset()

    def has(self, part: str) -> bool:
        """Whether the package holds the part."""
        return part in self.archive.NameToInfo

    def names(self) -> list[str]:
        """All parts, in the order of the package."""
        return self.archive.namelist()

    def bytes_of(self, part: str) -> bytes:
        """A part's bytes.

        Raises:
            LimitExceededError: it unpacks to more than a report can hold.
            TruncatedFileError: it is damaged or missing.
        """
        info = self.archive.NameToInfo.get(part)
        if info is None:
            raise TruncatedFileError(f"{self.name}: {part} is missing")
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedFileError(f"{self.name}: {part} is encrypted")
        _check_part(self.name, info)
        try:
            return self.archive.read(info)
        except DAMAGE as error:
            raise TruncatedFileError(f"{self.name}: {part} is damaged ({error})") from error

    def tree(self, part: str) -> etree._Element:
        """A part as XML, as far as it is well formed.

        Raises:
            TruncatedFileError: it is no XML.
        """
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
        )
        try:
            root = etree.fromstring(_REFERENCE.sub(_sound, self.bytes_of(part)), parser)
        except (etree.LxmlError, ValueError) as error:
            raise TruncatedFileError(f"{self.name}: {part} is no XML ({error})") from error
        if root is None:
            raise TruncatedFileError(f"{self.name}: {part} is no XML")
        return root

    def issues(self) -> list[Issue]:
        """That its end is missing, where it is."""
        if not self.is_cut:
            return []
        words = f"{self.name} 不完整：文件末尾缺失，只读取了尚存的部分"
        return [Issue(code="truncated_file", message=words, severity=Severity.ERROR)]


def open_package(data: bytes, name: str) -> Package:
    """Open a package.

    Raises:
        TruncatedFileError: nothing of it can be opened.
        LimitExceededError: too many parts, too much when unpacked, or packed too tight.
    """
    try:
        return _checked(Package(zipfile.ZipFile(io.BytesIO(data)), name, data))
    except DAMAGE:
        mended, cut = repacked(data, _MAX_SALVAGED)
    archive = zipfile.ZipFile(io.BytesIO(mended))
    if not archive.namelist():
        raise TruncatedFileError(f"{name}: the package cannot be opened")
    return _checked(Package(archive, name, mended, is_cut=True, cut_parts=cut))


def _sound(reference: re.Match[bytes]) -> bytes:
    base = 16 if reference[1] else 10
    is_number = base == 16 or reference[2].isdigit()
    return b"" if is_number and int(reference[2], base) in _SURROGATES else reference[0]


def _checked(package: Package) -> Package:
    held = package.archive.infolist()
    unpacked = sum(info.file_size for info in held)
    if len(held) > _MAX_PARTS or unpacked > _MAX_UNPACKED:
        raise LimitExceededError(
            f"{package.name}: {len(held)} parts, which unpack to {unpacked} bytes"
        )
    for info in held:
        _check_part(package.name, info)
    return package


def _check_part(name: str, info: zipfile.ZipInfo) -> None:
    tight = info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(
        info.compress_size, 1
    )
    if tight or info.file_size > _MAX_PART:
        raise LimitExceededError(f"{name}: {info.filename} unpacks to {info.file_size} bytes")
