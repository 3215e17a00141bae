"""Markdown tables: cells between upright strokes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.readers.text_layout.lines import Line, clean
from extractors.readers.text_tables.rows import RawRow, row_of
from schemas.document import Role
from schemas.text import PlacedText

_STROKE = re.compile(r"(?<!\\)[|｜]")
_RULE = re.compile(r"\s*[|｜]?(?:\s*:?-{2,}:?\s*[|｜])+\s*(?::?-{2,}:?)?\s*")
_FEWEST_ROWS = 2


def find_pipe_tables(
    lines: Sequence[Line], roles: Mapping[int, Role]
) -> list[tuple[int, int, list[RawRow]]]:
    """Runs of lines with strokes, as `(first, last, rows)`."""
    found: list[tuple[int, int, list[RawRow]]] = []
    first = 0
    while first < len(lines):
        last = first
        while last < len(lines) and last not in roles and _is_row(lines[last], inside=last > first):
            last += 1
        rows = [_row(line) for line in lines[first:last] if not _RULE.fullmatch(line.raw)]
        rows = [row for row in rows if row.cells]
        if len(rows) >= _FEWEST_ROWS:
            found.append((first, last, rows))
        first = max(last, first + 1)
    return found


def _is_row(line: Line, *, inside: bool) -> bool:
    strokes = len(_STROKE.findall(line.raw))
    edged = line.raw.lstrip()[:1] in "|｜"
    return (strokes >= 2 or (strokes == 1 and inside)) and (edged or strokes >= 2)


def _row(line: Line) -> RawRow:
    fields: list[PlacedText] = []
    position = 0
    for match in [*_STROKE.finditer(line.raw), None]:
        end = match.start() if match else len(line.raw)
        fields.append(clean(line.raw[position:end], line.start + position))
        position = end + 1
    if not fields[0]:
        fields = fields[1:]
    if fields and not fields[-1]:
        fields = fields[:-1]
    return row_of(fields, line.page, broken=line.blanks > 0)
