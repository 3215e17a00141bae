"""Findings from cells: what a spreadsheet could not compute was printed all the same."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.text.numbers import is_error
from schemas.document import Document
from schemas.evidence import Evidence, Method
from schemas.report import Finding, Severity
from schemas.section import Statement, Structured
from schemas.table import Cell, Table


def cell_findings(structured: Structured) -> list[Finding]:
    """One finding a table: its error cells have one cause."""
    named = {id(s.table): s for s in structured.statements}
    document = structured.document
    found = ((table, _errors(table)) for table in document.tables())
    return [_finding(t, cells, named.get(id(t)), document) for t, cells in found if cells]


def _errors(table: Table) -> list[Cell]:
    return [c for c in table.cells if c.text and (c.error or is_error(c.string))]


def _finding(
    table: Table, cells: list[Cell], statement: Statement | None, document: Document
) -> Finding:
    title = statement.title.string.strip() if statement and statement.title else ""
    words = "、".join(dict.fromkeys(cell.string.strip() for cell in cells))
    return Finding(
        kind="cell_error",
        message=f"{title or '表格'}有 {len(cells)} 个单元格错误：{words}",
        severity=Severity.WARNING,
        rule="no_error_cells",
        evidence=tuple(_evidence(cells, table, statement, document)),
    )


def _evidence(
    cells: Iterable[Cell], table: Table, statement: Statement | None, document: Document
) -> Iterable[Evidence]:
    methods = {page.number: page.method for page in document.pages}
    for cell in cells:
        places = cell.text.locate()
        if places:
            yield Evidence(
                location=places[0],
                continues=places[1:],
                verbatim=cell.string,
                method=methods.get(table.page_numbers[0], Method.TEXT_LAYER),
                engine=document.engine,
                statement=statement.statement if statement else None,
            )
