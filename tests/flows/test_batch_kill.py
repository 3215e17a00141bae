"""A batch with poison in it, killed on the way: the small run of `batch_kill`."""

import pytest

from tests.flows import batch_kill
from tests.flows.documents import make

DOCUMENTS, POISON = 40, 5
MIX = {"txt": 12, "html": 8, "pdf": 6, "docx": 5, "xlsx": 4}


@pytest.mark.slow
def test_a_killed_batch_ends_as_an_undisturbed_one(tmp_path):
    make(tmp_path / "in", DOCUMENTS, POISON, MIX, brief=2)
    batch_kill.undisturbed(tmp_path)
    assert batch_kill.disturbed(tmp_path, DOCUMENTS)
    broken, whole = (batch_kill.state(tmp_path, name) for name in ("broken", "whole"))
    assert broken == whole
    assert len(whole["reports"]) == len(whole["store"]) == DOCUMENTS - POISON
    assert sorted(whole["aside"]) == sorted(p.name for p in tmp_path.glob("in/*-poison-*"))
    assert all(reason.endswith("]") for reason in whole["aside"].values())
    cost = batch_kill.again(tmp_path / "broken")
    # Those in the children's hands, and one whose report was being kept.
    assert cost["begun_in_vain"] <= batch_kill.WORKERS + 1
    assert cost["done_twice"] == 0
