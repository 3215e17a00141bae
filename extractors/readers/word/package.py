"""The package of a .docx: its main part, and what parts point to (ECMA-376, parts 1 and 2)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from extractors.readers.package import Package, open_package
from schemas.errors import TruncatedFileError, UnreadableFileError
from schemas.report import Issue

T = TypeVar("T")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: Digits of a number in an attribute: counts and levels have few.
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class WordPackage:
    """An opened package and the name of its main part."""

    package: Package
    main: str

    def targets(self, part: str) -> dict[str, str]:
        """Internal parts that a part points to, by relationship id."""
        folder, file = posixpath.split(part)
        relations = f"{folder}/_rels/{file}.rels"
        if not self.package.has(relations):
            return {}
        found = {}
        for relation in self.package.tree(relations).iter(_RELATIONSHIP):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                joined = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                found[relation.get("Id", "")] = posixpath.normpath(joined)
        return found


def open_word(data: bytes, name: str) -> WordPackage:
    """Open a .docx.

    Raises:
        TruncatedFileError: it is no package, or has no main part.
        LimitExceededError: see `open_package`.
    """
    package = open_package(data, name)
    main = next((m for m in package.names() if m.startswith("word/document")), None)
    if main is None:
        raise TruncatedFileError(f"{name}: the package holds no document")
    return WordPackage(package, main)


def tried(read: Callable[[], T], default: T, issues: list[Issue]) -> T:
    """A part of less weight; where it is damaged the default, and an issue that says so."""
    try:
        return read()
    except UnreadableFileError as error:
        issues.append(Issue(code="part_unread", message=error.message))
        return default


def whole_number(digits: str | None, default: int) -> int:
    """A count in an attribute; the default where it is missing or no small number."""
    sound = digits is not None and digits.isascii() and digits.isdecimal()
    return int(digits) if digits and sound and len(digits) <= _MOST_DIGITS else default
