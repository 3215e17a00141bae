"""Every format prints what its truth says, and nothing is told of what it leaves out."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlrd
from docx import Document
from lxml import html

from samples.layout.form import load
from samples.outputs import Wanted, write
from samples.render import truth
from samples.render.sheet import LONGEST

FORM, SEED = "hunan", 3


def made(out: Path, kind: str, form: str = FORM, seed: int = SEED) -> tuple[Path, dict[str, Any]]:
    (path,) = write(load(form), seed, out, Wanted((kind,)))
    return path, json.loads((out / "gold" / f"{path.name}.gold.json").read_text("utf-8"))


def archive(data: bytes) -> str:
    packed = zipfile.ZipFile(io.BytesIO(data), metadata_encoding="gbk")
    return "\n".join(words_of(name, packed.read(name)) for name in packed.namelist())


def workbook(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return printed([c.value for sheet in book for row in sheet.iter_rows() for c in row])


def old_workbook(data: bytes) -> str:
    book = xlrd.open_workbook(file_contents=data)
    return printed([c.value for sheet in book.sheets() for row in sheet.get_rows() for c in row])


def printed(values: list[Any]) -> str:
    """Amounts as the number format shows them."""
    kept = [v for v in values if v is not None]
    return "\n".join(v if isinstance(v, str) else f"{v:,.2f}" for v in kept)


def word(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def page(data: bytes) -> str:
    code = re.search(rb'charset="([\w-]+)"', data)
    assert code
    return "".join(map(str, html.fromstring(data.decode(code[1].decode())).itertext()))


def separated(data: bytes) -> str:
    return "\n".join("\n".join(r) for r in csv.reader(io.StringIO(data.decode("gb18030"))))


READERS = {
    ".zip": archive,
    ".xlsx": workbook,
    ".xls": old_workbook,
    ".docx": word,
    ".html": page,
    ".csv": separated,
}


def words_of(name: str, data: bytes) -> str:
    """Everything that a file prints."""
    read = READERS.get(Path(name).suffix)
    return read(data) if read else data.decode("utf-8")


@pytest.mark.parametrize("kind", ["xlsx", "xls", "docx", "html", "csv", "bundle"])
@pytest.mark.parametrize("seed", [3, 4])
def test_every_quote_stands_in_the_format(tmp_path: Path, kind: str, seed: int) -> None:
    path, gold = made(tmp_path, kind, seed=seed)
    text = truth.squeezed(words_of(path.name, path.read_bytes()))
    asked = [f for f in gold["fields"] if not f.get("optional")]
    assert len(asked) > 100
    assert [f["path"] for f in asked if truth.squeezed(f["quote"]) not in text] == []
    assert (gold["source"], gold["form"], gold["format"]) == (path.name, FORM, kind)


def test_an_output_without_narrative_tells_nothing_of_it(tmp_path: Path) -> None:
    _, gold = made(tmp_path, "csv")
    assert {f["where"] for f in gold["fields"] if not f.get("optional")} & {
        "narrative",
        "cover",
    } == set()
    assert not [f for f in gold["fields"] if "change_reason" in f["path"]]


def test_sheet_names_are_cut_and_stay_apart(tmp_path: Path) -> None:
    path, _ = made(tmp_path, "xlsx", "hubei")
    names = openpyxl.load_workbook(path).sheetnames
    assert max(map(len, names)) <= LONGEST
    assert len(set(names)) == len(names) > 9


def test_names_in_a_bundle_are_gbk_without_the_flag_of_utf8(tmp_path: Path) -> None:
    path, gold = made(tmp_path, "bundle")
    infos = zipfile.ZipFile(path).infolist()
    assert len(infos) == 2
    for info in infos:
        assert not info.flag_bits & 0x800
        assert gold["report"]["title"] in info.filename.encode("cp437").decode("gbk")


def test_spans_of_the_layout_are_spans_of_the_document(tmp_path: Path) -> None:
    path, _ = made(tmp_path, "docx")
    xml = zipfile.ZipFile(path).read("word/document.xml")
    assert xml.count(b"<w:gridSpan") > 10
    assert xml.count(b"<w:vMerge") > 4
