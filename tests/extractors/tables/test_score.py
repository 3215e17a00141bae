"""Grids judged by their figures."""

import pytest

from extractors.tables.score import amounts_in, grid_score, placed_share


@pytest.mark.parametrize(
    "lines",
    [
        ["2,940.05"],
        ["42,575,058.", "26"],
        ["一般公共服务支出2,106.66万元，教育支出10.00万元"],
        ["2080505", "1.5"],
        [],
    ],
)
def test_cells_as_they_should_be(lines):
    assert grid_score([lines, ["合计"]]) == 1.0


@pytest.mark.parametrize(
    "lines", [["2,940.05 1,206.04"], ["1206.04191892.29"], [",234.56"], ["1,2"], ["教育 1.00 2.00"]]
)
def test_figures_cut_or_put_together(lines):
    assert grid_score([lines]) < 0.5
    assert grid_score([lines, *[["1.00"]] * 30]) > 0.75


def test_figures_outside_all_tables():
    assert placed_share(0, 0) == 1.0
    assert placed_share(3, 1) == 0.75
    assert amounts_in("支出1,234.56万元、2.00万元，共2024年") == 2
