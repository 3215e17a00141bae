"""Statements that list functional items: 02, 03, 05, 08, 09 and their variants."""

from dataclasses import dataclass
from typing import Any

from samples.layout.blocks import Table
from samples.layout.book import Book
from samples.layout.form import Statement
from samples.model.catalog import function_names, table
from samples.model.money import ZERO
from samples.statements.ink import Ink

CODE_COLUMNS = {"split": 3, "joined": 1, "none": 0}


@dataclass(frozen=True)
class Column:
    """One measure: its header words, outer first, and the path of its total."""

    measure: str
    heads: tuple[str, ...]
    total: str
    mapped: bool = True


@dataclass(frozen=True)
class Listing:
    """The statement being made: where its rows live, how many code columns stand before them."""

    ink: Ink
    stem: str
    columns: tuple[Column, ...]
    codes: int


def build(book: Book, statement: Statement) -> Table:
    """Code and name columns, then a column for each measure."""
    spec = table("columns")[statement.layout or statement.kind]
    columns = tuple(_column(c, statement) for c in spec["columns"])
    ink = Ink(book, statement)
    listing = Listing(ink, spec["stem"], columns, CODE_COLUMNS[statement.codes])
    heads, last = _body(listing, _header(listing))
    codes = [0.5] * 3 if listing.codes == 3 else [1.05] * listing.codes
    name = 2.9 if len(columns) < 7 else 2.3
    widths = [*codes, name, *([1.15] * len(columns))]
    return ink.table(last, widths, heads, coded=listing.codes > 0)


def _column(spec: dict[str, Any], s: Statement) -> Column:
    measure = spec["measure"]
    heads = tuple(s.words[measure].split("/")) if measure in s.words else tuple(spec["head"])
    return Column(measure, heads, spec["total"], not spec.get("unmapped", False))


def shown_codes(book: Book, stem: str, measures: list[str]) -> list[str]:
    """Codes, depth first, with something in one of the columns."""
    lines = sorted({line.code[:n] for line in book.agency.now.lines for n in (3, 5, 7)})
    paths = {code: [f"{stem}.by_function[{code}].{m}" for m in measures] for code in lines}
    return [code for code in lines if any(book.get(p) != ZERO for p in paths[code])]


def _header(listing: Listing) -> int:
    """Header rows without the total row."""
    s, codes = listing.ink.statement, listing.codes
    outer = s.words.get("outer", "项目")
    top = (outer,) if outer else ()
    code_head = (*top, s.words.get("code", "功能分类科目编码"))
    split = codes == 3 and s.total != "head"
    code_heads = [(*code_head, w) for w in "类款项"] if split else [code_head] * codes
    name_head = (*top, s.words.get("name", "科目名称"))
    rows = listing.ink.tree([*code_heads, name_head, *(c.heads for c in listing.columns)])
    if not s.column_numbers:
        return rows
    listing.ink.head(rows, 0, s.words.get("order", "栏次"), 1, codes + 1)
    for n in range(len(listing.columns)):
        listing.ink.head(rows, codes + 1 + n, str(n + 1))
    return rows + 1


def _body(listing: Listing, at: int) -> tuple[int, int]:
    """Total row and items; returns the number of header rows and of all rows."""
    ink, s = listing.ink, listing.ink.statement
    heads = at
    if s.total == "head":
        for n, word in enumerate("类款项" if listing.codes == 3 else ""):
            ink.head(at, n, word)
        ink.head(at, listing.codes, s.total_word)
        _totals(listing, at)
        heads = at = at + 1
    if s.total == "first":
        at = _total_row(listing, at)
    rows = shown_codes(ink.book, listing.stem, [c.measure for c in listing.columns])
    for n, code in enumerate(rows):
        _item(listing, code, at + n)
    at += len(rows) or 2
    if s.total == "last":
        at = _total_row(listing, at)
    return heads, at


def _total_row(listing: Listing, at: int) -> int:
    word = listing.ink.statement.total_word
    listing.ink.label(at, 0, word, (1, listing.codes + 1), "center")
    _totals(listing, at)
    return at + 1


def _totals(listing: Listing, at: int) -> None:
    for n, column in enumerate(listing.columns):
        value = listing.ink.book.get(column.total or f"{listing.stem}.all.{column.measure}")
        listing.ink.money(at, listing.codes + 1 + n, column.total, value)


def _item(listing: Listing, code: str, at: int) -> None:
    ink, codes = listing.ink, listing.codes
    if codes == 3:
        for n, part in enumerate((code[:3], code[3:5], code[5:7])):
            ink.label(at, n, part, align="center")
    elif codes:
        ink.label(at, 0, code)
    indent = "" if codes else "  " * ((len(code) - 3) // 2)
    ink.label(at, codes, indent + function_names()[code])
    for n, column in enumerate(listing.columns):
        path = f"{listing.stem}.by_function[{code}].{column.measure}"
        ink.money(at, codes + 1 + n, path if column.mapped else "", ink.book.get(path))
