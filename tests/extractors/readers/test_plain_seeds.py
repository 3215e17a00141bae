"""The reader on the texts of the reference set."""

import random

import pytest

from extractors.protocols import ReadOptions
from extractors.readers.plain import read
from schemas.document import Document, MediaType, Role, SourceFile
from tests.extractors.readers.plain_helper import (
    column,
    misplaced,
    read_text,
    strings,
    text_at,
)

SEEDS = ["000", "001", "002", "003", "004"]


def seed(reference, name: str) -> Document:
    (path,) = (reference / "seeds").glob(f"{name}_*.txt")
    data = path.read_bytes()
    return read(data, SourceFile(path.name, "0" * 64, len(data), MediaType.TEXT), ReadOptions())


@pytest.mark.parametrize("name", SEEDS)
def test_every_character_stands_where_its_place_says(reference, name):
    assert misplaced(seed(reference, name)) == []


@pytest.mark.parametrize("name", SEEDS)
def test_hardly_anything_but_markup_is_lost(reference, name):
    document = seed(reference, name)
    kept = sum(len("".join(text.split())) for text in strings(document))
    kept += sum(len("".join(c.string.split())) for t in document.tables() for c in t.cells)
    printed = len("".join(document.text.split()))
    assert 0.975 * printed <= kept <= printed


@pytest.mark.parametrize(("name", "tables"), [("000", 6), ("001", 9), ("003", 5), ("004", 8)])
def test_all_tables_are_found(reference, name, tables):
    assert len(list(seed(reference, name).tables())) == tables


def test_second_levels_stand_in_one_column_over_all_pages(reference):
    for table in list(seed(reference, "000").tables())[:5]:
        head = next(cell for cell in table.cells if cell.string == "二级指标")
        below = column(table, head.column)[head.row + 1 :]
        assert below
        assert all(text.endswith("指标") for text in below)


def damaged(text: str, chance: random.Random) -> str:
    """A piece of the text with characters lost, doubled and put in, and lines swapped."""
    start = chance.randrange(len(text))
    lines = text[start : start + 9000].split("\n")
    for _ in range(chance.randrange(12)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
        cut = chance.randrange(len(lines[one]) + 1)
        piece = chance.choice(["\t", "\n", "\f", "|", " ", "≥", "10", lines[other]])
        lines[one] = lines[one][:cut] + piece + lines[one][cut + chance.randrange(9) :]
    return "\n".join(line for line in lines if line or chance.random() < 0.9)


@pytest.mark.parametrize("number", range(40))
def test_damaged_pieces_are_read_with_every_character_in_its_place(reference, number):
    chance = random.Random(number)  # noqa: S311
    (path,) = (reference / "seeds").glob(f"{chance.choice(SEEDS)}_*.txt")
    document = read_text(damaged(path.read_text(encoding="utf-8"), chance) + "。")
    assert misplaced(document) == []


def test_sentences_of_a_wrapped_text_are_whole(reference):
    body = strings(seed(reference, "002"), Role.BODY)
    assert any(
        text.startswith("2023 年度本年收入合计 307.9 万元，其中：") and text.endswith("占 0%。")
        for text in body
    )


def test_indicators_of_a_flattened_form(reference):
    tables = [t for t in seed(reference, "002").tables() if t.row_count > 30]
    (table,) = tables
    names = column(table, 3)
    assert len(names) == 36
    row = names.index("单位各项工作长效机制健全性")
    assert [text_at(table, row, c) for c in (1, 2, 4, 5, 7, 8)] == [
        "效益指标",
        "可持续发展指标",
        "定性",
        "优良中低差",
        "2",
        "良",
    ]
