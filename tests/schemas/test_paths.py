"""The canonical paths: grammar and vocabulary."""

import json
from pathlib import Path

import pytest

from schemas.paths import Step, clean_key, keys, parse, shape
from schemas.vocabulary.paths import ValueType, entry_for, path_entries


def test_a_path_with_keys() -> None:
    path = "performance.projects[口岸经费].indicators[数量指标/培训.次数].score"
    assert [str(s) for s in parse(path)][-1] == "score"
    assert parse(path)[1] == Step("projects", "口岸经费")
    assert keys(path) == ("口岸经费", "数量指标/培训.次数")
    assert shape(path) == "performance.projects[].indicators[].score"


@pytest.mark.parametrize("path", ["", "a.", ".a", "A.b", "a..b", "a[b", "a b"])
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        parse(path)


def test_a_name_becomes_a_key() -> None:
    assert clean_key(" 因公出国（境） 费[1]") == "因公出国(境)费(1)"


def test_companions_follow_any_amount_or_count() -> None:
    rate = entry_for("totals.amount.change_rate")
    change = entry_for("three_public.reception.domestic.batches.change")
    assert rate is not None
    assert rate.unit_of_value() == "%"
    assert change is not None
    assert (change.type, change.unit_of_value()) == (ValueType.COUNT, "个")
    assert entry_for("totals.amount.nonsense") is None


def test_every_listed_path_follows_the_grammar() -> None:
    assert all(shape(p) == p and parse(p.replace("[]", "[k]")) for p in path_entries())


def test_the_vocabulary_holds_every_path_of_the_truth(reference: Path) -> None:
    unknown = {
        field["path"]
        for truth in sorted((reference / "gold").glob("*.gold.json"))
        for field in json.loads(truth.read_text("utf-8"))["fields"]
        if entry_for(field["path"]) is None
    }
    assert not unknown
