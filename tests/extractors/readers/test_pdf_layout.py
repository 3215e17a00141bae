"""Lines, paragraphs and page furniture of digital PDFs, built for each hazard."""

import pymupdf
import pytest

from extractors.readers.mupdf.characters import RECOGNISED_SCORE
from schemas.document import Role
from schemas.table import Table
from tests.extractors.pdf_pages import (
    LANDSCAPE,
    box_of,
    draw_table,
    make_pdf,
    page_places,
    paragraphs_in,
    read_bytes,
    write,
    write_centred,
    write_lines,
    write_right,
)

WIDE = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六"


def paragraphs(data, **options):
    return list(read_bytes(data, **options).paragraphs())


def strings(data):
    return [paragraph.string for paragraph in paragraphs(data)]


def test_lines_come_by_place_not_by_stream():
    def page(page):
        write(page, 72, 200, "二、支出决算情况说明")
        write(page, 72, 100, "一、收入决算情况说明")

    assert strings(make_pdf(page)) == ["一、收入决算情况说明", "二、支出决算情况说明"]


def test_a_glyph_printed_twice_is_one():
    def page(page):
        for offset in (0, 0.3, 0.6):
            write(page, 72 + offset, 100, "合计11,022.55")

    assert strings(make_pdf(page)) == ["合计11,022.55"]


def test_a_paragraph_of_full_lines_is_one_text_with_a_place_for_each_line():
    def page(page):
        write_lines(page, 96, 100, [WIDE[:34]])
        write_lines(page, 72, 118, [WIDE, WIDE[:12] + "。"])
        write_lines(page, 96, 154, ["第二段。"])

    first, second = paragraphs(make_pdf(page))
    assert first.string == WIDE[:34] + WIDE + WIDE[:12] + "。"
    assert len(first.text.segments) == 3
    assert second.string == "第二段。"


def test_a_number_that_had_no_room_goes_on_the_line_before():
    def page(page):
        write_lines(page, 96, 100, [WIDE[:34]])
        write_lines(page, 72, 118, [WIDE[:34] + "为", "1,234,567.89元。"])

    (paragraph,) = paragraphs(make_pdf(page))
    assert paragraph.string.endswith("为1,234,567.89元。")


def test_a_sentence_over_a_page_break_is_one_and_furniture_between_is_skipped():
    def first(page):
        write(page, 72, 40, "某某局2024年度部门决算", 9)
        write_lines(page, 96, 700, [WIDE[:34]])
        write_lines(page, 72, 718, [WIDE, WIDE])
        write(page, 290, 810, "- 1 -", 9)

    def second(page):
        write(page, 72, 40, "某某局2024年度部门决算", 9)
        write_lines(page, 72, 90, ["万元，占99.79%。"])
        write(page, 290, 810, "- 2 -", 9)

    def third(page):
        write(page, 72, 40, "某某局2024年度部门决算", 9)
        write_lines(page, 96, 90, ["第三页。"])
        write(page, 290, 810, "- 3 -", 9)

    document = read_bytes(make_pdf(first, second, third))
    body = [p.string for p in document.paragraphs()]
    assert body == [WIDE[:34] + WIDE + WIDE + "万元，占99.79%。", "第三页。"]
    roles = [b.role for b in paragraphs_in(document.blocks) if b.string not in body]
    assert roles.count(Role.PAGE_HEADER) == 3
    assert roles.count(Role.PAGE_NUMBER) == 3
    pages = {place.page for place in page_places(next(document.paragraphs()).text)}
    assert pages == {1, 2}


def test_a_list_item_after_a_full_line_is_a_paragraph_of_its_own():
    def page(page):
        write_lines(page, 72, 100, [WIDE[:35] + "。", "（二）承担责任。"])
        write_lines(page, 72, 300, [WIDE, WIDE])

    assert strings(make_pdf(page))[1] == "（二）承担责任。"


def test_contents_with_dot_leaders_and_without():
    def leaders(page):
        write_centred(page, 100, "目  录")
        write(page, 72, 140, "一、收入决算表" + "." * 40 + "3")
        write(page, 72, 160, "二、支出决算表" + "…" * 20 + "4")

    def plain(page):
        write_centred(page, 100, "目录")
        write(page, 72, 140, "第一部分 概况")
        write(page, 72, 160, "第二部分 决算表")
        write(page, 72, 180, "公开时间：2025年9月12日")

    def body(page):
        write_centred(page, 100, "第一部分 概况")
        write(page, 72, 140, "一、主要职能是依法理财。")

    for contents, dated in ((leaders, []), (plain, ["公开时间：2025年9月12日"])):
        document = read_bytes(make_pdf(contents, body))
        assert [p.string for p in document.paragraphs()] == [
            *dated,
            "第一部分 概况",
            "一、主要职能是依法理财。",
        ]
        found = [b for b in paragraphs_in(document.blocks) if b.role is Role.CONTENTS]
        assert len(found) == 3


def test_roles_of_headings_and_notes():
    def page(page):
        write_centred(page, 80, "收入决算表")
        draw_table(page, [72, 300, 500], 120, [["合计", "1.00"], ["教育", "2.00"]])
        write(page, 72, 200, "注：本表反映本年度的收入。", 12)
        write_lines(page, 96, 240, [WIDE[:34]])
        write_lines(page, 72, 258, [WIDE, WIDE])

    blocks = read_bytes(make_pdf(page)).blocks
    kinds = ["table" if isinstance(b, Table) else b.role.value for b in blocks]
    assert kinds == ["heading", "table", "note", "body"]
    assert paragraphs_in(blocks)[0].centred


@pytest.mark.parametrize("number", ["- 9 -", "—9—", "第 9 页 共 20 页", "9", "9/20", "IX"])
def test_page_numbers_of_every_dress(number):
    def page(page):
        write(page, 72, 100, "正文。")
        write(page, 280, 815, number, 9)

    assert strings(make_pdf(page)) == ["正文。"]


def test_a_number_alone_in_the_text_is_no_page_number():
    def page(page):
        write(page, 72, 300, "2024")
        write(page, 72, 400, "正文。")

    assert strings(make_pdf(page)) == ["2024", "正文。"]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_rotated_page_reads_upright_and_keeps_places_as_shown(rotation):
    data = make_pdf(_sideways(rotation), size=LANDSCAPE)
    document = read_bytes(data)
    paragraph = next(document.paragraphs())
    assert paragraph.string == "收入决算表 单位：万元"
    (table,) = document.tables()
    assert table.strings() == [["合计", "12.50"], ["教育", "2.00"]]
    shown = document.pages[0]
    for place in (box_of(table), box_of(paragraph)):
        assert 0 <= place.left < place.right <= shown.width
        assert 0 <= place.top < place.bottom <= shown.height


def _sideways(rotation):
    """A page whose text stands upright only once it is turned by `rotation` as stored."""

    def draw(page):
        with pymupdf.open() as upright:
            inner = upright.new_page(width=LANDSCAPE[0], height=LANDSCAPE[1])
            write(inner, 100, 60, "收入决算表")
            write_right(inner, 740, 60, "单位：万元")
            draw_table(inner, [100, 400, 700], 90, [["合计", "12.50"], ["教育", "2.00"]])
            page.set_rotation(rotation)
            page.show_pdf_page(page.rect * page.derotation_matrix, upright, 0, rotate=0)

    return draw


def test_text_printed_sideways_is_read_in_its_own_direction():
    def page(page):
        page.insert_text((300, 500), "本年收入2940.05万元。", fontname="china-s", rotate=90)
        page.insert_text((320, 500), "本年支出合计2936.00万元。", fontname="china-s", rotate=90)

    document = read_bytes(make_pdf(page))
    assert [p.string for p in document.paragraphs()] == [
        "本年收入2940.05万元。",
        "本年支出合计2936.00万元。",
    ]
    (place,) = page_places(next(document.paragraphs()).text, 4, 11)
    left, top, right, bottom = place.box
    assert bottom - top > right - left
    assert 280 < left < right < 310


def test_a_watermark_aslant_is_left_out():
    def page(page):
        write(page, 72, 300, "本年收入合计2940.05万元。")
        turn = pymupdf.Matrix(45)
        point = pymupdf.Point(100, 400)
        page.insert_text(point, "内部资料", fontname="china-s", fontsize=40, morph=(point, turn))

    assert strings(make_pdf(page)) == ["本年收入合计2940.05万元。"]


def test_spaces_overprinted_on_figures_do_not_cut_them():
    def page(page):
        write(page, 72, 100, "支出1234.56万元")
        write(page, 100, 100, "   ")

    assert strings(make_pdf(page)) == ["支出1234.56万元"]


def test_justified_names_keep_their_characters_at_their_places():
    def page(page):
        for index, character in enumerate("因公出国"):
            write(page, 72 + 30 * index, 100, character, 10)

    (paragraph,) = paragraphs(make_pdf(page))
    assert paragraph.string == "因 公 出 国"
    (place,) = page_places(paragraph.text, 4, 5)
    assert 131 < place.box[0] < 133
    assert 141 < place.box[2] < 143


def test_a_line_set_to_the_right_does_not_go_on():
    def page(page):
        write_right(page, 500, 100, "公开03表")
        write(page, 72, 120, "部门：某市某局")
        write_right(page, 500, 120, "金额单位：万元")
        write_lines(page, 72, 300, [WIDE[:35], WIDE[:35]])

    assert strings(make_pdf(page))[:2] == ["公开03表", "部门：某市某局 金额单位：万元"]


def test_characters_that_are_not_painted_score_less():
    def page(page):
        page.insert_text((72, 100), "本年收入2940.05万元", fontname="china-s", render_mode=3)

    (paragraph,) = paragraphs(make_pdf(page))
    assert paragraph.text.score() == RECOGNISED_SCORE
