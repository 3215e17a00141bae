"""Tables in text: rows of tabs, a spreadsheet dump, one cell a line."""

from samples.layout.blocks import Table

#: Tables that every text style keeps: the performance forms and the list of units.
FORMS = {"projects", "completion", "targets", "overall", "summary", "units"}


def render(table: Table, style: str) -> list[str]:
    """Lines of the table in a text style."""
    if style == "cells":
        return stacked(table)
    if style == "sheet":
        return dumped(table)
    return tabbed(table)


def grid(table: Table) -> list[list[str]]:
    """Text at the first place of each cell, nothing at the others."""
    out = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        out[cell.row][cell.col] = cell.text
    return out


def tabbed(table: Table) -> list[str]:
    """A row a line, one tab a column."""
    return [
        "\t".join(row).rstrip("\t") if table.kind in FORMS else "\t".join(row)
        for row in grid(table)
    ]


def dumped(table: Table) -> list[str]:
    """Two leading tabs, two tabs a column, an empty line after each row."""
    out: list[str] = []
    for row in grid(table):
        out += ["\t\t" + "\t\t".join(row).rstrip("\t"), ""]
    return out


def stacked(table: Table) -> list[str]:
    """Each cell with text on a line of its own, row by row."""
    out: list[str] = []
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        if cell.text.strip():
            out += [cell.text, ""]
    return out
