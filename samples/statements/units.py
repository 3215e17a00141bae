"""The table of units that the report covers."""

from samples.layout.blocks import Cell, Table, Witness
from samples.layout.book import Book
from samples.layout.form import Statement
from samples.statements.ink import Ink


def units_table(book: Book, s: Statement) -> Table:
    """序号, 单位名称, 备注: the agency itself, then its units."""
    ink = Ink(book, s)
    at = ink.tree([("序号",), (s.words.get("name", "单位名称"),), (s.words.get("remark", "备注"),)])
    names = [book.agency.name + s.words.get("self", "（本级）"), *book.agency.extras.units]
    for n, name in enumerate(names):
        ink.label(at + n, 0, str(n + 1), align="center")
        said = Witness(f"organisation.subordinate_units[{name}]", name, "", name)
        ink.cells.append(Cell(at + n, 1, name, witnesses=(said,)))
    return ink.table(at + len(names), [0.6, 3.2, 1.6], at)
