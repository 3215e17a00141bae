"""Which statement each table is: the title and the look of the table must agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.tables.header import body_rows, own_cells
from extractors.tables.signature import Look, fit, look_at, tells
from extractors.tables.surroundings import (
    Surroundings,
    Title,
    find_title,
    find_unit,
    find_year,
    nil_note,
    other_title,
    surroundings,
)
from extractors.tables.titles import tidy_title
from extractors.text.numbers import parse_number
from schemas.document import Block
from schemas.report import Issue
from schemas.section import Section, Statement
from schemas.table import Table
from schemas.vocabulary.statements import Rows, forms

#: Below this fit the look of the table contradicts its title.
_CONTRADICTION = 0.34
#: A table without a title must look like its statement to this degree at least.
_ALONE = 0.6
_UNTITLED_TRUST = 0.65


@dataclass(frozen=True, slots=True)
class Survey:
    """All tables of a document, identified or honestly not, and what was in the way."""

    statements: tuple[Statement, ...]
    issues: tuple[Issue, ...]


def identify(blocks: Sequence[Block], outline: Section | None = None) -> tuple[Statement, ...]:
    """One `Statement` for each table in `blocks`, in reading order; see `survey`."""
    return survey(blocks, outline).statements


def survey(blocks: Sequence[Block], outline: Section | None = None) -> Survey:
    """Identify every table.

    `blocks` in reading order, tables over page breaks joined. `outline` gives each statement the
    section that it stands in. A table that is no statement, or whose title and look contradict each
    other, has `statement` None.
    """
    statements: list[Statement] = []
    issues: list[Issue] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            statement, found = _identify(block, surroundings(blocks, index))
            section = _section_of(outline, block)
            statements.append(replace(statement, section=section))
            issues += found
    return Survey(tuple(statements), tuple(issues + _repeats(statements)))


def _identify(table: Table, around: Surroundings) -> tuple[Statement, list[Issue]]:
    look = look_at(table)
    title = find_title(table, around)
    unit = find_unit(table, around)
    statement = Statement(
        table,
        None,
        0.0,
        title=title.text if title else None,
        unit=unit.value if unit else None,
        year=find_year(title, around),
    )
    if title is None:
        return statement if other_title(around) else _by_look(statement, look), []
    named = (title.match.statement, *title.match.also)
    score, name = max((fit(forms()[n], look), n) for n in named)
    if score < _CONTRADICTION and not look.blank:
        return statement, [_contradiction(title, score, table)]
    nil = not _has_amounts(table) and nil_note(table, around) is not None
    known = replace(statement, statement=name, nil=nil)
    return replace(known, score=_combined(title.match.score, score)), []


def _combined(title: float, look: float) -> float:
    return round(title * (0.6 + 0.4 * look), 4)


def _by_look(statement: Statement, look: Look) -> Statement:
    fits = {name: fit(form, look) for name, form in forms().items() if tells(form, look)}
    good = [name for name, score in fits.items() if score >= _ALONE]
    if len(good) != 1:
        return statement
    return replace(statement, statement=good[0], score=round(fits[good[0]] * _UNTITLED_TRUST, 4))


def _contradiction(title: Title, score: float, table: Table) -> Issue:
    places = title.text.locate() or tuple(p for c in table.cells[:1] for p in c.text.locate())
    return Issue(
        code="table_contradicts_title",
        message=f"{title.text.string!r} is printed over a table that does not look like it "
        f"(fit {score:.2f}); nothing was read from it",
        location=places[0] if places else None,
    )


def _has_amounts(table: Table) -> bool:
    cells = (c for row in body_rows(table) for c in own_cells(table, row))
    figures = (parse_number(c.string) for c in cells)
    return any(f is not None and f.value != 0 for f in figures)


def _section_of(outline: Section | None, table: Table) -> Section | None:
    if outline is None:
        return None
    return next((s for s in outline.walk() if any(block is table for block in s.blocks)), None)


def _repeats(statements: list[Statement]) -> list[Issue]:
    """Two tables under one title: a department and its own unit, or a year and the one before."""
    titled = [s for s in statements if s.title is not None and _read_from(s)]
    counts = Counter((s.statement, tidy_title(str(s.title))) for s in titled)
    return [
        Issue(code="statement_repeated", message=f"{title}: {count} tables carry this title")
        for (_, title), count in counts.items()
        if count > 1
    ]


def _read_from(statement: Statement) -> bool:
    name = statement.statement
    return name is not None and forms()[name].kind is not Rows.NONE
