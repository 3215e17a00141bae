"""A scanned copy held against the digital report: what differs, and whether it looked sure."""

from collections.abc import Mapping

from pipeline.assemble import to_json
from pipeline.evaluation.copies import compare, main, pairs
from schemas.report import Report
from tests.pipeline.evaluation.test_matching import value
from tests.pipeline.reports import small_report

REVENUE, SPENT = "totals.amount", "expenditure.amount"
ENTRY = "general_public_budget.by_function[2010601].amount"


def report(values: Mapping[str, tuple[str, float]]) -> Report:
    found = {
        path: value(content).model_copy(update={"confidence": sure})
        for path, (content, sure) in values.items()
    }
    base: Report = small_report()
    return base.model_copy(update={"values": found, "names": {}, "findings": ()})


ORIGINAL = report({REVENUE: ("2995.39", 0.99), SPENT: ("2946.25", 0.99), ENTRY: ("11.53", 0.99)})


def test_a_copy_with_the_same_values_differs_in_nothing():
    found = compare(ORIGINAL, ORIGINAL)
    assert (found.differing, found.missing, found.sure) == ([], [], [])


def test_what_differs_is_listed_with_its_confidence_and_what_is_missing_too():
    copy = report({REVENUE: ("2995.39", 0.98), ENTRY: ("14.53", 0.16)})
    found = compare(ORIGINAL, copy)
    assert [(r.path, r.given, r.confidence) for r in found.differing] == [(ENTRY, "14.53", 0.16)]
    assert [r.path for r in found.missing] == [SPENT]
    assert found.sure == []


def test_a_value_that_looks_sure_and_differs_is_what_may_not_be(tmp_path, capsys):
    copy = report({REVENUE: ("2995.39", 0.98), SPENT: ("2946.25", 0.9), ENTRY: ("14.53", 0.97)})
    for name, each in (("a.pdf", ORIGINAL), ("a.photo.pdf", copy), ("b.photo.pdf", copy)):
        folder = tmp_path / ("copies" if "photo" in name else "originals")
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.report.json").write_text(to_json(each), "utf-8")
    originals, copies = tmp_path / "originals", tmp_path / "copies"
    assert [copy.name for _, copy in pairs(originals, copies)] == ["a.photo.pdf.report.json"]
    assert main([str(originals), str(copies)]) == 1
    assert f"0.970 {ENTRY}" in capsys.readouterr().out
    one = str(originals / "a.pdf.report.json")
    assert main([one, one]) == 0
