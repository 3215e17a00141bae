"""The neutral laid-out report: blocks that renderers understand, with the truth they print."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Witness:
    """What a piece of print says: `raw` stands there, and means `value` `unit` at `path`.

    `path` is empty for a number that the vocabulary has no path for. `named` is the path with
    printed names instead of codes, for an output that prints no codes.
    """

    path: str
    value: str
    unit: str
    raw: str
    named: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Mark:
    """A witness and the sentence that holds it."""

    witness: Witness
    quote: str


@dataclass(frozen=True)
class Cover:
    """First page: lines in large type, then small ones (the date, the place)."""

    lines: tuple[str, ...]
    small: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Contents:
    """Contents page, filled from the listed headings; `leaders` draws dots to the page number."""

    title: str = "目  录"
    leaders: bool = True


@dataclass(frozen=True)
class Heading:
    """`level` 1 is a part; `listed` puts it on the contents page, `page` starts a new page."""

    level: int
    text: str
    listed: bool = False
    page: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the narrative; `style` is body, note, caption or plain."""

    text: str
    marks: tuple[Mark, ...] = ()
    style: str = "body"


@dataclass(frozen=True)
class Cell:
    """One printed cell at its grid place; `align` is left, center or right, `top` sets it high."""

    row: int
    col: int
    text: str = ""
    rowspan: int = 1
    colspan: int = 1
    align: str = "left"
    top: bool = False
    bold: bool = False
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True)
class Table:
    """A grid whose cells tile it exactly.

    `heads` rows are header rows. `widths` are relative. `repeat` prints the header again on a
    continuation page; `rules` is grid, three-line or none. `label`, `agency` and `unit` stand above
    the table, the notes of `below` under it. `figures` that are too wide shrink or break.
    """

    title: str
    cells: tuple[Cell, ...]
    rows: int
    widths: tuple[float, ...]
    heads: int = 1
    landscape: bool = False
    repeat: bool = True
    rules: str = "grid"
    label: str = ""
    agency: str = ""
    unit: str = ""
    below: tuple[Paragraph, ...] = ()
    page: bool = True
    coded: bool = False
    figures: str = "shrink"
    listed: str = ""
    kind: str = ""
    level: int = 3

    @property
    def columns(self) -> int:
        """Number of grid columns."""
        return len(self.widths)


@dataclass(frozen=True)
class PageBreak:
    """Start a new page."""


@dataclass(frozen=True)
class Announced:
    """A statement that the contents page lists and that is not there."""

    listed: str


Block = Cover | Contents | Heading | Paragraph | Table | PageBreak | Announced


@dataclass(frozen=True)
class Planted:
    """An error of the report: its kind in the vocabulary, the wrong print, the paths it is about.

    `needs_table`: only a statement that is printed too proves it. `planted` names what was done.
    """

    kind: str
    description: str
    quotes: tuple[str, ...]
    paths: tuple[str, ...] = ()
    needs_table: bool = False
    planted: str = ""


@dataclass(frozen=True)
class Laid:
    """A whole report ready to render; `report` is the truth's header."""

    report: dict[str, str | int]
    blocks: tuple[Block, ...]
    header: str = ""
    footer: str = "plain"
    body_size: float = 15.0
    fonts: dict[str, str] = field(default_factory=dict)
    break_numbers: bool = False
    double: bool = False
    stream: str = "natural"
    planted: tuple[Planted, ...] = ()

    def lists_statements(self) -> bool:
        """Whether a contents page names the statements."""
        return any(isinstance(block, Contents) for block in self.blocks)


def tiling_errors(table: Table) -> list[str]:
    """Places covered twice or not at all; empty when the cells tile the grid."""
    seen: dict[tuple[int, int], int] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for col in range(cell.col, cell.col + cell.colspan):
                seen[row, col] = seen.get((row, col), 0) + 1
    wanted = {(r, c) for r in range(table.rows) for c in range(table.columns)}
    return [
        f"{at} covered {n} times" for at, n in sorted(seen.items()) if n > 1 or at not in wanted
    ] + [f"{at} not covered" for at in sorted(wanted - seen.keys())]
