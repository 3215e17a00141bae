"""Titles and notes inside a table of a page come out of it; rows of figures stay."""

from extractors.protocols import ReadOptions
from extractors.readers.html import read
from schemas.document import Block, MediaType, Paragraph, Role, SourceFile
from schemas.table import Table

HEADS = "<tr><td>项目</td><td>预算数</td><td>决算数</td></tr>"
FIGURES = "<tr><td>公务接待费</td><td>2.00</td><td>1.50</td></tr>"


def blocks_of(*rows: str) -> tuple[Block, ...]:
    page = f"<html><body><p>说明</p><table>{''.join(rows)}</table></body></html>".encode()
    return read(
        page, SourceFile("a.html", "0" * 64, len(page), MediaType.HTML), ReadOptions()
    ).blocks


def banner(text: str) -> str:
    return f'<tr><td colspan="3">{text}</td></tr>'


def test_title_unit_and_note_leave_the_table() -> None:
    meta = '<tr><td colspan="2">部门：青岚市财政局</td><td>单位：万元</td></tr>'
    _, title, agency, unit, table, note = blocks_of(
        banner("“三公”经费支出决算表"), meta, HEADS, FIGURES, banner("注：本表反映支出情况。")
    )
    texts = [b.string for b in (title, agency, unit, note) if isinstance(b, Paragraph)]
    assert texts == [
        "“三公”经费支出决算表",
        "部门：青岚市财政局",
        "单位：万元",
        "注：本表反映支出情况。",
    ]
    assert isinstance(title, Paragraph)
    assert title.role is Role.HEADING
    assert isinstance(table, Table)
    assert (table.row_count, [c.string for c in table.cells if c.row == 0]) == (
        2,
        ["项目", "预算数", "决算数"],
    )


def test_a_banner_that_is_no_title_stays() -> None:
    _, table = blocks_of(banner("财政拨款"), HEADS, FIGURES)
    assert isinstance(table, Table)
    assert table.row_count == 3


def test_a_table_is_never_emptied() -> None:
    _, table = blocks_of(banner("收入支出决算总表"), FIGURES)
    assert isinstance(table, Table)
    assert table.row_count == 2
