"""The commands around the store, from a file to its truth."""

import json

import pytest
from sqlalchemy import select

from pipeline.cli import main
from pipeline.review.choices import Answer, Choice
from pipeline.review.decisions import decide
from pipeline.store.database import open_store
from pipeline.store.tables import ItemRow, ReportRow, SourceBytesRow, UserRow


@pytest.fixture
def converted(root, tmp_path, monkeypatch):
    """A sample converted into a store, with one user; hardly anything is accepted unseen."""
    monkeypatch.setenv("GONGKAI_ACCEPT", "0.9999")
    store = str(tmp_path / "store.sqlite")
    (tmp_path / "password").write_text("a long enough password\n", "utf-8")
    sample = root / "samples" / "demo" / "reports" / "chongqing_004.clean.txt"
    command = ["convert", str(sample), "--out", str(tmp_path / "out"), "--store", store]
    assert main(command) == 0
    named = ["--store", store, "--password-file", str(tmp_path / "password")]
    assert main(["user", "add", "anna", "--role", "reviewer", *named]) == 0
    return store


def export(store, out, *more):
    assert main(["export", "--store", store, "--out", str(out), *more]) == 0
    return json.loads(next(out.glob("*.report.json")).read_text("utf-8"))


@pytest.mark.slow
class TestStoreOnTheCommandLine:
    def test_what_is_exported_is_what_was_converted(self, converted, tmp_path):
        written = next((tmp_path / "out").glob("*.report.json")).read_text("utf-8")
        export(converted, tmp_path / "again")
        assert next((tmp_path / "again").glob("*.report.json")).read_text("utf-8") == written

    def test_decisions_come_out(self, converted, tmp_path):
        store = open_store(converted)
        with store.transaction() as session:
            assert session.scalars(select(SourceBytesRow)).one().data
            item = session.scalars(select(ItemRow).filter_by(path="report.region")).one()
            anna = session.scalars(select(UserRow)).one()
            decide(session, anna, item.id, Answer(Choice.CORRECT, item.lock, "别县"))
            assert session.scalars(select(ReportRow)).one().current == 1
        store.close()
        region = export(converted, tmp_path / "reviewed", "--reviewed")["report"]["region"]
        assert (region["value"], region["status"]) == ("别县", "corrected")
        truth = next((tmp_path / "reviewed" / "truth").glob("*.gold.json")).read_text("utf-8")
        assert [(f["path"], f["value"]) for f in json.loads(truth)["fields"]] == [
            ("report.region", "别县")
        ]


class TestRefusals:
    def test_an_unknown_user_is_not_disabled(self, tmp_path, capsys):
        assert main(["user", "disable", "anna", "--store", str(tmp_path / "s.sqlite")]) == 1
        assert "no user" in capsys.readouterr().err

    def test_a_store_without_users_is_not_served(self, tmp_path, capsys):
        assert main(["review", "--store", str(tmp_path / "s.sqlite")]) == 1
        assert "gongkai user add" in capsys.readouterr().err

    def test_an_unknown_role_is_told(self, tmp_path, capsys):
        assert main(["user", "add", "a", "--role", "king", "--store", str(tmp_path / "s")]) == 1
        assert "reader, reviewer or admin" in capsys.readouterr().err
