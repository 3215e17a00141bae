"""Statements that list functional items: 02, 03, 05, 08, 09 and their variants."""

from typing import Any

from samples.layout.blocks import Table
from samples.layout.book import Book
from samples.layout.form import Statement
from samples.model.catalog import function_names, table
from samples.model.money import ZERO
from samples.statements.ink import Ink


def build(book: Book, statement: Statement) -> Table:
    """Code and name columns, then a column for each measure."""
    spec = table("columns")[statement.layout or statement.kind]
    columns = [
        c for c in spec["columns"] if not statement.columns or c["measure"] in statement.columns
    ]
    ink = Ink(book, statement)
    split = statement.codes == "split"
    codes = {"split": 3, "joined": 1, "none": 0}[statement.codes]
    rows = shown_codes(book, spec["stem"], [c["measure"] for c in columns])
    at = _header(ink, columns, codes, split)
    at = _body(ink, spec, columns, rows, at, codes)
    widths = [0.5] * 3 if split else [1.05] * codes
    name = 2.9 if len(columns) < 7 else 2.3
    return ink.table(at[1], [*widths, name, *([1.15] * len(columns))], at[0], coded=codes > 0)


def shown_codes(book: Book, stem: str, measures: list[str]) -> list[str]:
    """Codes, depth first, with something in one of the columns."""
    out = []
    lines = {line.code[:n] for line in book.agency.now.lines for n in (3, 5, 7)}
    for code in sorted(lines):
        if any(book.get(f"{stem}.by_function[{code}].{m}") != ZERO for m in measures):
            out.append(code)
    return out


def _header(ink: Ink, columns: list[dict[str, Any]], codes: int, split: bool) -> int:
    """Header rows without the total row."""
    s = ink.statement
    words = [
        tuple(s.words[c["measure"]].split("/")) if c["measure"] in s.words else tuple(c["head"])
        for c in columns
    ]
    outer, code_word, name_word = (
        s.words.get(k, v)
        for k, v in (("outer", "项目"), ("code", "功能分类科目编码"), ("name", "科目名称"))
    )
    top = (outer,) if outer else ()
    code_head = (*top, code_word)
    code_heads = (
        [(*code_head, w) for w in "类款项"] if split and s.total != "head" else [code_head] * codes
    )
    rows = ink.tree([*code_heads, (*top, name_word), *words])
    if s.column_numbers:
        ink.head(rows, 0, s.words.get("order", "栏次"), 1, codes + 1)
        for n in range(len(columns)):
            ink.head(rows, codes + 1 + n, str(n + 1))
        rows += 1
    return rows


def _body(
    ink: Ink,
    spec: dict[str, Any],
    columns: list[dict[str, Any]],
    rows: list[str],
    at: int,
    codes: int,
) -> tuple[int, int]:
    """Total row and items; returns the number of header rows and of all rows."""
    s = ink.statement
    heads = at
    if s.total == "head":
        for n, word in enumerate("类款项"[:codes] if codes == 3 else ""):
            ink.head(at, n, word)
        ink.head(at, codes, s.total_word)
        _totals(ink, spec, columns, at, codes)
        heads, at = at + 1, at + 1
    if s.total == "first":
        at = _total_row(ink, spec, columns, at, codes)
    for code in rows:
        _item(ink, spec, columns, code, at, codes)
        at += 1
    if not rows:
        at += 2
    if s.total == "last":
        at = _total_row(ink, spec, columns, at, codes)
    return heads, at


def _total_row(
    ink: Ink, spec: dict[str, Any], columns: list[dict[str, Any]], at: int, codes: int
) -> int:
    ink.label(at, 0, ink.statement.total_word, (1, codes + 1), "center")
    _totals(ink, spec, columns, at, codes)
    return at + 1


def _totals(
    ink: Ink, spec: dict[str, Any], columns: list[dict[str, Any]], at: int, codes: int
) -> None:
    for n, column in enumerate(columns):
        path = column["total"]
        value = ink.book.get(path or f"{spec['stem']}.all.{column['measure']}")
        ink.money(at, codes + 1 + n, path, value)


def _item(
    ink: Ink, spec: dict[str, Any], columns: list[dict[str, Any]], code: str, at: int, codes: int
) -> None:
    if codes == 3:
        for n, part in enumerate((code[:3], code[3:5], code[5:7])):
            ink.label(at, n, part, align="center")
    elif codes:
        ink.label(at, 0, code)
    indent = "" if codes else "  " * ((len(code) - 3) // 2)
    ink.label(at, codes, indent + function_names()[code])
    for n, column in enumerate(columns):
        path = f"{spec['stem']}.by_function[{code}].{column['measure']}"
        ink.money(at, codes + 1 + n, "" if column.get("unmapped") else path, ink.book.get(path))
