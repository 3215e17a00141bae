"""Which builder makes which statement, and the tables that narrative directives ask for."""

from collections.abc import Callable, Iterator

from samples.layout.blocks import Table
from samples.layout.book import Book
from samples.layout.form import Statement
from samples.model.performance import Project
from samples.statements import (
    economic,
    evaluation,
    evaluation_lists,
    functional,
    overview,
    three,
    units,
)

BUILDERS: dict[str, Callable[[Book, Statement], Table]] = {
    "totals": overview.totals,
    "fiscal": overview.fiscal,
    "revenue": functional.build,
    "expenditure": functional.build,
    "general": functional.build,
    "general_project": functional.build,
    "government_fund": functional.build,
    "state_capital": functional.build,
    "basic": economic.basic,
    "detail": economic.detail,
    "cross": economic.cross,
    "three_public": three.build,
    "operations": three.operations,
    "nil_three": three.nil_three,
    "assets": three.assets,
}

PROJECT_TABLES: dict[str, Callable[[Book, Statement, Project], Table]] = {
    "projects": evaluation.project_table,
    "completion": evaluation_lists.completion_table,
    "targets": evaluation_lists.target_table,
}


def build(book: Book, statement: Statement) -> Table:
    """The table of a statement."""
    return BUILDERS[statement.kind](book, statement)


def directive_tables(book: Book, name: str, rest: str) -> Iterator[Table]:
    """Tables for `@projects` and the like; `rest` is `key=word` pairs, `title=…` first."""
    words = dict(pair.split("=", 1) for pair in rest.split("|") if "=" in pair)
    year = book.agency.fiscal_year
    count = int(words.pop("count", "9"))
    title = words.pop("title", "").replace("{year}", str(year))
    if name in PROJECT_TABLES:
        make = PROJECT_TABLES[name]
        for project in book.agency.projects[:count]:
            yield make(
                book, _directed(name, title.replace("{project}", project.name), words), project
            )
    elif name == "overall":
        yield evaluation.overall_table(book, _directed(name, title, words))
    elif name == "summary":
        yield evaluation_lists.summary_table(book, _directed(name, title, words))
    elif name == "units":
        yield units.units_table(book, _directed(name, title, words))
    else:
        raise KeyError(f"unknown directive @{name}")


def _directed(kind: str, title: str, words: dict[str, str]) -> Statement:
    words = dict(words)
    label, unit_line = words.pop("label", ""), words.pop("unit_line", "")
    page = words.pop("page", "no") == "yes"
    words = {k: v.replace("{", "").replace("}", "") for k, v in words.items()}
    return Statement(
        kind=kind,
        title=title,
        label=label,
        unit_line=unit_line,
        words=words,
        page=page,
        total="last",
    )
