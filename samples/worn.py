"""Exports as careless hands leave them: the statements' figures damaged, their truth unchanged.

A script cuts columns off, a program with other habits writes numbers, a person pastes a block one
cell too far. Each kind does one such thing to some rows of every statement; what the report says
stays what it said, so that whatever is read from the damage is wrong.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from samples.layout.blocks import Block, Cell, Laid, Table

#: Texts of the figures of one row from left to right, before and after.
Row = list[str]
#: Share of the rows of a statement that are hit.
SHARE = (0.1, 0.4)
FIGURE = re.compile(r"-?[\d,]+\.\d+|-?\d{1,3}(?:,\d{3})+")
UNITS = {"万元": "元", "元": "万元"}


def worn(laid: Laid, kind: str, rng: random.Random) -> Laid:
    """The report with its statements damaged; `kind` is one of `KINDS`."""
    return replace(laid, blocks=tuple(_worn_block(block, kind, rng) for block in laid.blocks))


def _worn_block(block: Block, kind: str, rng: random.Random) -> Block:
    if not isinstance(block, Table):
        return block
    rows = _rows(block)
    if kind == "unit":
        return _other_unit(block) if rows else block
    hit = _chosen(rows, kind, rng)
    texts = _slipped(rows, hit) if kind == "slipped" else {n: _row(rows[n], kind, rng) for n in hit}
    changed = {
        (cell.row, cell.col): text
        for number, row in texts.items()
        for cell, text in zip(rows[number], row, strict=True)
    }
    cells = tuple(replace(c, text=changed.get((c.row, c.col), c.text)) for c in block.cells)
    return replace(block, cells=cells)


def _rows(table: Table) -> dict[int, list[Cell]]:
    """Rows that print figures: their cells in the columns of figures."""
    single = [c for c in table.cells if c.row >= table.heads and c.rowspan == c.colspan == 1]
    columns = {c.col for c in single if FIGURE.fullmatch(c.text)}
    found: dict[int, list[Cell]] = defaultdict(list)
    for cell in sorted(single, key=lambda c: (c.row, c.col)):
        if cell.col in columns and (FIGURE.fullmatch(cell.text) or not cell.text):
            found[cell.row].append(cell)
    return {n: row for n, row in found.items() if any(cell.text for cell in row)}


def _chosen(rows: dict[int, list[Cell]], kind: str, rng: random.Random) -> list[int]:
    """Some rows; one run of them where a block was pasted."""
    count = max(1, round(len(rows) * rng.uniform(*SHARE))) if rows else 0
    if kind in ("shifted", "slipped"):
        first = rng.randint(0, len(rows) - count) if rows else 0
        return list(rows)[first : first + count]
    return rng.sample(list(rows), count)


def _row(cells: Sequence[Cell], kind: str, rng: random.Random) -> Row:
    return KINDS[kind]([cell.text for cell in cells], rng)


def _slipped(rows: dict[int, list[Cell]], hit: Sequence[int]) -> dict[int, Row]:
    """Each of a run of rows prints the figures of the row above it, the first one none."""
    texts = {n: [cell.text for cell in rows[n]] for n in hit}
    found, above = {}, [""] * max((len(row) for row in texts.values()), default=0)
    for number, row in texts.items():
        found[number] = (above + [""] * len(row))[: len(row)]
        above = row
    return found


def _other_unit(table: Table) -> Table:
    stated = next((unit for unit in UNITS if table.unit.endswith(unit)), None)
    return table if stated is None else replace(table, unit=_exchanged(table.unit, stated))


def _exchanged(text: str, stated: str) -> str:
    return text[: -len(stated)] + UNITS[stated]


def _shifted(row: Row, rng: random.Random) -> Row:
    return ["", *row[:-1]] if rng.random() < 0.5 else [*row[1:], ""]


def _split(row: Row, _rng: random.Random) -> Row:
    """A comma of thousands ends a cell; what has no room at the end is gone."""
    return [part for text in row for part in text.split(",")][: len(row)]


def _joined(row: Row, rng: random.Random) -> Row:
    """Two neighbours in one cell."""
    at = rng.randrange(len(row) - 1) if len(row) > 1 else 0
    return row if len(row) == 1 else [*row[:at], f"{row[at]} {row[at + 1]}", "", *row[at + 2 :]]


def _dropped(row: Row, rng: random.Random) -> Row:
    gone = rng.randrange(len(row))
    return ["" if at == gone else text for at, text in enumerate(row)]


def _each(change: Callable[[str], str]) -> Callable[[Row, random.Random], Row]:
    """The change made to every figure of the row."""
    return lambda row, _rng: [change(text) if FIGURE.fullmatch(text) else text for text in row]


def _hashes(text: str) -> str:
    return "#" * len(text) if len(text) > len("999.99") else text


def _exponent(text: str) -> str:
    return f"{Decimal(text.replace(',', '')):.2E}" if len(text) > len("999.99") else text


def _decimal_comma(text: str) -> str:
    return text.translate(str.maketrans(",.", ".,"))


#: What each kind does to the figures of a row that is hit.
KINDS: dict[str, Callable[[Row, random.Random], Row]] = {
    "shifted": _shifted,
    "slipped": lambda row, _rng: row,
    "split": _split,
    "joined": _joined,
    "dropped": _dropped,
    "signs": _each(lambda text: text.removeprefix("-")),
    "cut_left": _each(lambda text: text[1:]),
    "cut_right": _each(lambda text: text[:-1]),
    "hashes": _each(_hashes),
    "exponent": _each(_exponent),
    "decimal_comma": _each(_decimal_comma),
    "wrapped": _each(lambda text: f"{text[:-3]}\n{text[-3:]}"),
    "unit": lambda row, _rng: row,
}


def by_turns(kinds: Sequence[str], *numbers: int) -> Iterator[str]:
    """One of the kinds, another for each form, seed and format; none where none are given."""
    if kinds:
        yield kinds[sum(numbers) % len(kinds)]
