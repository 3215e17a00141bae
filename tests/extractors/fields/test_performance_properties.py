"""Whatever stands in the cells: no form breaks the reading, and nothing is made up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.fields.performance import extract
from extractors.text.normalise import compact
from schemas.document import Block
from schemas.table import Cell, Table
from schemas.text import CellPlace, placed
from schemas.vocabulary.paths import entry_for
from tests.extractors.fields.forms_helper import structured
from tests.extractors.tables.building import line

STOCK = """
项目名称 设备购置项目 主管部门 青岚市财政局 一级指标 二级指标 三级指标 年度指标值 其中： 其它资金:0
实际完成值 分值 得分 偏差原因 产出指标 数量指标 满意度指标 培训人次 ≥20人 10 9.5 100%
合计 总分 年度资金总额 其中：财政拨款 全年预算数 全年执行数 执行率 1,200.50 预期目标
实际完成情况 …… 指标2： — ERROR:#DIV/0! 无 评价等次 优
"""
WORDS = ["", *STOCK.split()]
TITLES = ["项目支出绩效自评表", "部门整体支出绩效自评表", "项目支出绩效自评汇总表", "一般说明"]


@st.composite
def grids(draw: st.DrawFn) -> Table:
    """A grid of stock words, some cells spanning down."""
    rows, columns = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            word = draw(st.sampled_from(WORDS))
            span = draw(st.integers(1, min(3, rows - row)))
            below = {(row + n, column) for n in range(span)}
            taken |= below
            text = placed(word, CellPlace("表", f"R{row}C{column}"))
            cells.append(Cell(row, column, text, row_span=span))
    return Table(rows, columns, tuple(cells), (1,), "made by hand")


@settings(max_examples=150, deadline=None)
@given(st.lists(grids(), min_size=1, max_size=3), st.sampled_from(TITLES))
def test_nothing_is_made_up(tables: list[Table], title: str) -> None:
    blocks: list[Block] = [line(title), *tables]
    printed = compact("".join(c.string for t in tables for c in t.cells))
    for made in extract(structured(*blocks)):
        assert entry_for(made.path) is not None, made.path
        assert compact(made.evidence.verbatim) in printed
        assert 0 < made.scores.match <= 1
        assert "#DIV" not in made.path
        if isinstance(made.value, str):
            assert compact(made.value) in printed
