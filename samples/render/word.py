"""A laid-out report as a Word document; the old format by way of LibreOffice."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.document import Document as Writer
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import _Cell

from samples.layout.blocks import Block, Cell, Contents, Cover, Heading, Laid, PageBreak, Table
from samples.layout.blocks import Paragraph as Text
from samples.render.sheet import contents_lines

PAGE_WIDTH = 15.0
PROGRAMS = ("soffice", "libreoffice")
TIME_LIMIT = 120
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def save_docx(laid: Laid, path: Path, *, tables: bool = True) -> tuple[Block, ...]:
    """Write it, without its tables if they are published apart; returns the printed blocks."""
    out = Document()
    printed = [b for b in laid.blocks if tables or not isinstance(b, Table)]
    for block in printed:
        _block(out, laid, block)
    out.save(str(path))
    return tuple(printed)


def _block(out: Writer, laid: Laid, block: Block) -> None:
    if isinstance(block, Cover):
        for line in (*block.lines, *block.small):
            _paragraph(out, line, "center", 22)
    elif isinstance(block, Contents):
        _paragraph(out, block.title, "center", 18)
        for n, line in enumerate(contents_lines(laid)):
            out.add_paragraph(f"{line}\t{n // 2 + 3}" if block.leaders else line)
    elif isinstance(block, Heading):
        out.add_heading(block.text, min(block.level, 4))
    elif isinstance(block, Text):
        out.add_paragraph(block.text)
    elif isinstance(block, Table):
        _table(out, block)
    elif isinstance(block, PageBreak):
        out.add_paragraph().paragraph_format.page_break_before = True


def _paragraph(out: Writer, text: str, align: str, size: float) -> None:
    paragraph = out.add_paragraph()
    paragraph.alignment = ALIGN[align]
    paragraph.add_run(text).font.size = Pt(size)


def _table(out: Writer, table: Table) -> None:
    for line, align in ((table.label, "left"), (table.title, "center")):
        if line:
            _paragraph(out, line, align, 14)
    if line := "\t".join(x for x in (table.agency, table.unit) if x):
        out.add_paragraph(line)
    _grid(out, table)
    for note in table.below:
        out.add_paragraph(note.text)
    out.add_paragraph()  # without one, tables in a row are one, and the last is lost


def _grid(out: Writer, table: Table) -> None:
    grid = out.add_table(table.rows, table.columns)
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    places = [list(row.cells) for row in grid.rows]
    share = PAGE_WIDTH / sum(table.widths)
    for row in places:
        for place, width in zip(row, table.widths, strict=True):
            place.width = Cm(width * share)
    for cell in table.cells:
        _cell(places, cell)


def _cell(places: list[list[_Cell]], cell: Cell) -> None:
    first = places[cell.row][cell.col]
    last = places[cell.row + cell.rowspan - 1][cell.col + cell.colspan - 1]
    place = first.merge(last) if first is not last else first
    for n, line in enumerate(cell.text.split("\n")):
        paragraph = place.paragraphs[0] if n == 0 else place.add_paragraph()
        paragraph.alignment = ALIGN[cell.align]
        paragraph.add_run(line).font.size = Pt(9)


def find_program() -> str | None:
    """LibreOffice's program, None where it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def save_doc(laid: Laid, path: Path) -> tuple[Block, ...]:
    """Write it in the format of Word 97.

    Raises:
        FileNotFoundError: LibreOffice is not installed.
    """
    program = find_program()
    if program is None:
        raise FileNotFoundError("LibreOffice writes this format: apt-get install libreoffice")
    with tempfile.TemporaryDirectory(prefix="samples-") as folder:
        new = Path(folder) / f"{path.stem}.docx"
        printed = save_docx(laid, new)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "doc"]
        subprocess.run(  # noqa: S603 - a program found by name, arguments of our own
            [*command, "--outdir", folder, str(new)],
            check=True,
            capture_output=True,
            timeout=TIME_LIMIT,
        )
        shutil.copyfile(Path(folder) / f"{path.stem}.doc", path)
    return printed
