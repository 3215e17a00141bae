"""Kinds of findings are data: every name once, and known wherever a finding is made."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from schemas.vocabulary.finding_kinds import _File, finding_kind, finding_kinds

ROOT = Path(__file__).resolve().parents[2]
MADE = re.compile(r'kind="([a-z_]+)"')


def test_a_kind_is_found_by_each_of_its_names():
    assert finding_kind("period_conflict") is finding_kind("year_conflict")
    assert finding_kind("numbering_gap").id == "numbering"
    assert finding_kind("numbering").lasting == "numbering_gap"


def test_an_unknown_name_is_an_error():
    with pytest.raises(ValueError, match="'typo'"):
        finding_kind("typo")


def test_two_kinds_share_no_name():
    twice = [{"id": name, "name": "甲", "rank": 1, "also": ["c"]} for name in ("a", "b")]
    with pytest.raises(ValidationError, match="two kinds"):
        _File.model_validate({"kind": twice})


def test_every_kind_that_a_detector_or_a_planted_error_names_is_one_that_the_json_gives():
    modules = [*(ROOT / "pipeline/findings").glob("*.py"), *(ROOT / "samples/errors").glob("*.py")]
    made = {kind for module in modules for kind in MADE.findall(module.read_text("utf-8"))}
    assert made
    assert made <= {kind.id for kind in finding_kinds().values()}
