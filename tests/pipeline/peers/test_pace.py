"""What scanned pages cost: the sums of it, and a real run of the command on digital pages."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from pipeline.cli.bench import bench_scans
from pipeline.peers.pace import PageCost, Throughput, costs_as_markdown, throughput
from schemas.errors import UsageError


def test_ours_is_held_against_the_engine_over_all_pages() -> None:
    costs = [PageCost("a.pdf", 1, 1.0, 2.0), PageCost("a.pdf", 2, 3.0, 4.0)]

    rows = costs_as_markdown(costs).splitlines()

    assert rows[2].startswith("| a.pdf | 2 | 2.00 | 3.00 | 1.50 |")
    assert rows[3].startswith("| all | 2 |")


def test_each_page_is_held_against_the_goal() -> None:
    costs = [PageCost("a.pdf", 1, 1.0, 2.0), PageCost("a.pdf", 2, 4.0, 4.0)]

    row = costs_as_markdown(costs).splitlines()[2]

    assert row.endswith("| 1.20 | 1.50 | 2.00 (p. 1) | 1 |")


def test_pages_a_minute_are_of_all_workers() -> None:
    assert Throughput(2, 1, 30, 60.0, 100.0).pages_a_minute == 30


@pytest.mark.slow
def test_a_run_is_timed_from_outside_with_the_memory_of_its_children(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    with pymupdf.open() as made:
        made.new_page().insert_text((72, 72), "2023 final accounts of an agency, page one of one")
        made.save(str(file))

    run = throughput([file], 1, 1)

    assert run.pages == 1
    assert run.seconds > 0
    assert run.peak > 50


def test_a_setting_names_workers_and_threads() -> None:
    with pytest.raises(UsageError, match="2x1"):
        bench_scans([], 1, ["fast"])
