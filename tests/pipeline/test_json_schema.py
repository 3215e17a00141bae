import json

import jsonschema
import pytest

from pipeline.assemble import to_json
from pipeline.json_schema import SCHEMA_FILE, report_schema, schema_text
from tests.pipeline.reports import STATED, small_report


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(report_schema())
    return jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text("utf-8")))


@pytest.fixture
def tree():
    return json.loads(
        to_json(small_report({p: v for p, v in STATED.items() if "[value]" not in p}))
    )


def test_the_committed_schema_is_what_the_models_say():
    assert SCHEMA_FILE.read_text("utf-8") == schema_text(), "run `gongkai schema --write`"


def test_a_report_is_valid(validator, tree):
    assert [f"{e.json_path}: {e.message}" for e in validator.iter_errors(tree)] == []


def broken(tree, *path, value):
    node = tree
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return tree


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("totals", "amount", "value"), "1,234.56"),
        (("totals", "amount", "value"), 1234.56),
        (("totals", "amount", "unit"), "元"),
        (("totals", "amount", "confidence"), 1.5),
        (("totals", "amount", "status"), "sure"),
        (("totals", "amount", "evidence"), []),
        (("totals", "amount", "chnage"), {}),
        (("totals", "amuont"), {}),
        (("report", "fiscal_year", "value"), "二〇二四"),
        (("general_public_budget", "by_function", "2010301", "names"), "行政运行"),
        (("general_public_budget", "by_function", "2010301", "amuont"), {}),
        (("assets", "vehicles", "by_use", "机要通信用车", "value"), "两"),
        (("source", "sha256"), None),
        (("schema_version",), "0.9"),
        (("anything",), {}),
    ],
)
def test_what_is_wrong_is_not_valid(validator, tree, path, value):
    assert list(validator.iter_errors(broken(tree, *path, value=value)))


@pytest.mark.parametrize("gone", ["evidence", "confidence", "raw", "status"])
def test_no_value_without_its_evidence_and_confidence(validator, tree, gone):
    del tree["totals"]["amount"][gone]
    assert list(validator.iter_errors(tree))
