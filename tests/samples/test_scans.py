"""Scans: damaged the same way each time, of the right size, with the truth of the PDF."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
import pytest

from samples.brief import brief
from samples.layout.blocks import Cover, Paragraph, Table
from samples.layout.form import load, names
from samples.outputs import Wanted, _by_turns, write
from samples.scan import write as scans
from samples.scan.damage import STEPS
from samples.scan.kinds import Draw, Kind, chance, kinds, usual
from samples.scan.scanner import quarter
from samples.scan.seals import seal
from samples.scan.sheet import Sheet
from tests.samples.made import chance as python_chance
from tests.samples.made import report, tables

#: A portrait and two landscape pages, small so that a test is short (points).
SIZES = ((150.0, 210.0), (210.0, 150.0), (150.0, 210.0), (150.0, 210.0))


@cache
def printed() -> bytes:
    with pymupdf.open() as document:
        for size in SIZES:
            page = document.new_page(width=size[0], height=size[1])
            page.insert_text((30, 60), "1,234.56", fontsize=11)
            page.draw_rect((20, 40, 120, 70))
        return bytes(document.tobytes())


def scan(kind: str, path: Path, name: str = "x") -> list[int]:
    return scans.save(printed(), path, kinds()[kind], "某市财政局", name)


@pytest.mark.parametrize("kind", list(kinds()))
def test_a_kind_gives_the_same_pages_each_time(kind: str, tmp_path: Path) -> None:
    places = scan(kind, tmp_path / "a.pdf")
    scan(kind, tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    with pymupdf.open(tmp_path / "a.pdf") as document:
        assert len(places) == len(SIZES)
        assert places[-1] == document.page_count
        for page in document:
            assert not page.get_text().strip()
            picture = document.extract_image(page.get_images()[0][0])
            upright = page.rect.width < page.rect.height
            assert kind == "fax_standard" or upright == (picture["width"] < picture["height"])
            bits = 1 if kinds()[kind].depth == "bilevel" else 8
            assert picture["bpc"] == bits


@pytest.mark.parametrize(("kind", "dots"), [("scan_100", 100), ("scan_300", 300), ("fold", 200)])
def test_the_picture_has_the_resolution_of_its_kind(kind: str, dots: int, tmp_path: Path) -> None:
    scan(kind, tmp_path / "a.pdf")
    with pymupdf.open(tmp_path / "a.pdf") as document:
        for page, size in zip(document, SIZES, strict=True):
            picture = document.extract_image(page.get_images()[0][0])
            assert page.rect[2:] == pytest.approx(size)
            assert picture["width"] == pytest.approx(size[0] / 72 * dots, abs=1.5)


def test_a_fax_has_fewer_lines_than_dots(tmp_path: Path) -> None:
    scan("fax_standard", tmp_path / "a.pdf")
    with pymupdf.open(tmp_path / "a.pdf") as document:
        picture = document.extract_image(document[0].get_images()[0][0])
    assert picture["width"] == pytest.approx(SIZES[0][0] / 72 * 204, abs=2)
    assert picture["height"] == pytest.approx(SIZES[0][1] / 72 * 98, abs=2)
    with pymupdf.open(tmp_path / "a.pdf") as document:
        (shown,) = document[0].get_image_info()
        assert shown["bbox"] == pytest.approx((0, 0, *SIZES[0]), abs=0.5)


def test_pages_lie_sideways_or_two_together(tmp_path: Path) -> None:
    assert scan("sideways", tmp_path / "a.pdf") == [1, 2, 3, 4]
    assert scan("spread", tmp_path / "b.pdf") == [1, 2, 3, 3]
    with pymupdf.open(tmp_path / "a.pdf") as document:
        assert all(page.rect.width < page.rect.height for page in document)
    with pymupdf.open(tmp_path / "b.pdf") as document:
        assert document[2].rect.width == pytest.approx(2 * SIZES[2][0])


def test_another_name_is_another_scan(tmp_path: Path) -> None:
    scan("skew", tmp_path / "a.pdf", "one")
    scan("skew", tmp_path / "b.pdf", "two")
    assert (tmp_path / "a.pdf").read_bytes() != (tmp_path / "b.pdf").read_bytes()


def test_four_quarters_are_none() -> None:
    picture = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    sheet = Sheet(picture, 300, 200, (3, 2))
    turned = quarter(quarter(sheet, 1), 3)
    assert np.array_equal(turned.picture, picture)
    assert quarter(sheet, 1).size == (2, 3)


def test_a_seal_covers_part_of_its_square() -> None:
    ink = seal("某市财政局", 200, chance("seal"))
    assert 0.05 < float((ink > 0.3).mean()) < 0.4
    assert float(ink[:8, :8].max()) < 0.1


def test_print_under_a_seal_stays_dark(tmp_path: Path) -> None:
    picture = np.full((900, 900, 3), 255, np.uint8)
    picture[440:460, 400:500] = 0
    sheet = Sheet(picture, 300, 200, (216, 216), ((400, 440, 500, 460),), owner="某市财政局")
    stamped = STEPS["seal"](sheet, Draw({"colour": "red", "strength": 1.0}, chance("s")))
    assert stamped.picture[440:460, 400:500].max() == 0
    assert stamped.picture.min(axis=2).mean() < 255


def test_an_unknown_parameter_is_an_error() -> None:
    with pytest.raises(ValueError, match="extra"):
        Kind.model_validate({"about": "x", "steps": [{"do": "skew"}], "colour": 3})


@cache
def _both(folder: Path) -> dict[str, dict[str, Any]]:
    wanted = Wanted(("pdf", "scan"), scans=("fax_standard",), brief=1)
    paths = write(load("hunan"), 3, folder, wanted)
    return {
        path.name: json.loads((folder / "gold" / f"{path.name}.gold.json").read_text("utf-8"))
        for path in paths
    }


def test_a_scan_has_the_truth_of_its_pdf(tmp_path: Path) -> None:
    plain, scanned = _both(tmp_path).values()
    assert scanned["format"] == "scan"
    assert scanned["degradation"] == "fax_standard"
    assert scanned["fields"] == plain["fields"]
    assert scanned["fields"]
    grids = json.loads(next((tmp_path / "cells").iterdir()).read_text("utf-8"))
    with pymupdf.open(tmp_path / "reports" / "hunan_003.pdf") as document:
        shown = ["".join(page.get_text().split()) for page in document]
    assert grids["tables"]
    for grid in grids["tables"]:
        _tiles(grid)
        text = shown[grid["printed_page"] - 1]
        assert all("".join(cell["text"].split()) in text for cell in grid["cells"])


def _tiles(grid: dict[str, Any]) -> None:
    places = [
        (row, column)
        for cell in grid["cells"]
        for row in range(cell["row"], cell["row"] + cell["rowspan"])
        for column in range(cell["column"], cell["column"] + cell["colspan"])
    ]
    assert len(places) == len(set(places)) == grid["rows"] * grid["columns"]


@pytest.mark.parametrize("form", names())
def test_a_brief_report_has_its_cover_some_tables_and_a_passage(form: str) -> None:
    cut = brief(report(form, 1), 2, python_chance(1))
    assert isinstance(cut.blocks[0], Cover)
    assert len(tables(cut)) <= 2
    assert any(isinstance(block, Table | Paragraph) for block in cut.blocks)
    assert len(cut.blocks) < len(report(form, 1).blocks)


def test_all_kinds_have_their_turn() -> None:
    drawn = [_by_turns(load(form), seed) for seed in (1, 2, 3) for form in names()]
    assert set(drawn) == set(usual())
