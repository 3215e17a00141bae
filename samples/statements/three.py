"""三公 statements: pairs, twelve flat columns, vertical rows; the operations sheet; assets."""

from decimal import Decimal

from samples.layout.blocks import Table
from samples.layout.book import Book
from samples.layout.form import Statement
from samples.model.catalog import table
from samples.model.extras import USES
from samples.statements.ink import Ink

VEHICLE = ("vehicle", "vehicle_purchase", "vehicle_operation")
WORDS = {
    "total": "合计",
    "overseas": "因公出国（境）费",
    "vehicle": "公务用车购置及运行维护费",
    "vehicle_purchase": "公务用车购置费",
    "vehicle_operation": "公务用车运行维护费",
    "reception": "公务接待费",
}


def build(book: Book, statement: Statement) -> Table:
    """The statement in the form's layout: pairs, flat or vertical."""
    return {
        "pairs": pairs,
        "flat": flat,
        "vertical": vertical,
        "budget": budget,
        "meetings": with_meetings,
    }[statement.layout or "flat"](book, statement)


def order(s: Statement) -> list[str]:
    """Items in the form's order."""
    middle = [*VEHICLE]
    return (
        ["total", "overseas", "reception", *middle]
        if s.words.get("order") == "reception"
        else ["total", "overseas", *middle, "reception"]
    )


def _head(s: Statement, item: str) -> tuple[str, ...]:
    word = s.words.get(item, WORDS[item])
    group = s.words.get("vehicle", WORDS["vehicle"])
    if item == "vehicle":
        return (group, "小计")
    return (group, word) if item in VEHICLE else (word,)


def flat(book: Book, s: Statement) -> Table:
    """Budget block, then final block; one data row."""
    ink = Ink(book, s)
    blocks = (s.words.get("budget", "预算数"), s.words.get("final", "决算数"))
    items = order(s)
    at = ink.tree([(b, *_head(s, i)) for b in blocks for i in items])
    if s.column_numbers:
        for n in range(12):
            ink.head(at, n, str(n + 1))
        at += 1
    for n, (measure, item) in enumerate((m, i) for m in ("budget", "final") for i in items):
        ink.money(at, n, f"three_public.{item}.{measure}")
    return ink.table(at + 1, [1.0] * 12, at)


def pairs(book: Book, s: Statement) -> Table:
    """Budget and final side by side under each item; one data row."""
    ink = Ink(book, s)
    words = (s.words.get("budget", "预算数"), s.words.get("final", "决算数"))
    outer = (s.words["outer"],) if "outer" in s.words else ()
    items = order(s)
    at = ink.tree([(*outer, *_head(s, i), w) for i in items for w in words])
    for n, (item, measure) in enumerate((i, m) for i in items for m in ("budget", "final")):
        ink.money(at, n, f"three_public.{item}.{measure}")
    return ink.table(at + 1, [1.0] * 12, at)


def vertical(book: Book, s: Statement) -> Table:
    """One row an item: 项目, 行次, 预算数, 决算数."""
    ink = Ink(book, s)
    number = {
        "overseas": "1.",
        "vehicle": "2.",
        "vehicle_purchase": "（1）",
        "vehicle_operation": "（2）",
        "reception": "3.",
    }
    if s.words.get("order") == "reception":
        number |= {"reception": "2.", "vehicle": "3."}
    heads = [
        (s.words.get("item", "项目"),),
        *([("行次",)] if s.numbered else []),
        (s.words.get("budget", "预算数"),),
        (s.words.get("final", "决算数"),),
    ]
    at = ink.tree(heads)
    first = 1 + int(s.numbered)
    for n, item in enumerate(order(s)):
        label = (
            s.words.get("total", "合计")
            if item == "total"
            else number[item] + s.words.get(item, WORDS[item])
        )
        ink.label(at + n, 0, label)
        if s.numbered:
            ink.label(at + n, 1, str(n + 1), align="center")
        for i, measure in enumerate(("budget", "final")):
            ink.money(at + n, first + i, f"three_public.{item}.{measure}")
    return ink.table(at + 6, [3.2, *([0.6] if s.numbered else []), 1.6, 1.6], at)


def operations(book: Book, s: Statement) -> Table:
    """机构运行信息表: 三公 with its counts, operating expenditure, assets, procurement."""
    ink = Ink(book, s)
    two = s.layout != "final"
    heads = [
        ("项目",),
        ("行次",),
        *([(s.words.get("budget", "预算数"),)] if two else []),
        (s.words.get("final", "统计数"),),
    ]
    at = ink.tree(heads)
    rows = operation_rows()
    for n, (label, stem, unit) in enumerate(rows):
        ink.label(at + n, 0, label)
        ink.label(at + n, 1, str(n + 1), align="center")
        _operation(ink, at + n, stem, unit, two=two)
    return ink.table(at + len(rows), [4.0, 0.7, *([1.5] if two else []), 1.5], at)


def _operation(ink: Ink, row: int, stem: str, unit: str, *, two: bool) -> None:
    last = 3 if two else 2
    if unit == "三公":
        if two:
            ink.money(row, 2, f"three_public.{stem}.budget")
        ink.money(row, last, f"three_public.{stem}.final")
    elif unit == "万元":
        ink.money(row, last, stem)
    elif unit:
        ink.count(row, last, stem, unit)
    if two and unit != "三公":
        ink.label(row, 2, "—" if stem else "", align="center")


def operation_rows() -> list[tuple[str, str, str]]:
    """Label, path and unit; unit 三公 stands for a budget and a final amount."""
    return [(label, path, unit) for label, path, unit in table("operations")["rows"]]


def assets(book: Book, s: Statement) -> Table:
    """Jiangxi's 国有资产占用情况表: vehicles by use and equipment, one row."""
    ink = Ink(book, s)
    paths = [("assets.vehicles", "辆"), *((f"assets.vehicles.by_use[{u}]", "辆") for u in USES)]
    heads: list[tuple[str, ...]] = [("项目",)]
    heads += [("车辆数（辆）", w) for w in ("合计", *USES)]
    heads += [
        ("单价50万元（含）以上通用设备（台、套）",),
        ("单价100万元（含）以上专用设备（台、套）",),
    ]
    at = ink.tree(heads)
    ink.head(at, 0, "栏次")
    for n in range(11):
        ink.head(at, n + 1, str(n + 1))
    ink.label(at + 1, 0, "数量", align="center")
    for n, (path, unit) in enumerate(
        [*paths, ("assets.general_equipment", "台（套）"), ("assets.special_equipment", "台（套）")]
    ):
        ink.count(at + 1, n + 1, path, unit)
    return ink.table(at + 2, [1.0] * 12, at + 1)


def with_meetings(book: Book, s: Statement) -> Table:
    """Shaanxi's form: budget and final rows, 会议费 and 培训费 beside 三公; no path holds those."""
    ink = Ink(book, s)
    items = order(s)
    heads = [(s.words.get("item", "项目"),), *(("“三公”经费", *_head(s, i)) for i in items)]
    at = ink.tree([*heads, ("会议费",), ("培训费",)])
    meeting = book.get("three_public.total.final") * Decimal("0.4")
    for n, (word, measure) in enumerate((("预算数", "budget"), ("决算数", "final"))):
        ink.label(at + n, 0, s.words.get(measure, word), align="center")
        for col, item in enumerate(items):
            ink.money(at + n, col + 1, f"three_public.{item}.{measure}")
        for col in (7, 8):
            ink.money(at + n, col, "", meeting / (col - 5))
    return ink.table(at + 2, [1.0] * 9, at)


def nil_three(book: Book, s: Statement) -> Table:
    """A 三公 sheet of a budget that pays for none: header and an empty row."""
    ink = Ink(book, s)
    blocks = (s.words.get("budget", "预算数"), s.words.get("final", "决算数"))
    at = ink.tree([(b, *_head(s, i)) for b in blocks for i in order(s)])
    return ink.table(at + 1, [1.0] * 12, at)


def budget(book: Book, s: Statement) -> Table:
    """The 三公 sheet of a budget: last year's budget, which no path holds, beside this year's."""
    ink = Ink(book, s)
    year = book.agency.fiscal_year
    items = order(s)
    at = ink.tree([(f"{y}年预算数", *_head(s, i)) for y in (year - 1, year) for i in items])
    for n, item in enumerate(items):
        ink.money(at, n, "", book.agency.before.three.initial[item])
        ink.money(at, len(items) + n, f"three_public.{item}.budget")
    return ink.table(at + 1, [1.0] * 12, at)
