"""The journal: what is settled stays settled, through kills in the middle of a line."""

import json

from pipeline.runs.journal import Event, Journal


def test_done_and_aside_are_settled(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl")
    journal.write("a@1", Event.BEGUN)
    journal.write("a@1", Event.DONE)
    journal.write("b@1", Event.FAILED, reason="slow")
    journal.write("b@1", Event.ASIDE, reason="slow")
    standings = journal.standings()
    assert standings["a@1"].done
    assert standings["b@1"].aside == "slow"
    assert all(standing.settled for standing in standings.values())


def test_runs_that_broke_off_with_a_document_in_hand_are_counted(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl")
    for _ in range(3):
        journal.write("a@1", Event.BEGUN)
    assert journal.standings()["a@1"].breaks == 3
    journal.write("a@1", Event.FAILED, reason="crashed")
    standing = journal.standings()["a@1"]
    assert (standing.breaks, standing.failures) == (2, 1)
    assert not standing.settled


def test_a_torn_line_costs_only_itself(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl")
    journal.write("a@1", Event.DONE)
    with journal.path.open("ab") as file:
        file.write(b'{"key": "b@1", "event": "do')
    journal.write("c@1", Event.DONE)
    assert [entry["key"] for entry in journal.entries()] == ["a@1", "c@1"]


def test_another_engine_is_another_piece_of_work(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl")
    journal.write("a@1", Event.DONE)
    assert "a@2" not in journal.standings()
    assert json.loads(journal.path.read_text())["at"].endswith("+00:00")
