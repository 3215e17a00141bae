"""Tables over page breaks."""

from extractors.tables.stitch import stitch
from schemas.document import Role
from schemas.table import Table
from tests.extractors.pdf_pages import (
    cell_at,
    draw_table,
    make_pdf,
    page_places,
    read_bytes,
    write,
    write_centred,
    write_right,
    write_rows,
)

XS = [72, 130, 290, 360, 430, 520]
HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
FIRST = [
    ["201", "一般公共服务支出", "20.00", "12.00", "8.00"],
    ["20106", "财政事务", "20.00", "12.00", "8.00"],
]
REST = [["2010601", "行政运行", "12.00", "12.00", ""], ["2010602", "一般事务", "8.00", "", "8.00"]]
ROWS_A = [
    ["小计", "基本工资", "津贴"],
    ["9.00", "5.00", "4.00"],
    ["9.00", "5.00", "4.00"],
    ["9.00"] * 3,
]
ROWS_B = [["奖金", "办公费", "水费"], ["1.00", "", "2.00"], ["1.00", "", "2.00"], ["1.00"] * 3]
TOTAL = [["", "合计", "20.00", "12.00", "8.00"]]


def titled(rows, title="支出决算表", xs=XS):
    def draw(page):
        write_centred(page, 80, title)
        write_right(page, 520, 110, "单位：万元")
        draw_table(page, xs, 120, rows)

    return draw


def bare(rows, xs=XS, top=72):
    return lambda page: draw_table(page, xs, top, rows)


def stitched(*pages):
    document = read_bytes(make_pdf(*pages))
    blocks = stitch(document.blocks)
    return blocks, [block for block in blocks if isinstance(block, Table)]


def test_a_continuation_without_a_head():
    _, (table,) = stitched(titled([HEAD, *FIRST]), bare(REST))
    assert table.strings() == [HEAD, *FIRST, *REST]
    assert table.page_numbers == (1, 2)


def test_a_continuation_with_only_the_total_row_over_three_pages():
    _, (table,) = stitched(titled([HEAD, *FIRST]), bare(REST), bare(TOTAL))
    assert table.strings() == [HEAD, *FIRST, *REST, *TOTAL]
    assert table.page_numbers == (1, 2, 3)


def test_a_repeated_head_and_title_are_dropped():
    again = [HEAD, *REST]
    for title in ("支出决算表", "支出决算表（续）"):
        blocks, found = stitched(titled([HEAD, *FIRST]), titled(again, title))
        assert [table.strings() for table in found] == [[HEAD, *FIRST, *REST]]
        roles = [b.role for b in blocks if not isinstance(b, Table) and b.page_number == 2]
        assert set(roles) == {Role.PAGE_HEADER}


def test_a_new_title_begins_a_new_table():
    _, found = stitched(titled([HEAD, *FIRST]), titled([HEAD, *REST], "收入决算表"))
    assert len(found) == 2


def test_the_same_title_without_its_head_is_another_table():
    other = [["项目名称", "办公设备购置", "", "", ""], ["预算数", "12.00", "", "", ""]]
    _, found = stitched(titled([HEAD, *FIRST]), titled(other))
    assert len(found) == 2


def test_other_columns_are_another_table():
    _, found = stitched(
        titled([HEAD, *FIRST]), bare([["甲", "乙", "1.00"]] * 2, xs=[72, 200, 400, 500])
    )
    assert len(found) == 2


def test_a_note_below_ends_the_table():
    def with_note(page):
        titled([HEAD, *FIRST])(page)
        write(page, 72, 300, "注：本表反映支出。")

    _, found = stitched(with_note, bare(REST))
    assert len(found) == 2


def test_columns_that_are_empty_on_the_next_page_survive():
    wide = [72, 110, 230, 290, 340, 390, 430, 470, 520]
    head = ["编码", "名称", "合计", "财政拨款", "上级补助", "事业收入", "经营收入", "其他"]
    row = ["201", "一般公共服务", "20.00", "12.00", "", "", "", "8.00"]
    short = [["20106", "财政事务", "20.00", "20.00"]] * 2
    _, (table,) = stitched(titled([head, row], xs=wide), bare(short, xs=wide[:5]))
    assert table.column_count == 8
    assert table.strings()[2] == ["20106", "财政事务", "20.00", "20.00", "", "", "", ""]


def test_a_part_moved_and_scaled_on_its_page_is_laid_over_the_first():
    moved = [x * 0.99 + 11 for x in XS]
    _, (table,) = stitched(titled([HEAD, *FIRST]), bare(REST, xs=moved))
    assert table.strings() == [HEAD, *FIRST, *REST]


def test_unruled_parts_are_joined_by_where_their_texts_stand():
    rows = [*FIRST, *REST, *TOTAL]

    def first(page):
        write_centred(page, 80, "支出决算表")
        write_rows(page, XS, 120, [HEAD, *rows])

    _, (table,) = stitched(first, lambda page: write_rows(page, XS, 72, [r[:4] for r in rows]))
    assert table.column_count == 5
    assert table.strings()[6:] == [[*row[:4], ""] for row in rows]


def test_a_name_cut_by_the_page_break_is_one_again():
    cut = [["2080505", "机关事业单位基本养老保险缴费", "16.00", "16.00", ""]]
    rest = [["", "支出", "", "", ""], *TOTAL]
    _, (table,) = stitched(titled([HEAD, *FIRST, *cut]), bare(rest))
    assert table.row_count == 5
    assert table.strings()[3][1] == "机关事业单位基本养老保险缴费\n支出"
    pages = {place.page for place in page_places(cell_at(table, 3, 1).text)}
    assert pages == {1, 2}


def test_a_row_of_a_name_alone_is_not_taken_for_the_rest_of_a_name():
    rows = [["一、教育支出", "", "10.00", "10.00", ""]]
    rest = [["二、外交支出", "", "", "", ""], ["三、国防支出", "", "1.00", "", "1.00"]]
    _, (table,) = stitched(titled([HEAD, *rows]), bare(rest))
    assert table.row_count == 4


def test_a_cell_over_rows_that_the_break_cut_goes_on():
    def first(page):
        for x in (72, 150, 250, 350):
            page.draw_line((x, 100), (x, 140))
        for y in (100, 140):
            page.draw_line((72, y), (350, y))
        page.draw_line((150, 120), (350, 120))
        write(page, 80, 125, "产出指标")
        for y, name in ((114, "数量指标"), (134, "质量指标")):
            write(page, 160, y, name)
            write_right(page, 340, y, "95.00")

    def second(page):
        for x in (72, 150, 250, 350):
            page.draw_line((x, 72), (x, 112))
        for y in (72, 112):
            page.draw_line((72, y), (350, y))
        page.draw_line((150, 92), (350, 92))
        for y, name in ((86, "时效指标"), (106, "成本指标")):
            write(page, 160, y, name)
            write_right(page, 340, y, "90.00")

    _, (table,) = stitched(first, second)
    label = cell_at(table, 3, 0)
    assert label.string == "产出指标"
    assert label.row_span == 4


def test_a_row_below_a_short_name_is_a_row_of_its_own():
    last = [["年度目标", "预期目标", "", "实际完成", ""]]
    rest = [["", "完成各项工作", "", "", ""], *TOTAL]
    _, (table,) = stitched(titled([HEAD, *FIRST, *last]), bare(rest))
    assert table.row_count == 6


def test_parts_of_a_wide_statement_are_put_beside_each_other():
    labels = [
        ["科目编码", "科目名称"],
        ["201", "一般公共服务"],
        ["20106", "财政事务"],
        ["", "合计"],
    ]
    first = [[*label, *row] for label, row in zip(labels, ROWS_A, strict=True)]
    second = [[*label, *row] for label, row in zip(labels, ROWS_B, strict=True)]
    _, (table,) = stitched(titled(first), bare(second))
    assert table.strings() == [[*a, *b[2:]] for a, b in zip(first, second, strict=True)]
    assert table.page_numbers == (1, 2)
    assert list(table.column_edges) == sorted(table.column_edges)


def test_a_table_printed_twice_stays_twice():
    rows = [HEAD, *FIRST, *REST, *TOTAL]
    _, found = stitched(titled(rows), titled(rows, "收入决算表"))
    assert len(found) == 2


def test_a_part_whose_first_column_is_open_at_its_top_is_laid_under_the_rest():
    """A label that runs over both pages leaves its column without a ruling above."""
    rest = [["产出指标", "课程数", "20门", "5"], ["", "出版教材数", "7个", "5"]]
    whole = [["绩效指标", *rest[0]]]
    _, tables = stitched(titled(whole, title="绩效目标表"), bare(rest, xs=XS[1:]))
    assert len(tables) == 1
    assert tables[0].column_count == len(XS) - 1
    assert [cell_at(tables[0], row, 4).string for row in (0, 1, 2)] == ["5", "5", "5"]


def test_a_photographed_part_with_fewer_columns_stands_on_the_table_s_own():
    """The next page was photographed from further off, and one of its heads spans two columns."""
    whole = [["产出指标", "数量指标", "课程数", "20门", "5"]]
    fewer = [x * 0.95 + 6 for x in [*XS[:2], *XS[3:]]]
    rest = [["效益指标", "服务能力", "显著", "7"], ["", "影响", "较好", "5"]]
    _, (table,) = stitched(titled(whole, title="绩效目标表"), bare(rest, xs=fewer))
    assert [cell_at(table, row, 4).string for row in (0, 1, 2)] == ["5", "7", "5"]
