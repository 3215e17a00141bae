"""Archives as portals offer them: statements as CSV files, or a narrative with a workbook."""

import csv
import io
import random
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from samples.layout.blocks import Block, Laid, Table
from samples.render import web, word, workbook
from samples.render.sheet import Sheet, sheet, sheet_names
from samples.render.text import TextPrinter

NARRATIVES = ("html", "docx", "txt")
WHEN = (2024, 9, 2, 9, 30, 0)


def save_csv(laid: Laid, path: Path) -> tuple[Block, ...]:
    """A zip with one file a statement, in GB18030."""
    tables = [b for b in laid.blocks if isinstance(b, Table)]
    names = sheet_names(tables)
    sheets = [sheet(t, n) for t, n in zip(tables, names, strict=True)]
    pack(path, ((f"{n:02d} {s.name}.csv", comma_separated(s)) for n, s in enumerate(sheets, 1)))
    return tuple(tables)


def comma_separated(made: Sheet) -> bytes:
    """The sheet as Excel saves it: each span's text in its first cell."""
    grid = [[""] * len(made.widths) for _ in range(made.rows)]
    for cell in made.cells:
        grid[cell.row][cell.col] = cell.text
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(grid)
    return out.getvalue().encode("gb18030")


def save_bundle(laid: Laid, path: Path, rng: random.Random) -> tuple[Block, ...]:
    """A zip with GBK names: the narrative as page, document or text, the statements as workbook."""
    title = str(laid.report["title"])
    kind = rng.choice(NARRATIVES)
    with tempfile.TemporaryDirectory(prefix="samples-") as folder:
        book_at, text_at = Path(folder) / "1.xlsx", Path(folder) / f"2.{kind}"
        made = workbook.book(laid, narrative=False, numeric=rng.random() < 0.7, cover=False)
        workbook.save_xlsx(made, book_at)
        told = _narrative(laid, text_at, kind, rng)
        members = (
            (f"{title}/{title}情况说明.{kind}", text_at.read_bytes()),
            (f"{title}/附件：{title}报表.xlsx", book_at.read_bytes()),
        )
        pack(path, members)
    return (*told, *made.printed)


def _narrative(laid: Laid, path: Path, kind: str, rng: random.Random) -> tuple[Block, ...]:
    if kind == "docx":
        return word.save_docx(laid, path, tables=False)
    if kind == "html":
        printer = web.PagePrinter(laid, "gbk", rng, tables=False)
        path.write_bytes(printer.print().encode("gbk", "xmlcharrefreplace"))
        return printer.printed()
    blocks = tuple(b for b in laid.blocks if not isinstance(b, Table))
    lines = TextPrinter(Laid(laid.report, blocks), "clean", rng).print()
    path.write_text(lines, "utf-8")
    return blocks


def pack(path: Path, members: Iterable[tuple[str, bytes]]) -> None:
    """A zip whose names are GBK without the flag that says UTF-8, as Windows packs them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(_GbkName(name, WHEN), data, zipfile.ZIP_DEFLATED)


class _GbkName(zipfile.ZipInfo):
    """A member whose name is written in GBK."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the library's name
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800
