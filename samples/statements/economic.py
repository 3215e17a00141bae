"""Statements by economic class: 06 in blocks or as a list, Sichuan's wide 05 and 07."""

from decimal import Decimal

from samples.layout.blocks import Table
from samples.layout.book import Book
from samples.layout.form import Statement
from samples.model.catalog import economic_names, function_names
from samples.model.money import ZERO
from samples.model.spending import merge, summed
from samples.statements.functional import shown_codes
from samples.statements.ink import Ink

STEM = "general_public_budget.basic"
PERSONNEL = ("301", "303")
OPERATING = ("302", "307", "309", "310", "311", "312", "313", "399")
BLOCKS = {
    "two": (("301", "303"), ("302", "307", "310", "312", "399")),
    "three": (("301", "303"), ("302",), ("307", "309", "310", "312", "399")),
}


def basic(book: Book, statement: Statement) -> Table:
    """Statement 06 in the form's layout: two, three or list."""
    return (
        basic_list(book, statement) if statement.layout == "list" else basic_blocks(book, statement)
    )


def block_codes(book: Book, classes: tuple[str, ...], *, full: bool) -> list[str]:
    """Economic codes of a block, all of the list or only those with an amount."""
    codes = [c for c in sorted(economic_names()) if c[:3] in classes]
    codes.sort(key=lambda c: (classes.index(c[:3]), c))
    if full:
        return [
            c
            for c in codes
            if c[:3] not in {"399", "309", "307", "312"} or len(c) == 3 or c < "39999"
        ]
    return [c for c in codes if book.get(f"{STEM}.by_economic[{c}]")]


def basic_blocks(book: Book, s: Statement) -> Table:
    """Blocks side by side, each code, name and amount; last row 人员经费合计 and 公用经费合计."""
    ink = Ink(book, s)
    blocks = [
        block_codes(book, classes, full=s.lines != 0) for classes in BLOCKS[s.layout or "three"]
    ]
    split = s.codes == "split"
    per = 4 if split else 3
    heads: list[tuple[str, ...]] = []
    for n in range(len(blocks)):
        outer = (
            (s.words.get("personnel", "人员经费"),)
            if n == 0
            else (s.words.get("operating", "公用经费"),)
        )
        code = s.words.get("code", "科目编码")
        code_heads = [(*outer, code, "类"), (*outer, code, "款")] if split else [(*outer, code)]
        heads += [*code_heads, (*outer, "科目名称"), (*outer, s.words.get("final", "决算数"))]
    if s.words.get("outer") == "none":
        heads = [h[1:] for h in heads]
    at = ink.tree(heads) if s.words.get("outer") != "none" else _flat_heads(ink, heads, per)
    for n, codes in enumerate(blocks):
        for row, code in enumerate(codes):
            _line(ink, code, at + row, n * per, split=split)
    last = at + max(len(b) for b in blocks)
    _foot(ink, last, per, len(blocks))
    widths = ([0.45, 0.45, 2.6, 1.2] if split else [0.7, 2.6, 1.2]) * len(blocks)
    return ink.table(last + 1, widths, at, coded=True)


def _flat_heads(ink: Ink, heads: list[tuple[str, ...]], per: int) -> int:
    """Headers without the outer words: each block on its own, so that equal words do not merge."""
    deep = max(len(h) for h in heads)
    for start in range(0, len(heads), per):
        ink.tree(heads[start : start + per], first_col=start, depth=deep)
    return deep


def _line(ink: Ink, code: str, row: int, col: int, *, split: bool) -> None:
    if split:
        ink.label(row, col, code[:3], align="center")
        ink.label(row, col + 1, code[3:], align="center")
        col += 1
    else:
        ink.label(row, col, code)
    name = economic_names()[code]
    if code in ink.statement.words.get("spaced", "").split():
        name = " ".join(name)
    ink.label(row, col + 1, name if len(code) == 3 else f"  {name}")
    ink.money(row, col + 2, f"{STEM}.by_economic[{code}]")


def _foot(ink: Ink, row: int, per: int, blocks: int) -> None:
    ink.label(row, 0, "人员经费合计", (1, per - 1), "center")
    ink.money(row, per - 1, f"{STEM}.personnel")
    ink.label(row, per, "公用经费合计", (1, per * (blocks - 1) - 1), "center")
    ink.money(row, per * blocks - 1, f"{STEM}.operating")


def basic_list(book: Book, s: Statement) -> Table:
    """One line a code: 合计, 人员经费, 公用经费."""
    ink = Ink(book, s)
    split = s.codes == "split"
    code_word, name_word = s.words.get("code", "经济分类科目编码"), s.words.get("name", "科目名称")
    codes_heads = [(code_word, "类"), (code_word, "款")] if split else [(code_word,)]
    outer = s.words.get("outer", "")
    figures = [
        (outer, w) if outer else (w,) for w in (s.words.get("sum", "合计"), "人员经费", "公用经费")
    ]
    at = ink.tree([*codes_heads, (name_word,), *figures])
    wide = len(codes_heads) + 1
    codes = block_codes(book, (*PERSONNEL[:1], "302", "303", *OPERATING[1:]), full=False)
    if s.total == "first":
        _list_total(ink, at, wide)
        at += 1
    heads = at - int(s.total == "first")
    for code in codes:
        _list_line(ink, code, at, wide, split=split)
        at += 1
    if s.total != "first":
        _list_total(ink, at, wide)
        at += 1
    return ink.table(at, [*([0.6] * 2 if split else [1.1]), 3.0, 1.3, 1.3, 1.3], heads, coded=True)


def _list_total(ink: Ink, at: int, wide: int) -> None:
    ink.label(at, 0, ink.statement.total_word, (1, wide), "center")
    for n, path in enumerate((f"{STEM}.total", f"{STEM}.personnel", f"{STEM}.operating")):
        ink.money(at, wide + n, path)


def _list_line(ink: Ink, code: str, at: int, wide: int, *, split: bool) -> None:
    for n, part in enumerate((code[:3], code[3:]) if split else (code,)):
        ink.label(at, n, part, align="center" if split else "left")
    ink.label(at, wide - 1, economic_names()[code])
    path = f"{STEM}.by_economic[{code}]"
    ink.money(at, wide, path)
    ink.money(at, wide + (1 if code[:3] in PERSONNEL else 2), path)


def detail(book: Book, s: Statement) -> Table:
    """Sichuan's statement 05: economic items against the three budgets, basic and project."""
    ink = Ink(book, s)
    funds = ("gpb", "gf", "sc")
    heads = [("项目", "科目编码"), ("项目", "科目名称"), ("合计",)]
    heads += [
        (w, x)
        for w in ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
        for x in ("小计", "基本支出", "项目支出")
    ]
    at = ink.tree(heads)
    tables = {
        (f, nature): by_fund(book, f, nature) for f in funds for nature in ("basic", "project")
    }
    codes = sorted({c for t in tables.values() for c in t if t[c]})
    ink.label(at, 0, "合计", (1, 2), "center")
    for n, code in enumerate(["", *codes]):
        if code:
            ink.label(at + n, 0, code)
            ink.label(at + n, 1, economic_names()[code])
        _detail_row(ink, at + n, code, tables)
    return ink.table(at + 1 + len(codes), [0.8, 2.4, *([1.2] * 10)], at, coded=True)


def by_fund(book: Book, fund: str, nature: str) -> dict[str, Decimal]:
    """Economic items of one budget, basic or project, with their classes."""
    year = book.agency.now
    codes = {line.code for line in year.lines if line.fund == fund}
    tables = year.basic if nature == "basic" else year.project
    return summed([t for code, t in tables.items() if code in codes])


def _detail_row(
    ink: Ink, row: int, code: str, tables: dict[tuple[str, str], dict[str, Decimal]]
) -> None:
    def value(key: tuple[str, str]) -> Decimal:
        return (
            tables[key].get(code, ZERO)
            if code
            else sum((v for c, v in tables[key].items() if len(c) == 3), ZERO)
        )

    ink.money(
        row,
        2,
        "" if code else "fiscal_appropriation.expenditure.total",
        sum((value(k) for k in tables), ZERO),
    )
    for n, fund in enumerate(("gpb", "gf", "sc")):
        basic_part, project_part = value((fund, "basic")), value((fund, "project"))
        paths = ["", f"{STEM}.by_economic[{code}]" if fund == "gpb" else "", ""]
        if not code:
            stem = {
                "gpb": "general_public_budget.expenditure",
                "gf": "government_fund.expenditure",
                "sc": "state_capital.expenditure",
            }[fund]
            paths = [
                stem,
                f"{stem}.basic" if fund == "gpb" else "",
                f"{stem}.project" if fund == "gpb" else "",
            ]
        for i, amount in enumerate((basic_part + project_part, basic_part, project_part)):
            ink.money(row, 3 + 3 * n + i, paths[i], amount)


def cross(book: Book, s: Statement) -> Table:
    """Sichuan's statement 07: functional items against every economic item; very wide."""
    ink = Ink(book, s)
    year = book.agency.now
    tables: dict[str, dict[str, Decimal]] = {}
    for source in (year.basic, year.project):
        for code, part in source.items():
            if any(line.code == code and line.fund == "gpb" for line in year.lines):
                merge(tables.setdefault(code, {}), part)
    codes = sorted(summed(list(tables.values())))
    heads: list[tuple[str, ...]] = [("科目编码",), ("科目名称",), ("合计",)]
    heads += [
        (economic_names()[c[:3]], "小计" if len(c) == 3 else economic_names()[c]) for c in codes
    ]
    at = ink.tree(heads)
    rows = ["", *shown_codes(book, "general_public_budget", ["amount"])]
    ink.label(at, 0, "合计", (1, 2), "center")
    for n, row_code in enumerate(rows):
        if row_code:
            ink.label(at + n, 0, row_code)
            ink.label(at + n, 1, function_names()[row_code])
        path = (
            f"general_public_budget.by_function[{row_code}].amount"
            if row_code
            else "general_public_budget.expenditure"
        )
        ink.money(at + n, 2, path)
        own = summed([t for c, t in tables.items() if c.startswith(row_code)])
        for i, code in enumerate(codes):
            ink.money(at + n, 3 + i, "", own.get(code, ZERO))
    return ink.table(at + len(rows), [1.0, 2.4, 1.4, *([1.2] * len(codes))], at, coded=True)
