"""Every sentence of `sentences.toml` gives its facts, all of them and no others."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.fields.narrative import narrate
from schemas.evidence import TextLocation
from schemas.vocabulary.paths import entry_for
from tests.extractors.fields.narration import structured

GROUPS = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))["group"]
COVERS = {
    "budget": ["某市某局2024年部门预算"] * 3 + ["2024年度部门预算公开"],
    "final": ["某市某局2023年度部门决算", "2023年度决算公开"] * 2,
}
CASES = [
    pytest.param(group, case, id=case["text"][:30]) for group in GROUPS for case in group["case"]
]


@pytest.mark.parametrize(("group", "case"), CASES)
def test_sentence_gives_its_facts(group, case):
    cover = COVERS[group.get("kind", "final")]
    narration = narrate(structured([*cover, *group["under"], case["text"]]))
    given = [(c.path, c.value) for c in narration.candidates if c.year is None]
    wanted = {
        path: value if path.endswith("change_reason") else Decimal(value)
        for path, value in case["expect"].items()
    }
    assert dict(given) == wanted
    assert all(value == wanted[path] for path, value in given), "witnesses disagree"


@pytest.mark.parametrize(("group", "case"), CASES)
def test_figures_stand_where_evidence_says(group, case):
    lines = [*COVERS[group.get("kind", "final")], *group["under"], case["text"]]
    report = structured(lines)
    for found in narrate(report).candidates:
        place = found.evidence.location
        assert isinstance(place, TextLocation)
        assert report.document.text[place.start : place.end] == found.evidence.verbatim


def test_enough_sentences_of_enough_offices():
    assert len(CASES) >= 170
    assert sum(len(case["expect"]) for group in GROUPS for case in group["case"]) >= 650


def test_all_expected_paths_are_in_the_vocabulary():
    paths = {path for group in GROUPS for case in group["case"] for path in case["expect"]}
    assert [path for path in paths if entry_for(path) is None] == []
