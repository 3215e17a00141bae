"""Real reports of the reference set: every cell, every place."""

from collections import Counter
from functools import cache
from pathlib import Path

import pymupdf
import pytest

from extractors.tables.stitch import stitch
from extractors.text.normalise import compact
from schemas.document import Document, Paragraph, Role
from schemas.table import Table
from schemas.text import PagePlace, PlacedText
from tests.extractors.pdf_pages import read_bytes

#: Pages and size of each statement once its parts are joined.
STATEMENTS = {
    "putuo_finance_2024_final_accounts": [
        ((5,), 4, 3),
        ((6, 7), 32, 4),
        ((8, 9), 23, 11),
        ((10, 11), 23, 10),
        ((12, 13), 34, 7),
        ((15,), 24, 7),
        ((16, 17), 43, 8),
        ((18,), 6, 12),
        ((19,), 12, 10),
        ((20,), 12, 10),
    ],
    "swu_2023_final_accounts": [
        ((8, 9), 35, 4),
        ((10, 11), 28, 10),
        ((12, 13), 27, 8),
        ((14, 15), 27, 8),
    ],
    "wanli_2025_budget": [
        ((9,), 16, 4),
        ((10, 11, 12, 13), 70, 9),
        ((14, 15, 16, 17, 18), 70, 7),
        ((19,), 16, 7),
        ((20, 21, 22, 23, 24), 70, 7),
        ((25,), 16, 7),
        ((26,), 16, 7),
        ((27, 28), 35, 6),
        ((29,), 4, 7),
    ],
    "shanghai_template_2024_final_accounts": [
        ((4,), 9, 3),
        ((5,), 30, 4),
        ((6,), 10, 9),
        ((7,), 10, 8),
        ((8, 9), 32, 7),
        ((10,), 10, 5),
        ((11,), 40, 6),
        ((12,), 5, 12),
        ((13,), 6, 8),
        ((14,), 6, 8),
    ],
    "ruled_chinese_table": [((1,), 5, 5), ((1,), 12, 5)],
    "anhui_land_table": [((1,), 8, 5), ((1,), 11, 8), ((1,), 2, 3)],
}
NAMES = [
    *STATEMENTS,
    "putuo_commerce_2025_budget",
    "putuo_justice_2026_budget",
    "swu_2023_budget",
    "hongze_2023_annual_disclosure_report",
    "duplicate_chars",
]


@cache
def document_of(path: Path) -> Document:
    return read_bytes(path.read_bytes())


def real(reference: Path, name: str) -> Path:
    return reference / "real" / f"{name}.pdf"


def joined_tables(document: Document) -> list[Table]:
    return [block for block in stitch(document.blocks) if isinstance(block, Table)]


def texts_of(document: Document) -> list[PlacedText]:
    found: list[PlacedText] = []
    for block in document.blocks:
        found += [block.text] if isinstance(block, Paragraph) else [c.text for c in block.cells]
    return found


@pytest.mark.parametrize("name", STATEMENTS)
def test_statements_are_whole(reference, name):
    tables = joined_tables(document_of(real(reference, name)))
    found = [(table.page_numbers, table.row_count, table.column_count) for table in tables]
    assert found == STATEMENTS[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_character_stands_where_its_place_says(reference, name):
    path = real(reference, name)
    with pymupdf.open(path) as pdf:
        layers = {page.number + 1: (page, page.get_textpage()) for page in pdf}
        for text in texts_of(document_of(path)):
            for segment in text.segments:
                place = segment.place
                assert isinstance(place, PagePlace)
                box = place.box().expanded(0.2)
                clip = pymupdf.Rect(box.left, box.top, box.right, box.bottom)
                page, layer = layers[place.page_number]
                there = compact(page.get_text("text", clip=clip, textpage=layer))
                wanted = compact(text.string[segment.start : segment.end])
                assert not Counter(wanted) - Counter(there), (place.page_number, wanted, there)


@pytest.mark.parametrize("name", NAMES)
def test_no_character_of_the_page_is_lost(reference, name):
    path = real(reference, name)
    if name == "duplicate_chars":
        pytest.skip("its characters are printed twice on purpose")
    read = Counter("".join(compact(text.string) for text in texts_of(document_of(path))))
    with pymupdf.open(path) as pdf:
        printed = Counter("".join(compact(page.get_text("text")) for page in pdf))
    assert read == printed


@pytest.mark.parametrize("name", [*STATEMENTS, "swu_2023_budget"])
def test_the_library_finds_no_table_that_we_do_not(reference, name, capsys):
    path = real(reference, name)
    own = Counter(
        (table.page_numbers[0], table.row_count, table.column_count)
        for table in document_of(path).tables()
    )
    with pymupdf.open(path) as pdf:
        theirs = Counter(
            (page.number + 1, table.row_count, table.col_count)
            for page in pdf
            for table in page.find_tables(strategy="lines", use_layout=False).tables
        )
    differing = {(37, 2, 5)} if name == "swu_2023_budget" else set()
    assert set(theirs - own) == differing


def test_text_printed_twice_is_read_once(reference):
    document = document_of(real(reference, "duplicate_chars"))
    text = "".join(p.string for p in document.paragraphs())
    assert "提高92%，成功解决了工程难题" in text
    assert "项项" not in text
    assert "爆破爆破" not in text


def test_contents_and_page_numbers_are_no_text(reference):
    document = document_of(real(reference, "putuo_finance_2024_final_accounts"))
    contents = [b for b in document.blocks if isinstance(b, Paragraph) and b.role is Role.CONTENTS]
    assert {b.page_number for b in contents} == {2, 3}
    assert next(document.paragraphs()).page_number == 1
    assert [p.string for p in document.paragraphs()].count("二、收入决算情况说明") == 1


def test_sentences_of_the_narrative_are_whole(reference):
    document = document_of(real(reference, "putuo_finance_2024_final_accounts"))
    body = [p.string for p in document.paragraphs() if p.page_number in {21, 22, 23, 24}]
    cut = [text for text in body if text[-1] not in "。：；况" and len(text) > 25]
    assert cut == ["第三部分上海市普陀区财政局2024年度部门决算情况说明"]


@pytest.mark.parametrize("kind", ["scan", "photo"])
def test_a_scan_is_said_page_by_page(reference, kind):
    path = real(reference, f"putuo_finance_2024_final_accounts.{kind}")
    document = document_of(path)
    assert {issue.code for issue in document.issues} == {"no_text_layer"}
    assert len(document.issues) == len(document.pages)
    assert document.blocks == ()
