"""Misread labels are put right where one known thing alone is near; nothing else is touched."""

from dataclasses import replace

import pytest

from extractors.tables.lexicon import is_known
from extractors.tables.spelling import nearest, respelt
from schemas.document import Document, MediaType, Page, Paragraph, SourceFile
from schemas.evidence import Method
from schemas.table import Cell, Table
from schemas.text import PagePlace, PlacedText, join, placed

DOUBTFUL, SURE = 0.6, 1.0


def corrected(text: str, score: float = DOUBTFUL, told: frozenset[str] = frozenset()) -> str:
    found = text
    for change in sorted(nearest(text, [score] * len(text), told), key=lambda c: -c.start):
        found = found[: change.start] + change.by + found[change.start + change.length :]
    return found


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("一般公共预算财政拔款", "一般公共预算财政拨款"),
        ("卫生健康交出", "卫生健康支出"),
        ("年初财政援款结转和结余", "年初财政拨款结转和结余"),
        ("本年收入告计", "本年收入合计"),
        ("其他收A", "其他收入"),
        ("般公共服务支出", "一般公共服务支出"),
        ("级指标", "一级指标"),
        ("经济效指标", "经济效益指标"),
        ("1经营支出", "经营支出"),
        ("经营支出|", "经营支出"),
        ("财才政拨款", "财政拨款"),
    ],
)
def test_a_misread_word_becomes_the_known_one(read: str, meant: str) -> None:
    assert not is_known(read)
    assert corrected(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "上年收入合计",  # known: another year's column
        "本年收出合计",  # between 收入 and 支出
        "X算数",  # 决算数 or 预算数
        "河湖长制工作",
        "小汁",
        "二、教育专出及培训",
    ],
)
def test_what_may_be_something_else_stays(text: str) -> None:
    assert corrected(text) == text


def test_what_was_read_surely_stays() -> None:
    assert corrected("卫生健康交出", SURE) == "卫生健康交出"


def test_the_word_that_the_document_uses_is_taken() -> None:
    told = frozenset({"人员经费总计"})
    assert corrected("人员经费告计") == "人员经费合计"
    assert corrected("人员经费告计", told=told) in {"人员经费总计", "人员经费合计"}


def _text(string: str, misread: str = "") -> PlacedText:
    """A text at a place on page 1; the characters of `misread` were read doubtfully."""
    runs = []
    for at, char in enumerate(string):
        place = PagePlace(1, 10.0, 20.0, (float(at), float(at + 1)))
        runs.append(placed(char, place, DOUBTFUL if char in misread else SURE))
    return join(runs)


def _document(method: Method, *blocks: Table | Paragraph) -> Document:
    source = SourceFile("x.pdf", "0" * 64, 1, MediaType.PDF)
    return Document(source, "e", (Page(1, method=method),), blocks)


def _table(*texts: PlacedText) -> Table:
    cells = tuple(Cell(row, 0, text) for row, text in enumerate(texts))
    return Table(len(texts), 1, cells, (1,), "e")


def test_cells_of_scanned_pages_are_put_right_and_marked() -> None:
    read = (
        ("九、卫生健康交出", "交"),
        ("教育支出", ""),
        ("12.30", "1230."),
        ("项日资金(万元)", "日"),
    )
    table = _table(*(_text(*each) for each in read))
    (found,) = respelt(_document(Method.OCR, table)).blocks
    assert isinstance(found, Table)
    words = ["九、卫生健康支出", "教育支出", "12.30", "项目资金(万元)"]
    assert [cell.string for cell in found.cells] == words
    assert [cell.respelt for cell in found.cells] == [True, False, False, True]
    assert found.cells[0].text.locate() == table.cells[0].text.locate()
    assert found.cells[0].text.score() == DOUBTFUL


def test_a_stroke_behind_a_figure_is_cut_off_and_the_figure_doubted() -> None:
    (found,) = respelt(_document(Method.OCR, _table(_text("26,500.00)"), _text("(3.10)")))).blocks
    assert isinstance(found, Table)
    assert [cell.string for cell in found.cells] == ["26,500.00", "(3.10)"]
    assert found.cells[0].text.score() < 0.75
    assert found.cells[1].text.score() == SURE


def test_a_page_with_text_is_left_alone() -> None:
    document = _document(Method.TEXT_LAYER, _table(_text("卫生健康交出", "交")))
    assert respelt(document) == document


def test_a_title_behind_an_agency_and_a_year_is_put_right() -> None:
    line = Paragraph(_text("某市财政局2023年度收人支出决算总表", "人"), 1)
    (found,) = respelt(_document(Method.OCR, line)).blocks
    assert found.string == "某市财政局2023年度收入支出决算总表"  # type: ignore[union-attr]
    sure = replace(line, text=_text("某市财政局2023年度收人支出决算总表"))
    assert respelt(_document(Method.OCR, sure)).blocks == (sure,)


def test_one_statement_is_not_put_for_another() -> None:
    known = Paragraph(_text("一般公共预算财政拨款基本支出决算表", "基本"), 1)
    assert respelt(_document(Method.OCR, known)).blocks == (known,)
    assert corrected("一般公共预算财政拨款基木支出决算表") != "一般公共预算财政拨款项目支出决算表"


def test_segments_of_a_changed_text_stay_in_order() -> None:
    document = _document(Method.OCR, _table(_text("般公共服务支出", "般")))
    (found,) = respelt(document).blocks
    assert isinstance(found, Table)
    text = found.cells[0].text
    assert text.string == "一般公共服务支出"
    assert [s.start for s in text.segments] == list(range(1, len(text.string)))
