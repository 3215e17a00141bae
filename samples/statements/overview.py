"""Two-sided statements: 01 收入支出决算总表 and 04 财政拨款收入支出决算总表."""

from dataclasses import dataclass

from samples.layout.blocks import Table
from samples.layout.book import Book
from samples.layout.form import Statement
from samples.model.catalog import class_codes, function_names
from samples.model.facts import FUNDS
from samples.statements.ink import Ink

NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一 二十二 二十三 二十四 二十五 二十六".split()
REVENUE = (("一般公共预算财政拨款收入", "general_public_budget"), ("政府性基金预算财政拨款收入", "government_fund"),
           ("国有资本经营预算财政拨款收入", "state_capital"), ("上级补助收入", "superior_subsidy"), ("事业收入", "operational"),
           ("经营收入", "business"), ("附属单位上缴收入", "affiliated_remittance"), ("其他收入", "other"))  # fmt: skip
FUND_WORDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")


@dataclass(frozen=True)
class Row:
    """Label and the paths of its figures on one side."""

    label: str
    paths: tuple[str, ...] = ()
    center: bool = False


def totals(book: Book, statement: Statement) -> Table:
    """Statement 01: revenue by source, expenditure by functional class."""
    w = statement.words
    left = [
        Row(f"{NUMERALS[i]}、{w.get(source, name)}", (f"revenue.{source}",))
        for i, (name, source) in enumerate(REVENUE)
    ]
    right = [
        Row(label, (f"expenditure.by_function[{c}].total",))
        for label, c in class_rows(book, statement)
    ]
    foot = [(Row("本年收入合计", ("revenue.total",), True), Row("本年支出合计", ("expenditure.total",), True)),
            (Row(w.get("used", "使用非财政拨款结余（含专用结余）"), ("balance.surplus_used",)), Row("结余分配", ("balance.surplus_distributed",))),
            (Row(w.get("opening", "年初结转和结余"), ("balance.opening",)), Row(w.get("closing", "年末结转和结余"), ("balance.closing",))),
            (Row("总计", ("totals.amount",), True), Row("总计", ("totals.amount",), True))]  # fmt: skip
    final = w.get("final", "决算数")
    heads = (
        ((w.get("left", "收入"), w.get("item", "项目")), (final,)),
        ((w.get("right", "支出"), w.get("right_item", "项目")), (final,)),
    )
    return two_sided(book, statement, left, right, foot, heads)


def fiscal(book: Book, statement: Statement) -> Table:
    """Statement 04: fiscal appropriation, expenditure by class and fund."""
    w, stem = statement.words, "fiscal_appropriation"
    left = [
        Row(f"{NUMERALS[i]}、{name}", (f"{stem}.revenue.{fund}",))
        for i, (name, fund) in enumerate(zip(FUND_WORDS, FUNDS.values(), strict=True))
    ]
    right = [
        Row(label, _four(f"{stem}.expenditure.by_function[{c}]"))
        for label, c in class_rows(book, statement)
    ]
    opening = [Row(f"{w.get('numeral_' + str(i), NUMERALS[i] + '、')}{name}", (f"{stem}.balance.opening.{fund}",))
               for i, (name, fund) in enumerate(zip(FUND_WORDS, FUNDS.values(), strict=True))]  # fmt: skip
    foot = [(Row("本年收入合计", (f"{stem}.revenue.total",), True), Row("本年支出合计", _four(f"{stem}.expenditure"), True)),
            (Row(w.get("opening", "年初财政拨款结转和结余"), (f"{stem}.balance.opening",)),
             Row(w.get("closing", "年末财政拨款结转和结余"), (f"{stem}.balance.closing", *(f"{stem}.balance.closing.{f}" for f in FUNDS.values())))),
            *((row, Row("")) for row in opening),
            (Row("总计", (f"{stem}.totals.amount",), True),
             Row("总计", (f"{stem}.totals.amount", *(f"{stem}.totals.amount.{f}" for f in FUNDS.values())), True))]  # fmt: skip
    final = w.get("final", "决算数")
    four = (w.get("sum", "合计"), *(w.get(f"fund_{i}", name) for i, name in enumerate(FUND_WORDS)))
    right_head = tuple((final, x) for x in four) if statement.layout == "grouped" else four
    return two_sided(
        book,
        statement,
        left,
        right,
        foot,
        (
            ((w.get("left", "收入"), "项目"), (final,)),
            ((w.get("right", "支出"), w.get("right_item", "项目")), right_head),
        ),
    )


def _four(stem: str) -> tuple[str, ...]:
    total = stem + ".total"
    return (total, *(f"{stem}.{fund}" for fund in FUNDS.values()))


def class_rows(book: Book, statement: Statement) -> list[tuple[str, str]]:
    """Numbered class labels: all 26, 24 of them, or only those used (`lines` 0)."""
    codes = class_codes()
    if statement.lines == 24:
        codes = [c for c in codes if c not in {"231", "232"}]
    if statement.lines == 0:
        stem = "expenditure" if statement.kind == "totals" else "fiscal_appropriation.expenditure"
        codes = [c for c in codes if book.get(f"{stem}.by_function[{c}].total")]
    return [(f"{NUMERALS[i]}、{function_names()[c]}", c) for i, c in enumerate(codes)]


def two_sided(
    book: Book,
    s: Statement,
    left: list[Row],
    right: list[Row],
    foot: list[tuple[Row, Row]],
    heads: tuple,
) -> Table:  # type: ignore[type-arg]
    """Both halves row by row; the left one ends earlier, the foot rows stand on one line."""
    ink = Ink(book, s)
    height = max(len(left), len(right))
    rows = (
        list(
            zip(
                left + [Row("")] * (height - len(left)),
                right + [Row("")] * (height - len(right)),
                strict=True,
            )
        )
        + foot
    )
    (left_head, left_figures), (right_head, right_figures) = heads
    at = _heads(ink, left_head, left_figures, right_head, right_figures)
    numbers, wide = int(s.numbered), len(left_figures)
    second = 1 + numbers + wide
    for n, (one, two) in enumerate(rows):
        _side(ink, one, at + n, 0, n + 1, wide)
        _side(ink, two, at + n, second, len(rows) + n + 1, len(right_figures))
    label = 2.6 if len(right_figures) > 1 else 3.0
    widths = [
        label,
        *([0.5] * numbers),
        *([1.3] * wide),
        label,
        *([0.5] * numbers),
        *([1.3] * len(right_figures)),
    ]
    return ink.table(at + len(rows), widths, at)


def _heads(
    ink: Ink,
    left: tuple[str, str],
    left_figures: tuple[str, ...],
    right: tuple[str, str],
    right_figures: tuple[str, ...],
) -> int:
    order = ((ink.statement.words.get("row", "行次"),),) if ink.statement.numbered else ()
    heads = []
    for (outer, item), figures in ((left, left_figures), (right, right_figures)):
        words = [(item,), *order, *((f,) if isinstance(f, str) else f for f in figures)]
        heads += [(outer, *w) for w in words]
    rows = ink.tree(heads)
    if ink.statement.column_numbers:
        col, count = 0, 0
        for figures in (left_figures, right_figures):
            ink.head(rows, col, "栏次", 1, 1)
            col += 1 + int(ink.statement.numbered)
            for _ in figures:
                count += 1
                ink.head(rows, col, str(count))
                col += 1
        rows += 1
    return rows


def _side(ink: Ink, row: Row, at: int, col: int, number: int, figures: int) -> None:
    ink.label(at, col, row.label, align="center" if row.center else "left")
    if ink.statement.numbered:
        ink.label(at, col + 1, str(number), align="center")
    start = col + 1 + int(ink.statement.numbered)
    for n, path in enumerate(row.paths):
        ink.money(at, start + n, path)
