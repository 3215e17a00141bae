"""Tables of small PDFs: what stands in which cell, with its place."""

import pymupdf
import pytest

from schemas.text import PagePlace
from tests.extractors.pdf_pages import (
    LANDSCAPE,
    box_of,
    draw_grid,
    draw_table,
    make_pdf,
    read_bytes,
    write,
    write_centred,
    write_lines,
    write_right,
    write_rows,
)

XS = [72, 250, 340, 430, 520]
ROWS = [
    ["项目", "合计", "基本支出", "项目支出"],
    ["一般公共服务支出", "2,106.66", "1,503.52", "603.14"],
    ["教育支出", "10.00", "", "10.00"],
    ["社会保障和就业支出", "326.72", "326.72", ""],
    ["住房保障支出", "445.69", "445.69", ""],
]


def tables(data):
    return list(read_bytes(data).tables())


def test_ruled_cells_with_blanks():
    (table,) = tables(make_pdf(lambda page: draw_table(page, XS, 100, ROWS)))
    assert table.strings() == ROWS
    assert table.score == 1.0
    assert len(table.column_edges) == 5


def test_a_figure_wider_than_its_cell_is_not_cut():
    def page(page):
        draw_grid(page, [72, 200, 240, 280], [100, 120, 140])
        write(page, 75, 114, "合计")
        write_right(page, 282, 114, "1,234,567.89", 9)
        write_right(page, 278, 134, "9.00", 9)

    (table,) = tables(make_pdf(page))
    assert table.strings()[0] == ["合计", "", "1,234,567.89"]


def test_figures_of_neighbouring_cells_that_nearly_touch_stay_apart():
    def page(page):
        draw_grid(page, [72, 150, 200, 250], [100, 120, 140])
        write_right(page, 199, 114, "1206.04")
        write(page, 201, 114, "88.10")

    (table,) = tables(make_pdf(page))
    assert table.strings()[0] == ["", "1206.04", "88.10"]


def test_lines_in_a_cell_are_kept_apart_and_top_aligned_figures_stay_in_their_row():
    def page(page):
        draw_grid(page, [72, 120, 220, 300], [100, 140, 180])
        write(page, 75, 110, "2080505")
        write(page, 123, 112, "机关事业单位基本")
        write(page, 123, 126, "养老保险缴费支出")
        write_right(page, 297, 110, "160.75")

    (table,) = tables(make_pdf(page))
    assert table.strings()[0] == ["2080505", "机关事业单位基本\n养老保险缴费支出", "160.75"]


def draw_boxes(page):
    for i, row in enumerate(ROWS):
        for j in range(len(row)):
            page.draw_rect(pymupdf.Rect(XS[j], 100 + 18 * i, XS[j + 1], 118 + 18 * i), width=0.5)


def draw_fills(page):
    for x in XS:
        page.draw_rect(pymupdf.Rect(x, 100, x + 0.5, 190.5), color=None, fill=(0, 0, 0))
    for i in range(6):
        y = 100 + 18 * i
        page.draw_rect(pymupdf.Rect(XS[0], y, XS[-1], y + 0.5), color=None, fill=(0, 0, 0))


def draw_polygons(page):
    shape = page.new_shape()
    for x in XS:
        shape.draw_polyline([(x, 100), (x + 0.6, 100), (x + 0.6, 190), (x, 190), (x, 100)])
    for i in range(6):
        y = 100 + 18 * i
        shape.draw_polyline([(XS[0], y), (XS[-1], y), (XS[-1], y + 0.6), (XS[0], y + 0.6)])
    shape.finish(color=None, fill=(0, 0, 0))
    shape.commit()


@pytest.mark.parametrize("draw", [draw_boxes, draw_fills, draw_polygons])
def test_lines_of_every_make(draw):
    def page(page):
        draw(page)
        write_rows(page, XS, 100, ROWS)

    (table,) = tables(make_pdf(page))
    assert table.strings() == ROWS


def test_text_around_a_table_stays_in_order():
    def page(page):
        write_rows(page, XS, 100, ROWS)
        draw_grid(page, XS, [100 + 18 * i for i in range(6)])
        write(page, 72, 300, "注：本表为决算数。")
        write_right(page, 520, 90, "单位：万元")
        write_centred(page, 60, "支出决算表")

    blocks = read_bytes(make_pdf(page)).blocks
    assert [getattr(b, "string", "table") for b in blocks] == [
        "支出决算表",
        "单位：万元",
        "table",
        "注：本表为决算数。",
    ]


@pytest.mark.parametrize("rules", ["none", "three", "every row"])
def test_tables_without_vertical_lines(rules):
    rows = [*ROWS, ["合计", "2,889.07", "2,275.93", "613.14"]]

    def page(page):
        write_centred(page, 60, "支出决算表")
        write_right(page, 520, 90, "单位：万元")
        write_rows(page, XS, 100, rows)
        ys = {
            "none": [],
            "three": [100, 118, 100 + 18 * len(rows)],
            "every row": [100 + 18 * i for i in range(len(rows) + 1)],
        }
        for y in ys[rules]:
            page.draw_line((72, y), (520, y))
        write_lines(page, 72, 400, ["以上各项支出均为财政拨款，其中基本支出2275.93万元。"])

    document = read_bytes(make_pdf(page))
    (table,) = document.tables()
    assert table.strings() == rows
    assert table.score < 1.0
    assert table.engine.endswith("unruled")
    assert [p.string for p in document.paragraphs()][-1].startswith("以上各项")


def test_a_name_wrapped_round_its_figures_is_one_row():
    def page(page):
        y = 120
        for code, names, figure in [
            ("2080501", ["行政单位离退休"], "84.65"),
            ("2080505", ["机关事业单位基本", "养老保险", "缴费支出"], "160.75"),
            ("2080506", ["机关事业单位", "职业年金", "缴费支出"], "80.38"),
            ("2080599", ["其他养老支出"], "0.94"),
        ]:
            for index, name in enumerate(names):
                write(page, 150, y + 12 * index, name)
            middle = y + 12 * (len(names) // 2)
            write(page, 72, middle, code)
            write_right(page, 400, middle, figure)
            y += 12 * len(names) + 10

    (table,) = tables(make_pdf(page))
    assert [[c.replace("\n", "") for c in row] for row in table.strings()] == [
        ["2080501", "行政单位离退休", "84.65"],
        ["2080505", "机关事业单位基本养老保险缴费支出", "160.75"],
        ["2080506", "机关事业单位职业年金缴费支出", "80.38"],
        ["2080599", "其他养老支出", "0.94"],
    ]


def test_a_paragraph_full_of_figures_is_no_table():
    lines = [
        "2024年度收入总计2,995.39万元，其中财政拨款2,940.05万元，",
        "其他收入6.20万元；支出总计2,995.39万元，其中基本支出",
        "2,336.91万元，占79.49%；项目支出603.14万元，占20.51%，",
        "与上年相比减少56.95万元，下降1.87%。",
    ]
    document = read_bytes(make_pdf(lambda page: write_lines(page, 72, 100, lines)))
    assert list(document.tables()) == []


def test_a_table_on_a_wide_page_has_boxes_inside_it():
    document = read_bytes(make_pdf(lambda p: draw_table(p, XS, 100, ROWS), size=LANDSCAPE))
    (table,) = document.tables()
    for cell in table.cells:
        for segment in cell.text.segments:
            assert isinstance(segment.place, PagePlace)
            x, y = segment.place.box().centre
            assert box_of(cell).contains(x, y)


def test_a_frame_with_rows_but_no_columns_is_not_taken_for_the_table():
    def page(page):
        draw_grid(page, [XS[0], XS[-1]], [100 + 18 * i for i in range(len(ROWS) + 1)])
        write_rows(page, XS, 100, ROWS)

    (table,) = tables(make_pdf(page))
    assert table.strings() == ROWS


def test_one_row_of_figures_under_numbered_columns_goes_under_its_heads():
    xs = [60, 120, 180, 240, 300, 360, 420]
    heads = ["合计", "因公出国", "小计", "购置费", "运行费", "接待费"]
    figures = ["103.11", "", "92.01", "", "92.01", "11.10"]

    def page(page):
        for left, right, head, number in zip(xs, xs[1:], heads, "123456", strict=False):
            for y, text in ((100, head), (118, number)):
                middle = (left + right) / 2
                write(page, middle - 5 * len(text) * (1 if text is head else 0.5), y, text)
        for right, figure in zip(xs[1:], figures, strict=True):
            if figure:
                write_right(page, right - 2, 136, figure)

    (table,) = tables(make_pdf(page))
    assert table.strings() == [heads, list("123456"), figures]


def test_columns_with_a_head_and_no_content_are_kept():
    rows = [[*row[:1], "", *row[1:]] for row in ROWS]
    rows[0][1] = "上年结转"

    def page(page):
        write_rows(page, [72, 200, 270, 350, 430, 520], 100, rows)

    (table,) = tables(make_pdf(page))
    assert table.strings() == rows
