"""A report being spoilt: where its figures stand, and changing one of them with what it says."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import cast

from samples.layout.blocks import Block, Heading, Laid, Mark, Paragraph, Planted, Table, Witness
from samples.layout.numbers import plain, to_wan

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Spot:
    """A printed figure of the narrative: block, number of the mark, its place in the text."""

    block: int
    mark: int
    start: int
    end: int
    witness: Witness


@dataclass(frozen=True)
class Place:
    """A printed figure of a table: block, number of the cell, what it says."""

    block: int
    cell: int
    witness: Witness


@dataclass
class Draft:
    """Blocks that may be changed; a block and a path are spoilt once."""

    laid: Laid
    rng: random.Random
    blocks: list[Block] = field(init=False)
    planted: list[Planted] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin with the report as it is."""
        self.blocks = list(self.laid.blocks)

    def finished(self) -> Laid:
        """The spoilt report."""
        return replace(self.laid, blocks=tuple(self.blocks), planted=tuple(self.planted))

    def told(self) -> set[str]:
        """Paths of errors planted before."""
        return {path for planted in self.planted for path in planted.paths}

    def spots(self, pattern: str) -> list[Spot]:
        """Figures of the narrative whose path matches wholly, in untouched paragraphs."""
        wanted, told = re.compile(pattern), self.told()
        return [
            spot
            for number, block in enumerate(self.blocks)
            if isinstance(block, Paragraph) and number not in self.used
            for spot in marked(block, number)
            if wanted.fullmatch(spot.witness.path) and spot.witness.path not in told
        ]

    def places(self, pattern: str, *kinds: str) -> list[Place]:
        """Amounts of tables (of these kinds, or any) whose path matches wholly."""
        wanted, told = re.compile(pattern), self.told()
        return [
            Place(number, n, cell.witnesses[0])
            for number, block in enumerate(self.blocks)
            if isinstance(block, Table) and number not in self.used
            for n, cell in enumerate(block.cells)
            if (not kinds or block.kind in kinds) and len(cell.witnesses) == 1
            if NUMBER.fullmatch(cell.text)
            and wanted.fullmatch(cell.witnesses[0].path)
            and cell.witnesses[0].path not in told
        ]

    def paragraph(self, number: int) -> Paragraph:
        """A block that is known to be a paragraph."""
        return cast("Paragraph", self.blocks[number])

    def heading(self, number: int) -> Heading:
        """A block that is known to be a heading."""
        return cast("Heading", self.blocks[number])

    def table(self, number: int) -> Table:
        """A block that is known to be a table."""
        return cast("Table", self.blocks[number])

    def beside(self, spot: Spot, path: str) -> Decimal | None:
        """What the same paragraph says at another path."""
        marks = self.paragraph(spot.block).marks
        found = [m.witness.value for m in marks if m.witness.path == path]
        return Decimal(found[-1]) if found else None

    def rewrite(self, number: int, start: int, end: int, text: str) -> None:
        """Other words at a place of a paragraph or heading, also in the quotes that hold it."""
        block = cast("Paragraph | Heading", self.blocks[number])
        marks = tuple(_requoted(m, block.text, start, end, text) for m in block.marks)
        whole = block.text[:start] + text + block.text[end:]
        self.blocks[number] = replace(block, text=whole, marks=marks)
        self.used.add(number)

    def restate(self, spot: Spot, raw: str, value: str | None, *, optional: bool = False) -> None:
        """Print something else for a figure; it says `value`, or nothing."""
        self.rewrite(spot.block, spot.start, spot.end, raw)
        block = self.paragraph(spot.block)
        marks = list(block.marks)
        if value is None:
            del marks[spot.mark]
        else:
            said = replace(spot.witness, raw=raw, value=value, optional=optional)
            marks[spot.mark] = replace(marks[spot.mark], witness=said)
        self.blocks[spot.block] = replace(block, marks=tuple(marks))

    def recell(self, place: Place, text: str, *, says: bool = True) -> str:
        """Print something else in a cell; returns its text."""
        table = self.table(place.block)
        cell = table.cells[place.cell]
        old = place.witness
        in_yuan = Decimal(plain(old.raw)) != Decimal(old.value)
        value = to_wan(text) if in_yuan and says else plain(text)
        said = (replace(old, raw=text, value=value),) if says else ()
        cells = list(table.cells)
        cells[place.cell] = replace(cell, text=text, witnesses=said)
        self.blocks[place.block] = replace(table, cells=tuple(cells))
        self.used.add(place.block)
        return text

    def other(self, raw: str, least: str = "1") -> str:
        """A number printed like this one, but another by 5 to 30 percent."""
        old = Decimal(plain(raw))
        share = Decimal(self.rng.randint(5, 30)) / 100
        step = max(old * share, Decimal(least) + Decimal(self.rng.randint(1, 99)) / 100)
        down = old > step and self.rng.random() < 0.5
        return like(raw, old - step if down else old + step)


def like(raw: str, value: Decimal) -> str:
    """A value with the decimals and separators of a printed number."""
    places = len(raw.rstrip("%").partition(".")[2])
    return f"{value:{',' if ',' in raw else ''}.{places}f}"


def marked(block: Paragraph, number: int) -> Iterator[Spot]:
    """Marks in order with their places: each is looked for after the one before it."""
    at, last = 0, ("", "")
    for n, mark in enumerate(block.marks):
        raw = mark.witness.raw
        if (raw, mark.quote) == last and not NUMBER.search(raw):
            continue
        found = re.search(rf"(?<![\d.,]){re.escape(raw)}(?![\d]|[.,]\d)", block.text[at:])
        last = raw, mark.quote
        if found:
            start, end = at + found.start(), at + found.end()
            yield Spot(number, n, start, end, mark.witness)
            at = end


def _requoted(mark: Mark, text: str, start: int, end: int, new: str) -> Mark:
    first = text.find(mark.quote)
    if first < 0 or start < first or end > first + len(mark.quote):
        return mark
    quote = mark.quote[: start - first] + new + mark.quote[end - first :]
    return replace(mark, quote=quote)
