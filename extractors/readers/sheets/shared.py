"""The package of a workbook, and whether the texts that its cells point to are all there."""

from __future__ import annotations

import re

from extractors.readers.package import Package, open_package
from extractors.readers.sheets.opendocument import CONTENT, sound_ods
from schemas.errors import TruncatedFileError

_TEXTS = "xl/sharedStrings.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_POINTER = re.compile(rb"<(?:\w+:)?c\s[^>]*\bt=[\"']s[\"']")


def checked_package(data: bytes, name: str) -> Package:
    """The package, opened; one that was cut off must still have its texts.

    Raises:
        TruncatedFileError: it cannot be opened, or figures alone are left of it.
        LimitExceededError: see `open_package`.
    """
    package = open_package(data, name)
    if package.is_cut and not _has_texts(package):
        raise TruncatedFileError(f"{name}: cut off, the texts of its cells are lost")
    return sound_ods(package) if package.has(CONTENT) else package


def _has_texts(package: Package) -> bool:
    """The part of shared texts comes late: labels would be missing, and figures stay."""
    sheets = (part for part in package.names() if _SHEET.fullmatch(part))
    pointed = any(_POINTER.search(package.bytes_of(part)) for part in sheets)
    return not pointed or (package.has(_TEXTS) and _TEXTS not in package.cut_parts)
