"""What was seen in a document without pages to draw on: a web page with its values marked."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping

from pipeline.convert import Understanding
from pipeline.picture import colour_of
from schemas.document import Block, Document, Paragraph
from schemas.evidence import TextLocation
from schemas.report import Value
from schemas.table import Cell, Table
from schemas.text import PlacedText

_STYLE = "body{font-family:sans-serif} pre{white-space:pre-wrap} table{border-collapse:collapse}"
_CELL = "border:1px solid #9ac;padding:1px 4px"

#: Start and end in a text, path and value of what stands there.
Span = tuple[int, int, str, Value]
#: (path, value, the characters there) by the place where a witness stands.
Marks = Mapping[str, list[tuple[str, Value, str]]]


def list_values(seen: Understanding) -> str:
    """A web page of the text and tables of all parts; each value shows its path when pointed at."""
    title = html.escape(seen.report.source.name)
    bodies = (_body(part.structured.document, seen.report.values) for part in seen.parts)
    head = f'<!doctype html><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return f"{head}<h1>{title}</h1>{''.join(bodies)}\n"


def _body(document: Document, values: Mapping[str, Value]) -> str:
    if document.text:
        return f"<pre>{''.join(_pieces(document.text, _spans(values)))}</pre>"
    marks = _marks(values)
    return "".join(_block(block, marks) for block in document.blocks)


def _marks(values: Mapping[str, Value]) -> Marks:
    found: dict[str, list[tuple[str, Value, str]]] = {}
    for path, value in values.items():
        for evidence in value.evidence:
            place = evidence.location.model_dump_json()
            found.setdefault(place, []).append((path, value, evidence.verbatim))
    return found


def _block(block: Block, marks: Marks) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_marked(block.text, marks)}</p>"
    rows = "".join(_row(block, row, marks) for row in range(block.row_count))
    return f"<table>{rows}</table>"


def _row(table: Table, row: int, marks: Marks) -> str:
    cells = (_cell(cell, marks) for cell in table.row(row) if cell.row == row)
    return f"<tr>{''.join(cells)}</tr>"


def _cell(cell: Cell, marks: Marks) -> str:
    spans = f'rowspan="{cell.row_span}" colspan="{cell.column_span}"'
    return f'<td style="{_CELL}" {spans}>{_marked(cell.text, marks)}</td>'


def _marked(text: PlacedText, marks: Marks) -> str:
    """The text with the first occurrence of each value that was seen at its place marked."""
    places = (place.model_dump_json() for place in text.locate())
    spans = [
        (start, start + len(verbatim), path, value)
        for place in places
        for path, value, verbatim in marks.get(place, [])
        if (start := text.string.find(verbatim)) >= 0
    ]
    return "".join(_pieces(text.string, spans))


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[str]:
    """The text in pieces, marked where values stand; of two that overlap the first is shown."""
    position = 0
    for start, end, path, value in sorted(spans, key=lambda span: span[:2]):
        if start < position:
            continue
        yield html.escape(text[position:start])
        yield _mark(path, value, html.escape(text[start:end]))
        position = end
    yield html.escape(text[position:])


def _spans(values: Mapping[str, Value]) -> Iterator[Span]:
    for path, value in values.items():
        for evidence in value.evidence:
            place = evidence.location
            if isinstance(place, TextLocation):
                yield place.start, place.end, path, value


def _mark(path: str, value: Value, printed: str) -> str:
    red, green, blue = (round(255 * part) for part in colour_of(value.confidence))
    label = html.escape(f"{path} {value.confidence:.2f}")
    style = f"background:rgb({red} {green} {blue} / 35%)"
    return f'<mark style="{style}" title="{label}">{printed}</mark>'
