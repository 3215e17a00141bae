"""What is written: outputs hold every quote of their truth; the same seed, the same bytes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from samples.generate import main, write_demo
from samples.layout.form import load, names
from samples.outputs import Wanted, write
from samples.render import truth
from samples.render.fonts import PACKAGES, files
from samples.render.text import STYLES, TextPrinter
from tests.samples.made import FORMS, chance, report

HEAD, FOOT = 48, 52
no_fonts = pytest.mark.skipif(
    not any(name.startswith(("uming", "gbsn", "wqy")) for name in files()),
    reason=f"no Chinese fonts: apt-get install {PACKAGES}",
)


def text_of(path: Path) -> str:
    """The text of a report without its page furniture."""
    if path.suffix == ".txt":
        return truth.squeezed(path.read_text("utf-8"))
    with pymupdf.open(path) as pdf:
        return "\n".join(truth.squeezed(pages_of(pdf, by_place=order)) for order in (False, True))


def pages_of(pdf: pymupdf.Document, *, by_place: bool) -> str:
    """Text in the order of the content stream, or by place: some forms write titles last."""
    out = []
    for number in range(len(pdf)):
        page = pdf[number]
        box = pymupdf.Rect(0, HEAD, page.rect.width, page.rect.height - FOOT)
        out.append(str(page.get_text(clip=box, sort=by_place)))
    return "\n".join(out)


def made(out: Path, form: str, formats: tuple[str, ...]) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in write(load(form), 3, out, Wanted(formats, STYLES)):
        gold = out / "gold" / f"{path.name}.gold.json"
        yield path, json.loads(gold.read_text("utf-8"))


@no_fonts
@pytest.mark.parametrize("form", FORMS)
def test_every_quote_stands_in_the_output(tmp_path: Path, form: str) -> None:
    for path, gold in made(tmp_path, form, ("pdf", "txt")):
        text = text_of(path)
        fields = gold["fields"]
        lost = [f["path"] for f in fields if truth.squeezed(f["quote"]) not in text]
        mute = [f["path"] for f in fields if f["raw"] not in f["quote"] and f["where"] != "cover"]
        assert (path.name, lost, mute) == (path.name, [], [])
        assert gold["source"] == path.name


@no_fonts
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for run in ("one", "two"):
        main(["--out", str(tmp_path / run), "--form", "hunan", "--count", "2", "--seed", "9"])
    first = sorted(p for p in (tmp_path / "one").rglob("*") if p.is_file())
    assert len(first) == 8
    for path in first:
        twin = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert path.read_bytes() == twin.read_bytes()


def test_seeds_differ() -> None:
    assert report("hunan", 1).report["agency"] != report("hunan", 2).report["agency"]


def test_a_text_without_statements_has_no_codes_in_its_paths() -> None:
    laid = report("sichuan_2023", 1)
    printer = TextPrinter(laid, "clean", chance(1), statements=False)
    printer.print()
    paths = [f["path"] for f in truth.truth(laid, printer.printed, "x")["fields"]]
    keyed = [p for p in paths if ".by_function[" in p]
    assert keyed
    assert not any(re.search(r"by_function\[\d", p) for p in keyed)
    with_codes = [f["path"] for f in truth.truth(laid, laid.blocks, "x")["fields"]]
    assert all(re.search(r"by_function\[\d+\]", p) for p in with_codes if ".by_function[" in p)


def test_a_statement_in_yuan_is_told_in_ten_thousands_exactly() -> None:
    laid = report("hunan", 2)
    fields = truth.truth(laid, laid.blocks, "x")["fields"]
    table = [f for f in fields if f["path"] == "totals.amount" and "," in f["raw"]]
    digits = {f["raw"].replace(",", "").replace(".", "").rstrip("0") for f in table}
    values = {f["value"].replace(".", "").rstrip("0") for f in table}
    assert table
    assert digits == values


def test_blank_cells_state_nothing_and_printed_zeros_do() -> None:
    def zeros(form: str) -> int:
        laid = report(form, 2)
        fields = truth.truth(laid, laid.blocks, "x")["fields"]
        return sum(1 for f in fields if ".by_function[" in f["path"] and f["value"] == "0.00"
                   and f["where"] == "支出决算表")  # fmt: skip

    assert zeros("shanghai") == 0
    assert zeros("jiangxi") > 10


def test_wrong_words_on_the_command_line_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path), "--format", "odt"])


def test_the_committed_set_holds_no_form_set_apart(root: Path) -> None:
    demo = [p for p in (root / "samples" / "demo").rglob("*") if p.is_file()]
    assert len([p for p in demo if p.suffix in {".pdf", ".txt"}]) >= 8
    assert not [p for p in demo if p.name.startswith(tuple(names("held-out")))]
    assert sum(p.stat().st_size for p in demo) < 3_000_000


@no_fonts
def test_the_committed_set_is_what_the_generator_writes(root: Path, tmp_path: Path) -> None:
    assert len(list(write_demo(tmp_path))) >= 8
    kept = root / "samples" / "demo"
    fresh = {p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()}
    assert fresh == {p.relative_to(kept) for p in kept.rglob("*") if p.is_file()}
    for name in fresh:
        if name.suffix != ".pdf":  # a PDF depends on the fonts of the machine
            assert (tmp_path / name).read_bytes() == (kept / name).read_bytes(), name
