"""OpenDocument sheets: made sound before a library reads them, which never ends on open elements.

OpenDocument 1.3, part 3, 9.1: rows and cells may stand for any number of equal ones.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from extractors.readers.package import Package
from schemas.errors import LimitExceededError

CONTENT = "content.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
#: Positions up to the last cell that holds something, over all sheets; and of columns, as known.
_MAX_AREA, _MAX_COLUMNS = 8_000_000, 16_384
_MOST_DIGITS = 10


def sound_ods(package: Package) -> Package:
    """The package with its content well formed: elements that were left open are closed.

    Raises:
        LimitExceededError: repeated cells that would fill gigabytes.
        TruncatedFileError: no content.
    """
    root = package.tree(CONTENT)
    if sum(_area(table) for table in root.iter(f"{_TABLE}table")) > _MAX_AREA:
        raise LimitExceededError(f"{package.name}: cells spread over more than {_MAX_AREA}")
    if _is_well_formed(package.bytes_of(CONTENT)):
        return package
    mended = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return _replaced(package, mended)


def _area(table: etree._Element) -> int:
    rows = width = at = 0
    for row in table.iter(f"{_TABLE}table-row"):
        at += _repeated(row, "rows")
        held = _width(row)
        if held:
            rows, width = at, max(width, held)
    return rows * width


def _width(row: etree._Element) -> int:
    """Columns up to the row's last cell that holds something."""
    at = last = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        at += _repeated(cell, "columns")
        if cell.find(_TEXT) is not None:
            last = at
    return min(last, _MAX_COLUMNS)


def _repeated(element: etree._Element, kind: str) -> int:
    digits = element.get(f"{_TABLE}number-{kind}-repeated", "1")
    sound = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
    return int(digits) if sound else 1


def _is_well_formed(xml: bytes) -> bool:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        etree.fromstring(xml, parser)
    except (etree.LxmlError, ValueError):
        return False
    return True


def _replaced(package: Package, content: bytes) -> Package:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for part in package.names():
            made.writestr(part, content if part == CONTENT else package.bytes_of(part))
    archive = zipfile.ZipFile(io.BytesIO(out.getvalue()))
    cut = package.cut_parts | {CONTENT}
    return Package(archive, package.name, out.getvalue(), is_cut=True, cut_parts=cut)
