"""A report's words on last year are held against last year's own report."""

import pytest

from pipeline.archive.places import place
from pipeline.assemble import to_json
from pipeline.convert import convert
from pipeline.runs.items import Item
from pipeline.runs.sinks import Reports
from pipeline.runs.years import Years, disagreements, year_gaps
from pipeline.settings import Settings


def report(folder, year, total, change=None, agency="白鹭洲县司法局"):
    """A report of one total, and by how much it grew."""
    grew = f"与{year - 1}年度相比，支出总计增加{change}万元" if change else "支出总计与预算相符"
    path = folder / f"{year}.txt"
    lines = (
        f"{agency}{year}年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        f"{year}年度收入总计{total}万元，支出总计{total}万元。{grew}。",
    )
    path.write_text("\n".join(lines), "utf-8")
    (made,) = convert(path, Settings())
    return made


@pytest.mark.parametrize(
    ("change", "differ"), [("246.84", False), ("246.85", False), ("246.90", True)]
)
def test_a_figure_less_its_change_is_the_one_before(tmp_path, change, differ):
    earlier = report(tmp_path, 2022, "1000.00")
    later = report(tmp_path, 2023, "1246.84", change)
    found = disagreements(earlier, later)
    assert bool(found) is differ, later.values.keys()
    if found:
        assert (found[0].before, found[0].after) == ("1000.00", "999.94")
        assert found[0].raw_after == "1246.84万元 - (246.90万元)"


def test_new_reports_are_held_against_both_neighbours_and_the_newest_of_a_year(tmp_path):
    years, reports = Years(place(tmp_path / "home")), Reports(place(tmp_path / "home"))
    made = {
        "a" * 64: report(tmp_path, 2022, "1000.00"),
        "b" * 64: report(tmp_path, 2023, "1246.84", "246.90"),
        "c" * 64: report(tmp_path, 2022, "999.94"),
        "d" * 64: report(tmp_path, 2022, "5.00", agency="白鹭洲县民政局"),
    }
    for digest, each in made.items():
        for sink in (years, reports):
            sink.put(Item(digest, "x.txt"), "1", [to_json(each)])
    order = {digest: number for number, digest in enumerate(made)}
    assert year_gaps(years, reports, ["b" * 64, "d" * 64], order) == []
    before = {"c" * 64: 0, "a" * 64: 1, "b" * 64: 2}
    (gap,) = year_gaps(years, reports, ["a" * 64, "b" * 64], before)
    assert (gap.earlier.digest, gap.later.digest) == ("a" * 64, "b" * 64)
    assert (gap.agency, gap.earlier.year) == ("白鹭洲县司法局", 2022)
