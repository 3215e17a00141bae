"""Heads as paths; rows that are heads, bodies, counts of columns."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.tables.header import (
    body_rows,
    column_paths,
    has_own_heads,
    head_rows,
    is_ordinal_row,
)
from tests.extractors.tables.building import table

GRID = """
公开08表 | < | < | < | <
项目 | < | 本年支出 | < | <
科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出
栏次 | < | 1 | 2 | 3
合计 | < | 3.00 | 1.00 | 2.00
科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出
 | | | |
212 | 城乡社区支出 | 3.00 | 1.00 | 2.00
"""


def test_heads_of_several_rows_are_paths():
    paths = column_paths(table(GRID))
    assert paths[0] == ("项目", "科目编码")
    assert paths[3] == ("本年支出", "基本支出")


def test_title_and_column_count_rows_are_heads_but_head_nothing():
    made = table(GRID)
    assert head_rows(made) == 4
    assert all("公开08表" not in path and "栏次" not in path for path in column_paths(made))


def test_repeated_heads_and_blank_rows_are_no_body():
    assert body_rows(table(GRID)) == [4, 7]


def test_a_total_that_shares_its_row_with_code_heads_is_a_body_row():
    made = table(
        """
        项目 | < | < | < | 本年收入合计
        科目编码 | < | < | 科目名称 | ^
        类 | 款 | 项 | 合计 | 2,946.25
        201 | | | 一般公共服务支出 | 2,112.86
        """
    )
    assert body_rows(made) == [2, 3]


def test_blank_heads_take_the_head_to_their_left_where_there_are_no_spans():
    made = table(
        """
        合计 | | 公务接待费 |
        预算数 | 决算数 | 预算数 | 决算数
        1.00 | 2.00 | 1.00 | 2.00
        """
    )
    assert column_paths(made)[1] == ("合计", "决算数")
    assert column_paths(made)[3] == ("公务接待费", "决算数")


def test_units_in_heads_are_left_out():
    made = table("项目 | 决算数（万元）\n一、其他收入 | 1.00")
    assert column_paths(made)[1] == ("决算数",)


@given(st.integers(min_value=3, max_value=20))
def test_a_run_from_one_counts_columns(width):
    run = " | ".join(str(n + 1) for n in range(width))
    amounts = " | ".join(f"{n + 1}.50" for n in range(width))
    made = table(f"{run}\n{amounts}")
    assert is_ordinal_row(made, 0)
    assert not is_ordinal_row(made, 1)


def test_a_continuation_may_begin_with_words():
    assert not has_own_heads(table("使用非财政拨款结余 | | 结余分配 | \n总计 | 1.00 | 总计 | 1.00"))
    assert has_own_heads(table("科目编码 | 科目名称 | 办公费\n201 | 一般公共服务支出 | 1.00"))


def test_a_count_of_columns_with_a_misread_figure():
    counted = "11 | 2 | 3 | 4 | 5 | 6 | 7 | B | 9 | 10 | 11 | 12"
    made = table(f"{counted}\n1 | 2 | 3 | 9 | 5.00 | 6 | 70.11 | 8 | 9 | 10 | 11 | 12")
    assert is_ordinal_row(made, 0)
    assert not is_ordinal_row(made, 1)
