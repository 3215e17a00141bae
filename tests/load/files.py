"""Files for load: sound ones of every format, spoilt copies, a workbook of many sheets and rows."""

import random
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from samples.generate import write_demo
from tests.fuzz import seeds
from tests.fuzz.changes import drawn, spoilt, spoilt_inside

#: Each format once a round, by the ending of its name; documents for LibreOffice only now and then.
QUICK = {
    "pdf": seeds.pdf,
    "txt": seeds.text,
    "csv": seeds.csv,
    "html": seeds.html,
    "mht": seeds.mhtml,
    "docx": seeds.docx_file,
    "xlsx": seeds.xlsx,
    "xls": seeds.xls,
    "ods": seeds.ods,
    "ofd": seeds.ofd,
    "zip": seeds.archive,
    "tar.gz": seeds.packed_tarball,
    "7z": seeds.seven_zip,
    "rar": seeds.rar,
}
#: One file of this many is for LibreOffice.
RARE = 50


def mixed(folder: Path, count: int) -> None:
    """`count` files: a third sound, two thirds spoilt; invented reports among them."""
    rng = random.Random(0)
    sound = {ending: make() for ending, make in QUICK.items()}
    folder.mkdir(parents=True)
    reports = [path.read_bytes() for path in _reports(folder)]
    for number in range(count):
        path = folder / f"{number:04d}"
        if number % RARE == 0:
            path.with_suffix(".rtf").write_bytes(_aged(seeds.rtf(), number, rng))
        elif number % RARE < len(reports):
            path.with_suffix(".bin").write_bytes(reports[number % RARE])
        else:
            ending = list(sound)[number % len(sound)]
            name = f"{path.name}.{ending}"
            (folder / name).write_bytes(_aged(sound[ending], number, rng))


def _reports(folder: Path) -> Iterator[Path]:
    for path in list(write_demo(folder / "demo")):
        yield path.rename(folder.parent / path.name)
    for path in (folder / "demo" / "gold").iterdir():
        path.unlink()
    for name in ("gold", "reports", ""):
        (folder / "demo" / name).rmdir()


def _aged(data: bytes, number: int, rng: random.Random) -> bytes:
    """Each file another one: a mark in it that does not matter, or changes that do."""
    if number % 3 == 0:
        return data
    wanted = [drawn(rng) for _ in range(rng.randint(1, 4))]
    return spoilt(data, wanted) if number % 3 == 1 else spoilt_inside(data, wanted, rng.random())


def large_workbook(path: Path, sheets: int, rows: int) -> None:
    """`sheets` statements with `rows` lines in all, eight columns each."""
    book = openpyxl.Workbook(write_only=True)
    for number in range(sheets):
        sheet = book.create_sheet(f"{number + 1:02d} 支出明细表")
        sheet.append([f"支出明细表（{number + 1}）"])
        sheet.append(["部门：青岚市财政局", *[None] * 6, "单位：万元"])
        sheet.append(
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "上缴", "经营", "补助"]
        )
        for line in range(rows // sheets):
            figures = [line + 0.25, line + 0.25, 0, None, None, None]
            sheet.append([2010000 + line, f"第{line}项支出", *figures])
    book.save(path)
