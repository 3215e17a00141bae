"""Word documents (.docx) into the document model: the body as one flowing page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version

from lxml import etree

from extractors.protocols import ReadOptions
from extractors.readers.banners import parted
from extractors.readers.package import Package
from extractors.readers.sheets.embedded import embedded_blocks
from extractors.readers.word.numbering import Numbering, read_numbering
from extractors.readers.word.package import R, W, open_word, tried
from extractors.readers.word.runs import label_of, text_of
from extractors.readers.word.tables import frame_content, grid, is_frame, nested
from schemas.document import Block, Document, Page, Paragraph, Role, SourceFile
from schemas.errors import EmptyFileError, LimitExceededError, TruncatedFileError
from schemas.report import Issue
from schemas.text import ElementPlace, PlacedText, join, placed

_MAX_DEPTH = 60
#: Parts beside the body, by how their names begin.
_ASIDE = {
    "header": Role.PAGE_HEADER,
    "footer": Role.PAGE_FOOTER,
    "footnotes": Role.NOTE,
    "endnotes": Role.NOTE,
}


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read a .docx; macros and links are left alone.

    Raises:
        TruncatedFileError: the package or its main part is damaged.
        LimitExceededError: larger than a report can be.
        EmptyFileError: no words in it.
    """
    if len(data) > options.max_bytes:
        raise LimitExceededError(f"{source.name}: {len(data)} bytes")
    word = open_word(data, source.name)
    package = word.package
    engine = f"lxml {version('lxml')}"
    issues = package.issues()
    numbering = tried(partial(read_numbering, package), Numbering({}), issues)
    targets = tried(partial(word.targets, word.main), dict[str, str](), issues)
    body = _Body(package, engine, numbering, targets, issues)
    root = package.tree(word.main)
    blocks = tuple(body.blocks(root, word.main, 0))
    if not blocks:
        if package.is_cut:
            raise TruncatedFileError(f"{source.name}: cut off before its first word")
        raise EmptyFileError(f"{source.name}: the document holds no words")
    aside = tuple(body.aside())
    return Document(source, engine, (Page(1),), (*blocks, *aside), tuple(body.issues))


@dataclass(slots=True)
class _Body:
    """The walk over a document's body, in reading order."""

    package: Package
    engine: str
    numbering: Numbering
    targets: dict[str, str]
    issues: list[Issue] = field(default_factory=list)

    def blocks(self, node: etree._Element, path: str, depth: int) -> Iterator[Block]:
        if depth > _MAX_DEPTH:
            raise LimitExceededError(f"{self.package.name}: elements nested without end")
        counts: dict[str, int] = {}
        for child in node.iterchildren("*"):
            name = _local_name(child)
            counts[name] = counts.get(name, 0) + 1
            yield from self._block(child, name, f"{path}/{name}[{counts[name]}]", depth)

    def _block(self, node: etree._Element, name: str, path: str, depth: int) -> Iterator[Block]:
        if depth > _MAX_DEPTH:
            raise LimitExceededError(f"{self.package.name}: elements nested without end")
        if name == "p":
            yield from self._paragraph(node, path)
            yield from self._inside(node, path, depth)
        elif name == "tbl" and is_frame(node):
            yield from self.blocks(frame_content(node), path, depth + 1)
        elif name == "tbl":
            table = grid(node, path, self.engine, 1)
            if table is not None:
                yield from parted(table, 1)
            for number, inner in enumerate(nested(node), 1):
                yield from self._block(inner, "tbl", f"{path}/tbl[{number}]", depth + 1)
            yield from self._books(node)
        elif name in {"body", "sdt", "sdtContent", "customXml", "ins"}:
            yield from self.blocks(node, path, depth + 1)

    def _paragraph(self, node: etree._Element, path: str) -> Iterator[Block]:
        label, text = label_of(node, self.numbering), text_of(node)
        if not text.strip():
            return
        style = node.find(f"{W}pPr/{W}pStyle")
        role = _role("" if style is None else style.get(f"{W}val", ""))
        whole: PlacedText = placed(text, ElementPlace(path)).strip()
        yield Paragraph(join([PlacedText(label), whole]) if label else whole, 1, role)

    def aside(self) -> Iterator[Paragraph]:
        """Headers, footers and notes, each text once; they belong to no place of the body."""
        said: set[str] = set()
        for part in sorted(set(self.targets.values())):
            role = next((r for name, r in _ASIDE.items() if part.startswith(f"word/{name}")), None)
            if role is None or not self.package.has(part):
                continue
            root = tried(partial(self.package.tree, part), None, self.issues)
            for number, node in enumerate([] if root is None else root.iter(f"{W}p"), 1):
                text = text_of(node).strip()
                if text and text not in said:
                    said.add(text)
                    yield Paragraph(placed(text, ElementPlace(f"{part}/p[{number}]")), 1, role)

    def _inside(self, node: etree._Element, path: str, depth: int) -> Iterator[Block]:
        """Text boxes and embedded workbooks that hang on a paragraph."""
        for number, box in enumerate(_text_boxes(node), 1):
            yield from self.blocks(box, f"{path}/txbx[{number}]", depth + 1)
        yield from self._books(node)

    def _books(self, node: etree._Element) -> Iterator[Block]:
        for embedded in node.iter("{urn:schemas-microsoft-com:office:office}OLEObject"):
            part = self.targets.get(embedded.get(f"{R}id", ""), "")
            if self.package.has(part):
                book = tried(partial(self.package.bytes_of, part), b"", self.issues)
                found, issues = embedded_blocks(book, part) if book else ([], [])
                self.issues += issues
                yield from found


def _text_boxes(node: etree._Element) -> list[etree._Element]:
    """Boxes of the newest drawing format; older copies of them are fallbacks."""
    return [
        box
        for box in node.iter(f"{W}txbxContent")
        if not any(_local_name(a) == "Fallback" for a in box.iterancestors())
    ]


def _local_name(element: etree._Element) -> str:
    """The tag without its namespace; damaged parts have tags that are none."""
    return str(element.tag).rpartition("}")[2]


def _role(style: str) -> Role:
    name = style.lower()
    if name.startswith("toc"):
        return Role.CONTENTS
    return Role.HEADING if name.startswith(("heading", "title")) else Role.BODY
