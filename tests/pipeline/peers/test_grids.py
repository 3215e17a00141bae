"""How nearly found tables are the printed ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from pipeline.peers import run
from pipeline.peers.grids import Grid, GridCell, PageFound, edit_distance, printed_grids, score_page
from schemas.errors import UsageError

PRINTED = Grid(
    1,
    3,
    3,
    (
        GridCell(0, 0, "项目", 1, 2),
        GridCell(0, 2, "金额"),
        GridCell(1, 0, "1"),
        GridCell(1, 1, "工资福利支出"),
        GridCell(1, 2, "1,234.56"),
        GridCell(2, 1, "合计"),
        GridCell(2, 2, "1,234.56"),
    ),
)


def texts(grid: Grid) -> tuple[str, ...]:
    return tuple(cell.text for cell in grid.cells)


def test_the_same_table_is_found_whole() -> None:
    tally = score_page([PRINTED], PageFound((PRINTED,), texts(PRINTED)))

    assert (tally.figures, tally.figures_placed, tally.figures_read) == (3, 3, 3)
    assert tally.characters == tally.characters_read == 29
    assert (tally.grids, tally.grids_exact) == (1, 1)


def test_a_figure_in_the_next_row_is_read_but_not_at_its_place() -> None:
    moved = tuple(replace(c, row=c.row + 1) if c.row else c for c in PRINTED.cells)
    found = replace(PRINTED, rows=4, cells=moved)

    tally = score_page([PRINTED], PageFound((found,), texts(PRINTED)))

    assert tally.figures_read == 3
    assert tally.figures_placed == 1  # the total's figure slid under the one above it, alike
    assert tally.grids_exact == 0


def test_a_lost_point_costs_the_figure_and_one_character() -> None:
    wrong = tuple(
        replace(c, text="1,23456") if c.row == 2 and c.column == 2 else c for c in PRINTED.cells
    )
    found = replace(PRINTED, cells=wrong)

    tally = score_page([PRINTED], PageFound((found,), texts(found)))

    assert (tally.figures_placed, tally.figures_read) == (2, 2)
    assert tally.characters_read == tally.characters - 1
    assert tally.grids_exact == 1


def test_a_span_that_was_lost_makes_another_grid() -> None:
    flat = tuple(replace(c, column_span=1) for c in PRINTED.cells)

    tally = score_page([PRINTED], PageFound((replace(PRINTED, cells=flat),), texts(PRINTED)))

    assert tally.grids_exact == 0
    assert tally.figures_placed == 3


def test_a_tool_without_grids_places_nothing() -> None:
    tally = score_page([PRINTED], PageFound(texts=texts(PRINTED)))

    assert (tally.figures_placed, tally.figures_read, tally.grids_exact) == (0, 3, 0)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("", "", 0), ("合计", "合汁", 1), ("1,2", "12", 1), ("12", "", 2)],
)
def test_edit_distance(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other) == distance


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """One page with one grid, as the generator lays them down."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "cells").mkdir()
    with pymupdf.open() as made:
        made.new_page(width=200, height=100)
        made.save(str(tmp_path / "reports" / "one.copy.pdf"))
    cells = [
        {
            "row": c.row,
            "column": c.column,
            "rowspan": c.row_span,
            "colspan": c.column_span,
            "text": c.text,
        }
        for c in PRINTED.cells
    ]
    table = {"page": 1, "rows": 3, "columns": 3, "cells": cells}
    file = tmp_path / "cells" / "one.copy.pdf.cells.json"
    file.write_text(json.dumps({"tables": [table]}), "utf-8")
    return tmp_path


def test_printed_grids_are_read_as_the_generator_writes_them(scans: Path) -> None:
    assert printed_grids(scans / "cells" / "one.copy.pdf.cells.json") == [PRINTED]


def test_tools_are_held_against_each_other_by_kind_of_damage(
    scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def good(image: np.ndarray, number: int, size: tuple[float, float]) -> PageFound:
        assert (number, size) == (1, (200.0, 100.0))
        assert image.ndim == 3
        return PageFound((PRINTED,), texts(PRINTED))

    monkeypatch.setattr(run, "READERS", {"good": good, "blind": lambda *_: PageFound()})

    table = run.as_markdown(run.compare(scans, ["good", "blind"], 5)).splitlines()

    assert table[2].startswith("| copy | good | 1 | 1.000 | 1.000 | 1.000 | 1.000 |")
    assert table[3].startswith("| copy | blind | 1 | 0.000 | 0.000 | 0.000 | 0.000 |")


def test_a_folder_without_printed_grids_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="make scans"):
        run.compare(tmp_path, ["gongkai"], 1)


def test_an_unknown_tool_is_refused(scans: Path) -> None:
    with pytest.raises(UsageError, match="nemo"):
        run.compare(scans, ["nemo"], 1)
