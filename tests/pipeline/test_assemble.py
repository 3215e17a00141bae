import json
import runpy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble import assemble, flatten, read_report, to_json
from pipeline.convert import convert
from pipeline.settings import Settings
from schemas.vocabulary.paths import companions, path_entries
from tests.pipeline.reports import NAMES, STATED, small_report

KEYS = st.text(st.sampled_from("人员经费（甲）·. /1２ab"), min_size=1, max_size=8)
SHAPES = sorted(path_entries())


def without_value_key(stated):
    return {path: value for path, value in stated.items() if "[value]" not in path}


@pytest.fixture
def report():
    return small_report(without_value_key(STATED))


def test_every_value_stands_at_its_path_and_comes_back(report):
    assert len(report.values) == len(STATED) - 1
    assert flatten(assemble(report)) == report.values


def test_the_whole_report_comes_back_from_its_text(report):
    assert read_report(json.loads(to_json(report))) == report


def test_a_value_may_hold_companions_and_members(report):
    tree = assemble(report)
    assert tree["totals"]["amount"]["change"]["value"] == "-56.95"
    assert tree["assets"]["vehicles"]["by_use"]["机要通信用车"]["value"] == "2"
    row = tree["general_public_budget"]["by_function"]["2010301"]
    assert row["names"] == list(NAMES)
    assert row["amount"]["value"] == "1906.66"
    assert "names" not in tree["general_public_budget"]["by_function"]["卫生健康支出"]


def test_a_companion_may_stand_without_its_value(report):
    final = assemble(report)["three_public"]["reception"]["final"]
    assert set(final) == {"change_rate"}


def test_a_key_that_would_hide_a_value_is_refused():
    with pytest.raises(ValueError, match="cannot be a key"):
        assemble(small_report({"performance.projects[value].score": "95"}))
    with pytest.raises(ValueError, match="cannot be a key"):
        assemble(small_report({"performance.projects[evaluated].score": "95"}))


def test_a_whole_conversion_comes_back_from_its_text(reference):
    path = reference / "seeds" / "004_9a34270c806bf6f2.txt"
    text = to_json(convert(path, Settings())[0])
    assert to_json(read_report(json.loads(text))) == text


def test_amounts_are_text_and_never_floats(report):
    texts = [v["value"] for v in _values(json.loads(to_json(report)))]
    assert len(texts) == len(report.values)
    assert all(isinstance(text, str) for text in texts)


def test_the_same_report_gives_the_same_bytes():
    stated = without_value_key(STATED)
    assert to_json(small_report(stated)) == to_json(small_report(stated))


def test_parts_stand_in_the_order_of_the_vocabulary():
    stated = dict(reversed(without_value_key(STATED).items()))
    tops = [name for name in assemble(small_report(stated)) if name in {p[0] for p in _tops()}]
    assert tops == [top for (top,) in dict.fromkeys(_tops()) if top in tops]


def test_the_scorer_reads_the_same_paths(report, reference):
    scorer = runpy.run_path(str(reference / "score.py"))
    found = {v["path"]: v["value"] for v in scorer["flatten"](json.loads(to_json(report)))}
    assert found == {path: str(value.value) for path, value in report.values.items()}


@given(st.data())
def test_any_paths_of_the_vocabulary_come_back(data):
    shapes = data.draw(st.lists(st.sampled_from(SHAPES), unique=True, max_size=12))
    stated = {}
    for shape in shapes:
        path = "".join(f"[{data.draw(KEYS)}]" if p == "[]" else p for p in _pieces(shape))
        stated[path] = data.draw(st.sampled_from(["2024", "-0.10", "1234567.890000"]))
        if data.draw(st.booleans()):
            stated[f"{path}.{data.draw(st.sampled_from(sorted(companions())))}"] = "5"
    report = small_report(stated)
    tree = json.loads(to_json(report))
    assert flatten(tree) == report.values
    assert read_report(tree) == report


def _pieces(shape):
    return shape.replace("[]", "\0[]\0").split("\0")


def _tops():
    return [(path.partition(".")[0].partition("[")[0],) for path in path_entries()]


def _values(node):
    if isinstance(node, dict):
        if "confidence" in node:
            yield node
        for child in node.values():
            yield from _values(child)
