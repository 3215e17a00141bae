"""Lists with a project, or a department, a row (项目支出绩效自评汇总表)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.fields.performance.columns import clean_head
from extractors.fields.performance.emit import Sink, tidy
from extractors.fields.performance.sheets import Form, Row, Slot, names_project
from extractors.fields.witness import Spot, money
from extractors.text.numbers import is_error, parse_number
from extractors.text.units import MoneyUnit, money_unit
from schemas.paths import clean_key
from schemas.vocabulary.performance import one_of, performance_words

_HEAD_ROWS = 4
_NO_NAME = re.compile(r"[.…·\-—\d]*|合计|小计|总计|.*合计")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: grid columns `[first, last)`, and its printed head."""

    first: int
    last: int
    name: str


def emit_list(sink: Sink, form: Form) -> bool:
    """Read the form as a list; False where its head is none, or it is a single project's form."""
    head = list_head(form.rows)
    if head is None or any(names_project(row) for row in form.rows):
        return False
    columns, start = head
    unit = list_unit(form)
    if "project" in columns:
        for row in form.rows[start:]:
            _emit_project(sink, row, columns, unit)
        return True
    _emit_department(sink, form.rows[start:], columns)
    return True


def list_head(rows: list[Row]) -> tuple[dict[str, Column], int] | None:
    """Columns by role, from the head's rows, and where the members begin."""
    band = 0
    while band < min(_HEAD_ROWS, len(rows)) and not any(_is_figure(s) for s in rows[band]):
        band += 1
    slots = sorted({s.column: s for r in reversed(rows[:band]) for s in r}.items())
    every = [s for r in rows[:band] for s in r if not s.carried]
    columns: dict[str, Column] = {}
    for slot in every:
        role = _role(slot)
        if role is not None and role not in columns:
            edge = min((c for c, s in slots if c > slot.column and _role(s)), default=10_000)
            columns[role] = Column(slot.column, edge, slot.cell.string)
    named = "project" in columns or "department" in columns
    enough = {"budget", "executed", "completion", "score"} & set(columns)
    if not named or not enough or ("project" in columns and len(enough) < 2):
        return None
    first = next((i for i, r in enumerate(rows) if any(_is_figure(s) for s in r)), len(rows))
    return columns, first


def _role(slot: Slot) -> str | None:
    """Footnote digits and letters of formulas are taken off (`B预算执行金额3(万元)`)."""
    text = re.sub(r"^[A-Z](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\d(?=\(|$)", "", slot.string)
    label = re.sub(r"\([^)]*\)", "", clean_head(text))
    if len(label) > 14:
        return None
    table = performance_words().list_columns
    return next((role for role, ps in table.items() if one_of(ps).search(label)), None)


def _is_figure(slot: Slot) -> bool:
    return parse_number(slot.cell.string) is not None and not slot.carried


def list_unit(form: Form) -> MoneyUnit:
    """The unit of the list's money, by its titles and head."""
    texts = [t.string for t in form.titles]
    texts += [s.cell.string for r in form.rows[: _HEAD_ROWS + 2] for s in r]
    units = (money_unit(t) for t in texts if len(t) < 60)
    return next((u for u in units if u is not None), MoneyUnit.TEN_THOUSAND_YUAN)


def _emit_project(sink: Sink, row: Row, columns: dict[str, Column], unit: MoneyUnit) -> None:
    name = under(row, columns.get("project"))
    if (
        name is None
        or is_error(name.cell.string)
        or _NO_NAME.fullmatch(name.string)
        or parse_number(name.cell.string)
    ):
        return
    base = f"performance.projects[{clean_key(tidy(name.cell.string))}]"
    for role in ("budget", "executed", "completion", "score"):
        slot = under(row, columns.get(role))
        if slot is None or slot.carried:
            continue
        spot = Spot(slot.cell.text, 0, None, name.cell.string, columns[role].name, sink.section)
        if role in ("budget", "executed") and money(spot.verbatim, unit):
            sink.amount(f"{base}.{role}", spot, unit, 0.95)
        elif role == "completion":
            sink.share(f"{base}.completion", spot, 0.95)
        elif role == "score":
            sink.number(f"{base}.score", spot, "分", 0.95)


def _is_name(slot: Slot) -> bool:
    """No total, no remains of a template, no figure and no error."""
    text = slot.cell.string
    return not (_NO_NAME.fullmatch(slot.string) or is_error(text) or parse_number(text))


def _emit_department(sink: Sink, rows: list[Row], columns: dict[str, Column]) -> None:
    """One department with a score is the report's own; of several none can be told."""
    named = [
        (name, score)
        for row in rows
        if (name := under(row, columns.get("department"))) is not None
        and not _NO_NAME.fullmatch(name.string)
        and (score := under(row, columns.get("score"))) is not None
        and parse_number(score.string.removesuffix("分"))
    ]
    if len(named) == 1:
        name, score = named[0]
        spot = Spot(score.cell.text, 0, None, name.cell.string, "得分", sink.section)
        sink.number("performance.overall.score", spot, "分", 0.9)


def under(row: Row, column: Column | None) -> Slot | None:
    """The cell of the row in that column."""
    if column is None:
        return None
    return next((s for s in row if column.first <= s.column < column.last), None)
