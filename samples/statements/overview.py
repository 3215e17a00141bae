"""Two-sided statements: 01 收入支出决算总表 and 04 财政拨款收入支出决算总表."""

from collections.abc import Sequence
from dataclasses import dataclass

from samples.layout.blocks import Table
from samples.layout.book import Book
from samples.layout.form import Statement
from samples.layout.numerals import numeral
from samples.model.catalog import class_codes, function_names
from samples.model.facts import FUNDS
from samples.statements.ink import Ink

REVENUE = {
    "general_public_budget": "一般公共预算财政拨款收入",
    "government_fund": "政府性基金预算财政拨款收入",
    "state_capital": "国有资本经营预算财政拨款收入",
    "superior_subsidy": "上级补助收入",
    "operational": "事业收入",
    "business": "经营收入",
    "affiliated_remittance": "附属单位上缴收入",
    "other": "其他收入",
}
FUND_WORDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")


@dataclass(frozen=True)
class Row:
    """Label and the paths of its figures on one side."""

    label: str
    paths: tuple[str, ...] = ()
    align: str = "left"


@dataclass(frozen=True)
class Side:
    """One half: its header words, the words over its figures, its rows."""

    heads: tuple[str, str]
    figures: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]


def totals(book: Book, s: Statement) -> Table:
    """Statement 01: revenue by source, expenditure by functional class."""
    w = s.words
    left = tuple(
        Row(f"{numeral(n)}、{w.get(source, name)}", (f"revenue.{source}",))
        for n, (source, name) in enumerate(REVENUE.items(), 1)
    )
    right = tuple(
        Row(label, (f"expenditure.by_function[{code}].total",))
        for label, code in class_rows(book, s)
    )
    figure = ((w.get("final", "决算数"),),)
    sides = (
        Side((w.get("left", "收入"), w.get("item", "项目")), figure, left),
        Side((w.get("right", "支出"), w.get("right_item", "项目")), figure, right),
    )
    return two_sided(book, s, sides, _totals_foot(s))


def _totals_foot(s: Statement) -> list[tuple[Row, Row]]:
    w = s.words
    used = w.get("used", "使用非财政拨款结余（含专用结余）")
    return [
        (
            Row("本年收入合计", ("revenue.total",), "center"),
            Row("本年支出合计", ("expenditure.total",), "center"),
        ),
        (
            Row(used, ("balance.surplus_used",)),
            Row("结余分配", ("balance.surplus_distributed",)),
        ),
        (
            Row(w.get("opening", "年初结转和结余"), ("balance.opening",)),
            Row(w.get("closing", "年末结转和结余"), ("balance.closing",)),
        ),
        (
            Row(w.get("total_left", "总计"), ("totals.amount",), "center"),
            Row(w.get("total_right", "总计"), ("totals.amount",), "center"),
        ),
    ]


def fiscal(book: Book, s: Statement) -> Table:
    """Statement 04: fiscal appropriation, expenditure by class and fund."""
    w, stem = s.words, "fiscal_appropriation"
    left = _fund_rows(f"{stem}.revenue")
    right = tuple(
        Row(label, _four(f"{stem}.expenditure.by_function[{code}].total"))
        for label, code in class_rows(book, s)
    )
    final = w.get("final", "决算数")
    words = (w.get("sum", "合计"), *FUND_WORDS)
    figures = tuple((final, x) if s.layout == "grouped" else (x,) for x in words)
    sides = (
        Side((w.get("left", "收入"), "项目"), ((final,),), left),
        Side((w.get("right", "支出"), w.get("right_item", "项目")), figures, right),
    )
    return two_sided(book, s, sides, _fiscal_foot(s, stem))


def _fund_rows(stem: str) -> tuple[Row, ...]:
    """The three funds, numbered: they stand twice on the left of statement 04."""
    pairs = zip(FUND_WORDS, FUNDS.values(), strict=True)
    return tuple(Row(f"{numeral(n)}、{w}", (f"{stem}.{f}",)) for n, (w, f) in enumerate(pairs, 1))


def _four(total: str) -> tuple[str, ...]:
    """A total and its three funds, beside it or below it."""
    stem = total.removesuffix(".total")
    return (total, *(f"{stem}.{fund}" for fund in FUNDS.values()))


def _fiscal_foot(s: Statement, stem: str) -> list[tuple[Row, Row]]:
    w = s.words
    opening, closing = f"{stem}.balance.opening", f"{stem}.balance.closing"
    total = f"{stem}.totals.amount"
    return [
        (
            Row("本年收入合计", (f"{stem}.revenue.total",), "center"),
            Row("本年支出合计", _four(f"{stem}.expenditure.total"), "center"),
        ),
        (
            Row(w.get("opening", "年初财政拨款结转和结余"), (opening,)),
            Row(w.get("closing", "年末财政拨款结转和结余"), _four(closing)),
        ),
        *((row, Row("")) for row in _fund_rows(opening)),
        (
            Row(w.get("total_left", "总计"), (total,), "center"),
            Row(w.get("total_right", "总计"), _four(total), "center"),
        ),
    ]


def class_rows(book: Book, s: Statement) -> list[tuple[str, str]]:
    """Numbered class labels: all 26, 24 of them, or only those used (`lines` 0)."""
    codes = class_codes()
    if s.lines == 24:
        codes = [c for c in codes if c not in {"231", "232"}]
    if s.lines == 0:
        stem = "expenditure" if s.kind == "totals" else "fiscal_appropriation.expenditure"
        codes = [c for c in codes if book.get(f"{stem}.by_function[{c}].total")]
    return [(f"{numeral(n)}、{function_names()[c]}", c) for n, c in enumerate(codes, 1)]


def two_sided(
    book: Book, s: Statement, sides: tuple[Side, Side], foot: list[tuple[Row, Row]]
) -> Table:
    """Both halves row by row; the shorter one ends earlier, the foot rows stand on one line."""
    ink = Ink(book, s)
    height = max(len(side.rows) for side in sides)
    halves = [[*side.rows, *[Row("")] * (height - len(side.rows))] for side in sides]
    rows = [*zip(*halves, strict=True), *foot]
    at = _heads(ink, sides)
    second = 1 + int(s.numbered) + len(sides[0].figures)
    for n, (left, right) in enumerate(rows):
        _half(ink, left, (at + n, 0), n + 1)
        _half(ink, right, (at + n, second), len(rows) + n + 1)
    number = [0.5] * int(s.numbered)
    widths = [w for side in sides for w in (2.8, *number, *([1.4] * len(side.figures)))]
    return ink.table(at + len(rows), widths, at)


def _heads(ink: Ink, sides: tuple[Side, Side]) -> int:
    s = ink.statement
    order = [(s.words.get("row", "行次"),)] if s.numbered else []
    heads: list[tuple[str, ...]] = []
    for side in sides:
        outer, item = side.heads
        heads += [(outer, *w) for w in ((item,), *order, *side.figures)]
    rows = ink.tree(heads)
    if s.column_numbers:
        _column_numbers(ink, rows, [len(side.figures) for side in sides])
        rows += 1
    return rows


def _column_numbers(ink: Ink, row: int, figures: Sequence[int]) -> None:
    """The 栏次 row: figures are numbered through both halves."""
    col, count = 0, 0
    for many in figures:
        ink.head(row, col, "栏次")
        col += 1 + int(ink.statement.numbered)
        for _ in range(many):
            count += 1
            ink.head(row, col, str(count))
            col += 1


def _half(ink: Ink, row: Row, at: tuple[int, int], number: int) -> None:
    line, col = at
    ink.label(line, col, row.label, align=row.align)
    if ink.statement.numbered:
        ink.label(line, col + 1, str(number), align="center")
    start = col + 1 + int(ink.statement.numbered)
    for n, path in enumerate(row.paths):
        ink.money(line, start + n, path)
