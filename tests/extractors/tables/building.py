"""Tables and documents made from lines of text, for tests."""

from schemas.document import Block, Document, MediaType, Page, Paragraph, Role, SourceFile
from schemas.evidence import Method
from schemas.section import Section, Structured
from schemas.table import Cell, Table
from schemas.text import CellPlace, PlacedText, placed


def table(text: str, sheet: str = "表", page: int = 1) -> Table:
    """A table of lines `a | b | c`: `<` goes on to the right of its left, `^` below the one above.

    A line break inside a cell is written as `/n`.
    """
    rows = [[c.strip() for c in line.split("|")] for line in text.strip().splitlines()]
    width = max(len(row) for row in rows)
    grid = [row + [""] * (width - len(row)) for row in rows]
    cells = []
    for r, row in enumerate(grid):
        for c, content in enumerate(row):
            if content in {"<", "^"}:
                continue
            right = c + 1
            while right < width and row[right] == "<":
                right += 1
            down = r + 1
            while down < len(grid) and grid[down][c] == "^":
                down += 1
            words = placed(content.replace("/n", "\n"), CellPlace(sheet, f"R{r + 1}C{c + 1}"))
            cells.append(Cell(r, c, words, down - r, right - c))
    return Table(len(grid), width, tuple(cells), (page,), "made by hand", 1.0)


def line(text: str, page: int = 1, role: Role = Role.BODY) -> Paragraph:
    """A paragraph."""
    return Paragraph(placed(text, CellPlace("文", text[:8])), page, role)


def document(*blocks: Block) -> Document:
    """A document of one page with these blocks."""
    source = SourceFile("made.pdf", "0" * 64, 1, MediaType.PDF)
    return Document(source, "test 1", (Page(1, method=Method.TEXT_LAYER),), tuple(blocks))


def structured(*blocks: Block) -> Structured:
    """The blocks with their statements named."""
    from extractors.tables.identify import identify

    whole = document(*blocks)
    return Structured(whole, Section(0), identify(whole.blocks))


def values(*blocks: Block) -> dict[str, str]:
    """What the statements in the blocks say: path to value, plain."""
    from extractors.fields.statements import extract

    found: dict[str, str] = {}
    for made in extract(structured(*blocks)):
        assert found.get(made.path, f"{made.value:f}") == f"{made.value:f}", made.path
        found[made.path] = f"{made.value:f}"
    return found


def issues(*blocks: Block) -> set[str]:
    """Codes of what was said of the statements in the blocks."""
    from extractors.fields.statements import harvest
    from extractors.tables.identify import survey

    whole = document(*blocks)
    seen = survey(whole.blocks)
    gathered = harvest(Structured(whole, Section(0), seen.statements)).issues
    return {i.code for i in (*seen.issues, *gathered)}


def text_of(string: str) -> PlacedText:
    """A placed text."""
    return placed(string, CellPlace("文", "A1"))
