"""The parts of a .docx package, with limits; entities are never resolved.

Office Open XML: ECMA-376, part 1, WordprocessingML.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass

from lxml import etree

from schemas.errors import LimitExceededError, TruncatedFileError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAX_PART = 256 * 1024 * 1024
_MAX_RATIO = 300


@dataclass(frozen=True, slots=True)
class WordPackage:
    """An opened package; parts are read when asked for."""

    archive: zipfile.ZipFile
    name: str
    main: str

    def has(self, part: str) -> bool:
        """Whether the package holds the part."""
        return part in self.archive.NameToInfo

    def bytes_of(self, part: str) -> bytes:
        """A part's bytes.

        Raises:
            LimitExceededError: it unpacks to more than a report can hold.
            TruncatedFileError: it is damaged or missing.
        """
        info = self.archive.NameToInfo.get(part)
        if info is None:
            raise TruncatedFileError(f"{self.name}: {part} is missing")
        if info.file_size > _MAX_PART or info.file_size > _MAX_RATIO * max(
            info.compress_size, 1024
        ):
            raise LimitExceededError(f"{self.name}: {part} unpacks to {info.file_size} bytes")
        try:
            return self.archive.read(info)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
            raise TruncatedFileError(f"{self.name}: {part} is damaged") from error

    def tree(self, part: str) -> etree._Element:
        """A part as XML.

        Raises:
            TruncatedFileError: it is no XML.
        """
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
        )
        root = etree.fromstring(self.bytes_of(part), parser)
        if root is None:
            raise TruncatedFileError(f"{self.name}: {part} is no XML")
        return root

    def targets(self, part: str) -> dict[str, str]:
        """Internal parts that a part points to, by relationship id."""
        folder, file = posixpath.split(part)
        relations = f"{folder}/_rels/{file}.rels"
        if not self.has(relations):
            return {}
        found = {}
        for relation in self.tree(relations).iter(_RELATIONSHIP):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                joined = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                found[relation.get("Id", "")] = posixpath.normpath(joined)
        return found


def open_package(data: bytes, name: str) -> WordPackage:
    """Open a .docx.

    Raises:
        TruncatedFileError: it is no package, or has no main part.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise TruncatedFileError(f"{name}: the package cannot be opened ({error})") from error
    main = next((m for m in archive.namelist() if m.startswith("word/document")), None)
    if main is None:
        raise TruncatedFileError(f"{name}: the package holds no document")
    return WordPackage(archive, name, main)
