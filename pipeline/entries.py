"""What a report says of its source, its tables and its headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from extractors.fields import header, performance, statements
from extractors.fields.performance import is_form
from extractors.text.numbers import parse_number
from pipeline.version import own_version
from schemas.document import Document, SourceFile
from schemas.evidence import Evidence, Location, PageLocation
from schemas.report import Issue, SectionEntry, Severity, SourceEntry, StatementEntry, Value
from schemas.section import Section, Statement, Structured
from schemas.table import Table

#: A table with fewer figures than this is layout or a list: not naming it is no loss.
_FIGURES_WORTH_SAYING = 6


def source_entry(source: SourceFile, documents: Sequence[Document]) -> SourceEntry:
    """The file, what read it, and the members of an archive that make the report."""
    engines = dict.fromkeys(document.engine for document in documents)
    inside = [d.source.name for d in documents if d.source.parent == source.sha256]
    return SourceEntry(
        name=source.name,
        sha256=source.sha256,
        size=source.size,
        media_type=str(source.media_type),
        engine=", ".join(engines),
        version=own_version(),
        pages=sum(len(document.pages) for document in documents),
        url=source.url,
        parent=source.parent,
        members=tuple(inside),
    )


def statement_entries(
    structured: Structured, values: Mapping[str, Value]
) -> tuple[StatementEntry, ...]:
    """Every table in reading order, those that were not identified too."""
    evidence = [e for value in values.values() for e in value.evidence]
    return tuple(_statement(s, evidence) for s in structured.statements)


def section_entries(structured: Structured) -> tuple[SectionEntry, ...]:
    """Every heading in reading order."""
    return tuple(_section(s) for s in structured.outline.walk() if s.number or s.title)


def issues_of(structured: Structured) -> tuple[Issue, ...]:
    """The reader's issues, tables that are no statement, and what else was not understood."""
    unnamed = (s for s in structured.statements if s.statement is None and not is_form(s.table))
    said = (_unidentified(s) for s in unnamed if _has_figures(s.table))
    unread = [*statements.issues(structured), *performance.issues(structured)]
    return (*structured.document.issues, *said, *unread, *header.issues(structured))


def _statement(statement: Statement, evidence: list[Evidence]) -> StatementEntry:
    table = statement.table
    return StatementEntry(
        id=statement.statement,
        title=statement.title.string.strip() if statement.title else "",
        score=round(statement.score, 4),
        unit=statement.unit,
        pages=table.page_numbers,
        rows=table.row_count,
        columns=table.column_count,
        values=sum(_is_of(e, statement) for e in evidence),
        nil=statement.nil,
    )


def _is_of(evidence: Evidence, statement: Statement) -> bool:
    if statement.statement is None or evidence.statement != statement.statement:
        return False
    place = evidence.location
    return not isinstance(place, PageLocation) or place.page in statement.table.page_numbers


def _section(section: Section) -> SectionEntry:
    return SectionEntry(
        level=section.level,
        number=section.number,
        title=section.title.string.strip(),
        topic=section.topic,
        location=_first(section.title.locate()),
    )


def _unidentified(statement: Statement) -> Issue:
    title = statement.title.string.strip() if statement.title else ""
    named = f" titled {title!r}" if title else ""
    pages = ", ".join(map(str, statement.table.page_numbers))
    return Issue(
        code="table_not_identified",
        message=f"the table{named} on page {pages} is no statement that we know",
        severity=Severity.NOTE,
        location=next((p for c in statement.table.cells for p in c.text.locate()), None),
    )


def _has_figures(table: Table) -> bool:
    """Whether it holds so many figures that its loss would be one; large sheets end early."""
    figures = (c for c in table.cells if c.text and parse_number(c.string) is not None)
    return len(list(islice(figures, _FIGURES_WORTH_SAYING))) == _FIGURES_WORTH_SAYING


def _first(places: tuple[Location, ...]) -> Location | None:
    return places[0] if places else None
