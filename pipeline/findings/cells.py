"""Findings from cells: what a spreadsheet could not compute was printed all the same."""

from __future__ import annotations

from extractors.text.numbers import is_error
from schemas.document import Document
from schemas.evidence import Evidence, Location, Method
from schemas.report import Finding, Severity
from schemas.section import Statement, Structured
from schemas.table import Cell, Table


def cell_findings(structured: Structured) -> list[Finding]:
    """One finding for all error cells of the document: a broken sheet breaks many."""
    named = {id(s.table): s for s in structured.statements}
    document = structured.document
    found = [(table, cell) for table in document.tables() for cell in _errors(table)]
    if not found:
        return []
    words = "、".join(dict.fromkeys(cell.string.strip() for _, cell in found))
    evidence = (_evidence(c, t, named.get(id(t)), document) for t, c in found)
    return [
        Finding(
            kind="cell_error",
            message=f"{len(found)} 个单元格印的是计算错误：{words}",
            severity=Severity.WARNING,
            rule="no_error_cells",
            evidence=tuple(each for each in evidence if each is not None),
        )
    ]


def spoilt_places(structured: Structured) -> dict[Location, frozenset[str]]:
    """Which cells share a row or a column with a calculation error, by their location.

    A sum over such a row or column lacks an addend that nobody knows: it cannot be tried.
    """
    found: dict[Location, frozenset[str]] = {}
    for number, table in enumerate(structured.document.tables()):
        errors = _errors(table)
        rows, columns = {c.row for c in errors}, {c.column for c in errors}
        for cell in table.cells if errors else ():
            lines = {f"{number} row {r}" for r in rows if r == cell.row}
            lines |= {f"{number} column {c}" for c in columns if c == cell.column}
            found |= dict.fromkeys(cell.text.strip().locate()[:1], frozenset(lines))
    return found


def _errors(table: Table) -> list[Cell]:
    return [c for c in table.cells if c.text and (c.error or is_error(c.string))]


def _evidence(
    cell: Cell, table: Table, statement: Statement | None, document: Document
) -> Evidence | None:
    places = cell.text.locate()
    if not places:
        return None
    methods = {page.number: page.method for page in document.pages}
    return Evidence(
        location=places[0],
        continues=places[1:],
        verbatim=cell.string,
        method=methods.get(table.page_numbers[0], Method.TEXT_LAYER),
        engine=document.engine_at(places[0]),
        statement=statement.statement if statement else None,
    )
