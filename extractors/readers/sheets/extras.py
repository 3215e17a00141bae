"""What calamine leaves out of an xlsx: error cells, hidden rows and columns, the true extent.

The parts of the package are scanned, not parsed as XML: no entity is ever expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from extractors.readers.package import Package, open_package
from extractors.readers.sheets.grid import Position
from schemas.errors import UnreadableFileError

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*\bt=[\"']e[\"'])[^>]*\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>"
    rb"(?:(?!</(?:\w+:)?c>).){0,2000}?<(?:\w+:)?v>([^<]{1,20})</",
    re.S,
)
#: A cell that holds something: those with a style alone close themselves.
_FAR_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>")
_HIDDEN_ROW = re.compile(
    rb"<(?:\w+:)?row\s(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])[^>]*\br=[\"'](\d{1,7})[\"']"
)
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\s(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])[^>]*>")
#: A formula whose value was not saved.
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]{0,8192}</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_MOST_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Extras:
    """Of one sheet: error cells with their text, what is hidden, and the last row and column.

    `uncomputed`: formulas without a saved value.
    """

    errors: Mapping[Position, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    last: Position = (0, 0)
    uncomputed: int = 0


def read_extras(data: bytes) -> dict[str, Extras]:
    """Extras by sheet name; empty where the bytes are no xlsx package."""
    found = {}
    try:
        package = open_package(data, "")
        for name, part in _sheet_parts(package):
            if package.has(part):
                found[name] = _extras(package.bytes_of(part))
    except UnreadableFileError:
        return found
    return found


def _sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    relations = _RELATION.findall(package.bytes_of("xl/_rels/workbook.xml.rels"))
    targets = {
        found.get("Id", ""): found.get("Target", "") for found in map(_attributes, relations)
    }
    for tag in _SHEET.findall(package.bytes_of("xl/workbook.xml")):
        found = _attributes(tag)
        target = targets.get(found.get("r:id", ""), "")
        yield (
            found.get("name", ""),
            target.removeprefix("/") if target[:1] == "/" else f"xl/{target}",
        )


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode(): unescape(value.decode("utf-8", "replace"))
        for name, value in _ATTRIBUTE.findall(tag)
    }


def _extras(xml: bytes) -> Extras:
    errors = {
        (int(row) - 1, _column(letters)): unescape(text.decode("utf-8", "replace"))
        for letters, row, text in _CELL.findall(xml)
    }
    rows = frozenset(int(row) - 1 for row in _HIDDEN_ROW.findall(xml))
    columns = frozenset(c for tag in _HIDDEN_COLUMN.findall(xml) for c in _column_range(tag))
    return Extras(errors, rows, columns, _last(xml), len(_UNCOMPUTED.findall(xml)))


def _column_range(tag: bytes) -> range:
    found = _attributes(tag)
    first, last = found.get("min", ""), found.get("max", "")
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(max(int(first[:6]), 1) - 1, min(int(last[:6]), _MOST_COLUMNS))


def _last(xml: bytes) -> Position:
    row = column = 0
    for letters, digits in _FAR_CELL.findall(xml):
        row, column = max(row, int(digits) - 1), max(column, _column(letters))
    return row, column


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
