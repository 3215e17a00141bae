"""Cutting a document's tables into forms: one form a project, over page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.text.normalise import compact
from schemas.document import Paragraph, Role
from schemas.section import Section, Statement, Structured
from schemas.table import Cell, Table
from schemas.text import PlacedText
from schemas.vocabulary.performance import one_of, performance_words, role_in

_FURNITURE = {Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.PAGE_NUMBER}
_LONGEST_TITLE = 70
#: Rows of a table that are looked at to tell whether it is a form; the longest head in them.
_LOOK_ROWS, _LONGEST_HEAD = 500, 12
#: Paragraphs after a table that may still belong to its form.
_TAIL = 12
#: Characters of a paragraph that may be a scrap of a table's cell.
_SCRAP = 4
#: Lines between a form's title and its table that keep the title: year, unit, number of annex.
_BY_TITLE = re.compile(
    r"\(?(?:19|20)\d\d年?度?\)?|附[件表].{0,12}|(?:金额)?单位[:].*|表\d*[-\d]*|续表|公开\d+表|\(.{0,14}\)"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell as one row sees it; `carried` where it began in a row above, `table` counts tables.

    `moved` where it is taken to belong under another head than it stands under.
    """

    column: int
    cell: Cell
    carried: bool = False
    table: int = 0
    moved: bool = False

    @property
    def string(self) -> str:
        """The cell's text, folded and without white space."""
        return compact(self.cell.string)


Row = tuple[Slot, ...]


@dataclass(slots=True)
class Form:
    """Rows that belong together, the titles printed over them, and the text before and after.

    `lead` holds the paragraphs since the table before: where cells were flattened into lines, the
    form's upper part stands there. `tail` is the same of what follows.
    """

    titles: list[PlacedText] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    section: str | None = None
    score: float = 1.0
    lead: list[PlacedText] = field(default_factory=list)
    tail: list[PlacedText] = field(default_factory=list)

    def title(self) -> str:
        """All titles, folded, without white space, joined by blanks."""
        return " ".join(compact(t.string) for t in self.titles)


def forms(structured: Structured) -> Iterator[Form]:
    """Every run of rows that may be a form, in reading order; statements are left out."""
    statements = {
        id(s.table)
        for s in structured.statements
        if s.statement is not None and not _is_performance(s)
    }
    trails = _trails(structured.outline)
    for form in _runs(structured, statements, trails):
        yield from _split(form)


def is_form(table: Table) -> bool:
    """Whether a table is a form of performance: heads of levels, or a project's name as label."""
    near = (c for c in table.cells if c.row < _LOOK_ROWS and len(c.string) <= _LONGEST_HEAD)
    heads = {compact(cell.string) for cell in near}
    columns = performance_words().columns
    levels = ("level1", "level2")
    if all(any(one_of(columns[k]).fullmatch(h) for h in heads) for k in levels):
        return True
    return any(names_project(row) for row in _rows(table, _LOOK_ROWS))


def _is_performance(statement: Statement) -> bool:
    """Whether title or heads show that it is no statement after all."""
    title = statement.title
    named = title is not None and re.search(performance_words().title, compact(title.string))
    return bool(named) or is_form(statement.table)


def _trails(outline: Section) -> dict[int, str]:
    return {id(b): s.trail() for s in outline.walk() for b in s.blocks if isinstance(b, Table)}


def _runs(structured: Structured, statements: set[int], trails: dict[int, str]) -> Iterator[Form]:
    """Tables with nothing but furniture between them make one run."""
    runs: list[Form] = []
    opened = False
    titles: list[PlacedText] = []
    lead: list[PlacedText] = []
    for block in structured.document.blocks:
        if isinstance(block, Paragraph):
            if block.role in _FURNITURE or not block.string.strip():
                continue
            opened = opened and _is_debris(block)
            titles = _next_titles(titles, block)
            lead.append(block.text)
            if runs and len(runs[-1].tail) < _TAIL:
                runs[-1].tail.append(block.text)
            continue
        if id(block) in statements or (block.row_count > _LOOK_ROWS and not is_form(block)):
            opened = False
        else:
            if not opened or block.caption:
                section = trails.get(id(block)) or None
                runs.append(Form([*titles, *block.caption], section=section, lead=lead))
            runs[-1].rows += _rows(block)
            runs[-1].score = min(runs[-1].score, block.score)
            opened = True
        titles, lead = [], []
    yield from runs


def _is_debris(paragraph: Paragraph) -> bool:
    """A scrap of a cell that a page break cut off (`目标` of 年度总体目标)."""
    squeezed = compact(paragraph.string)
    return len(squeezed) <= _SCRAP and not _BY_TITLE.fullmatch(squeezed)


def _next_titles(titles: list[PlacedText], paragraph: Paragraph) -> list[PlacedText]:
    """Titles kept over lines of year and unit; any other text sets them aside."""
    squeezed = compact(paragraph.string)
    if len(squeezed) <= _LONGEST_TITLE and re.search(performance_words().title, squeezed):
        return [paragraph.text]
    if _BY_TITLE.fullmatch(squeezed):
        return [*titles, paragraph.text]
    return []


def _rows(table: Table, most: int | None = None) -> Iterator[Row]:
    for row in range(min(table.row_count, most or table.row_count)):
        slots = [
            Slot(cell.column, cell, cell.row != row, id(table))
            for cell in table.row(row)
            if cell.string.strip()
        ]
        if slots:
            yield tuple(slots)


def _split(run: Form) -> Iterator[Form]:
    """A new form begins at a title row, or at a second project name."""
    form = Form(list(run.titles), [], run.section, run.score, run.lead)
    named = False
    for row in run.rows:
        title = _title_row(row)
        name = names_project(row)
        if (title and form.rows) or (name and named):
            yield form
            form = Form([], [], run.section, run.score)
            named = False
        named = named or name
        if title:
            form.titles.append(row[0].cell.text)
        else:
            form.rows.append(row)
    form.tail = run.tail
    yield form


def _title_row(row: Row) -> bool:
    """A row that holds a title, a year, a unit or the number of an annex, and nothing else."""
    if len({id(s.cell) for s in row}) != 1 or row[0].carried:
        return False
    squeezed = row[0].string
    if len(squeezed) > _LONGEST_TITLE or one_of(performance_words().end_rows).fullmatch(squeezed):
        return False
    return bool(_BY_TITLE.fullmatch(squeezed) or is_title(squeezed))


def is_title(squeezed: str) -> bool:
    """Whether a line is a form's title: it names performance and ends as names of forms do."""
    return bool(re.search(rf"(?:{performance_words().title})", squeezed)) and bool(
        re.search(r"(?:表|体系|框架|书)(?:\(.*\))?$", squeezed)
    )


def names_project(row: Row) -> bool:
    """Whether the row begins with the label of a project's name (and is no head of a list)."""
    labels = performance_words().labels
    first = next((s for s in row if not s.carried), None)
    if first is None:
        return False
    label = re.split(r":", first.string)[0]
    if role_in({"project": labels["project"]}, label) is None:
        return False
    others = [s for s in row if s is not first and not s.carried]
    if not others:
        return True
    beside = re.sub(r"\([^)]*\)|(?<=[\u4e00-\u9fff])\d", "", others[0].string)
    return role_in(performance_words().list_columns, beside) is None
