"""Keys that were read doubtfully or put right lower the trust in their figures."""

from dataclasses import replace

import pytest

from extractors.fields.statements import extract
from schemas.table import Table
from schemas.text import CellPlace, placed
from tests.extractors.tables.building import line, structured, table

GRID = """
    科目编码 | 科目名称 | 本年支出合计 | 基本支出
    合计 | < | 5.00 | 5.00
    208 | 社会保障和就业支出 | 3.00 | 3.00
    20805 | 某项旧名支出 | 2.00 | 2.00
"""


def _matches(made: Table) -> dict[str, float]:
    blocks = (line("支出决算表"), line("单位：万元"), made)
    return {c.path: c.scores.match for c in extract(structured(*blocks))}


def _with(row: int, column: int, *, respelt: bool = False, score: float = 1.0) -> Table:
    """The grid, one of its cells put right or read with a score."""
    made = table(GRID)
    cells = tuple(
        replace(c, respelt=respelt, text=placed(c.string, CellPlace("表", "A1"), score))
        if (c.row, c.column) == (row, column)
        else c
        for c in made.cells
    )
    return replace(made, cells=cells)


@pytest.mark.parametrize(
    ("row", "column", "path"),
    [
        (2, 1, "expenditure.by_function[208].total"),
        (0, 3, "expenditure.by_function[208].basic"),
        (1, 0, "expenditure.total"),
    ],
)
def test_a_label_or_head_that_was_put_right_costs_trust(row: int, column: int, path: str) -> None:
    before, after = _matches(table(GRID)), _matches(_with(row, column, respelt=True))
    assert after[path] < before[path]
    assert after["expenditure.by_function[20805].total"] == pytest.approx(
        before["expenditure.by_function[20805].total"]
    )


def test_a_doubtful_code_costs_trust_where_no_name_confirms_it() -> None:
    confirmed = _matches(_with(2, 0, score=0.5))["expenditure.by_function[208].total"]
    alone = _matches(_with(3, 0, score=0.5))["expenditure.by_function[20805].total"]
    assert confirmed == _matches(table(GRID))["expenditure.by_function[208].total"]
    assert alone < 0.6 * confirmed


SCHOOLS = """
    科目编码 | 科目名称 | 本年支出合计 | 基本支出
    205 | 教育支出 | 3.00 | 3.00
    20502 | 普通教育 | 3.00 | 3.00
    %s | 高中教育 | 3.00 | 3.00
"""


@pytest.mark.parametrize(
    ("score", "read", "code"),
    [(0.998, "2050201", "2050204"), (0.998, "20502", "2050204"), (1.0, "2050201", "2050201")],
)
def test_a_scanned_code_but_for_a_figure_is_that_of_its_name(
    score: float, read: str, code: str
) -> None:
    """A code of a text layer is what is printed, whatever stands beside it."""
    made = table(SCHOOLS % read)
    cells = tuple(
        replace(c, text=placed(c.string, CellPlace("表", "A1"), score)) for c in made.cells
    )
    found = _matches(replace(made, cells=cells))
    item = found[f"expenditure.by_function[{code}].total"]
    assert (item < found["expenditure.by_function[205].total"]) == (score < 1)
    assert len(found) == 6
