"""An OFD package → its pages with the trees that are drawn on them (GB/T 33190-2016, 7)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from extractors.readers.fixed.geometry import POINTS, numbers
from extractors.readers.package import Package
from schemas.errors import EncryptedFileError, TruncatedFileError, UnreadableFileError

_ROOT = "OFD.xml"
#: What a package under the national encryption holds in place of its root (GM/T 0099).
_ENCRYPTED = ("Encryptions.xml", "OFDEntries.xml")
#: Share of a page that a picture covers which is a scan of it.
_MOST = 0.6
#: A4, where a page states no size (mm).
_USUAL = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class FixedPage:
    """A page: width and height in points, templates and its own content.

    `pictures`: parts of pictures that cover most of it; `damage`: why its content was not read.
    """

    width: float
    height: float
    layers: tuple[etree._Element, ...]
    pictures: tuple[str, ...] = ()
    damage: str = ""


class FixedDocument:
    """One document of a package; a package may hold several."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        self._root = package.tree(part)

    @cached_property
    def _templates(self) -> dict[str, str]:
        found = self._root.iter("{*}TemplatePage")
        return {t.get("ID", ""): self._beside(t.get("BaseLoc", "")) for t in found}

    @cached_property
    def page_parts(self) -> list[str]:
        """Parts of the pages, in order."""
        found = self._root.findall("{*}Pages/{*}Page")
        return [self._beside(page.get("BaseLoc", "")) for page in found]

    def page(self, part: str) -> FixedPage:
        """A page with what is drawn on it; empty, with the reason, where it is damaged."""
        try:
            content = self._package.tree(part)
        except UnreadableFileError as error:
            return FixedPage(*self._size(None), (), damage=error.message)
        width, height = self._size(content)
        pictures = tuple(self._pictures(content, width * height))
        return FixedPage(width, height, (*self._used(content), content), pictures)

    def _pictures(self, content: etree._Element, area: float) -> Iterator[str]:
        for picture in content.iter("{*}ImageObject"):
            box = numbers(picture.get("Boundary"))
            covered = box[2] * box[3] * POINTS**2 if len(box) == 4 else 0.0
            part = self._media.get(picture.get("ResourceID", ""), "")
            if covered >= _MOST * area and self._package.has(part):
                yield part

    @cached_property
    def _media(self) -> dict[str, str]:
        """Parts of pictures by the number of their resource."""
        named = ("{*}CommonData/{*}DocumentRes", "{*}CommonData/{*}PublicRes")
        lists = [self._beside(e.text or "") for name in named for e in self._root.findall(name)]
        found = {}
        for part in (part for part in lists if self._package.has(part)):
            root = self._package.tree(part)
            base = posixpath.join(root.get("BaseLoc", ""), "")
            for medium in root.iter("{*}MultiMedia"):
                file = medium.findtext("{*}MediaFile") or ""
                found[medium.get("ID", "")] = located(part, base + file)
        return found

    def _used(self, content: etree._Element) -> Iterator[etree._Element]:
        for template in content.findall("{*}Template"):
            part = self._templates.get(template.get("TemplateID", ""), "")
            if self._package.has(part):
                yield self._package.tree(part)

    def _size(self, content: etree._Element | None) -> tuple[float, float]:
        """Of the page's own area, else of the document's."""
        boxes = [self._root.find("{*}CommonData/{*}PageArea/{*}PhysicalBox")]
        if content is not None:
            boxes.insert(0, content.find("{*}Area/{*}PhysicalBox"))
        for box in boxes:
            found = [] if box is None else numbers(box.text)
            if len(found) == 4 and found[2] > 0 and found[3] > 0:
                return found[2] * POINTS, found[3] * POINTS
        return _USUAL[0] * POINTS, _USUAL[1] * POINTS

    def _beside(self, target: str) -> str:
        return located(self._part, target)


def located(part: str, target: str) -> str:
    """The part that another one points to; paths begin at the package or beside the part."""
    path = target.strip().replace("\\", "/")
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(part), path)
    return posixpath.normpath(joined).lstrip("/")


def documents(package: Package) -> list[FixedDocument]:
    """The documents of a package.

    Raises:
        EncryptedFileError: it is encrypted.
        TruncatedFileError: it has no root, or points to no document that it holds.
    """
    if not package.has(_ROOT) and any(package.has(part) for part in _ENCRYPTED):
        raise EncryptedFileError(f"{package.name}: the OFD is encrypted")
    roots = package.tree(_ROOT).iter("{*}DocRoot")
    parts = [located(_ROOT, root.text or "") for root in roots]
    found = [FixedDocument(package, part) for part in parts if package.has(part)]
    if not found:
        raise TruncatedFileError(f"{package.name}: the OFD holds no document")
    return found
