"""All statements of a document, one after the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.fields.statements.checks import settle
from extractors.fields.statements.coded import read_coded
from extractors.fields.statements.context import Context
from extractors.fields.statements.flat import is_flat, read_flat
from extractors.fields.statements.grid import grid_of
from extractors.fields.statements.lines import read_lines
from extractors.fields.statements.nil import read_nil
from extractors.tables.header import column_paths
from extractors.tables.segments import segments
from extractors.tables.surroundings import Surroundings, surroundings
from extractors.text.normalise import compact
from extractors.text.units import MoneyUnit
from schemas.candidate import Candidate
from schemas.document import Block
from schemas.report import Issue, Kind
from schemas.section import Statement, Structured
from schemas.vocabulary.statements import Rows, forms

_BUDGETS = re.compile(r"公共(?:财政)?预算|基金预算|经营预算|部门预算(?=支出经济|经济)")


@dataclass(frozen=True, slots=True)
class Harvest:
    """What the statements of a document gave, and what in them was not understood."""

    candidates: tuple[Candidate, ...]
    issues: tuple[Issue, ...]


def extract(structured: Structured) -> list[Candidate]:
    """All witnesses that stand in identified statements."""
    return list(harvest(structured).candidates)


def issues(structured: Structured) -> tuple[Issue, ...]:
    """Rows, columns and cells of identified statements that were not understood."""
    return harvest(structured).issues


def harvest(structured: Structured) -> Harvest:
    """Like `extract`, with the rows, columns and cells that gave nothing said as issues."""
    names: dict[str, str] = {}
    known = [s for s in structured.statements if s.statement is not None]
    usual, budget = _usual_unit(known), _mostly_budget(known)
    candidates: list[Candidate] = []
    said: list[Issue] = []
    for statement in known:
        context = _context(structured, statement, names, usual, default_budget=budget)
        _read(context, structured.document.blocks)
        candidates += settle(context)
        said += context.said()
    return Harvest(tuple(candidates), tuple(said))


def _context(
    structured: Structured,
    statement: Statement,
    names: dict[str, str],
    usual: MoneyUnit | None,
    *,
    default_budget: bool,
) -> Context:
    own = MoneyUnit(statement.unit) if statement.unit else None
    kind = _is_budget(statement)
    return Context(
        structured.document,
        statement,
        forms()[str(statement.statement)],
        own or usual,
        borrowed=own is None,
        budget=default_budget if kind is None else kind,
        names=names,
    )


def _read(context: Context, blocks: tuple[Block, ...]) -> None:
    kind = context.form.kind
    if context.statement.nil:
        read_nil(context, _around(context, blocks))
    if kind in {Rows.FUNCTION, Rows.ECONOMIC}:
        read_coded(context)
    elif kind is Rows.LINES:
        for piece in segments(context.statement.table):
            grid = grid_of(piece)
            (read_flat if is_flat(context, grid) else read_lines)(context, grid)


def _around(context: Context, blocks: tuple[Block, ...]) -> Surroundings:
    table = context.statement.table
    index = next((i for i, block in enumerate(blocks) if block is table), None)
    return Surroundings((), ()) if index is None else surroundings(blocks, index)


def _usual_unit(statements: list[Statement]) -> MoneyUnit | None:
    """The unit that all statements with a printed one share; None where they differ."""
    units = {s.unit for s in statements if s.unit}
    return MoneyUnit(units.pop()) if len(units) == 1 else None


def _mostly_budget(statements: list[Statement]) -> bool:
    kinds = Counter(_is_budget(s) for s in statements)
    return kinds[True] > kinds[False]


def kind_by_statements(statements: Iterable[Statement]) -> Kind | None:
    """The kind of report that most statements say they belong to; None where they say nothing."""
    kinds = Counter(k for s in statements if (k := _is_budget(s)) is not None)
    if not kinds or kinds[True] == kinds[False]:
        return None
    return Kind.BUDGET if kinds[True] > kinds[False] else Kind.FINAL_ACCOUNTS


def _is_budget(statement: Statement) -> bool | None:
    """Whether the title, else the heads, say 预算 or 决算; None where they say neither."""
    title = _BUDGETS.sub("", compact(statement.title.string)) if statement.title else ""
    if "决算" in title or "预算" in title:
        return "决算" not in title
    heads = [_BUDGETS.sub("", head) for path in column_paths(statement.table) for head in path]
    if any("决算" in head or "统计数" in head for head in heads):
        return False
    return True if any("预算" in head for head in heads) else None
