"""The store: its shape, its safety, and reports that go in twice."""

import hashlib

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from pipeline.assemble import to_json
from pipeline.store.database import open_store
from pipeline.store.saving import current_version, load_report, save_report
from pipeline.store.tables import (
    Base,
    DecisionRow,
    FindingRow,
    ItemRow,
    SourceBytesRow,
    UserRow,
    ValueRow,
    VersionRow,
)
from schemas.errors import UsageError
from tests.pipeline.reports import STATED, small_report

DATA = b"%PDF-1.7 of an invented agency"


def report_of(version="1", **changes):
    stated = {path: value for path, value in STATED.items() if "[value]" not in path}
    report = small_report(changes.pop("stated", stated))
    source = report.source.model_copy(
        update={"sha256": hashlib.sha256(DATA).hexdigest(), "size": len(DATA), "version": version}
    )
    return report.model_copy(update={"source": source, **changes})


def count(store, table):
    with store.transaction() as session:
        return session.scalar(select(func.count()).select_from(table))


class TestShape:
    def test_migrations_and_models_agree(self, store):
        with store.engine.connect() as connection:
            context = MigrationContext.configure(connection)
            assert compare_metadata(context, Base.metadata) == []

    def test_opening_again_keeps_all(self, store, store_url):
        with store.transaction() as session:
            save_report(session, report_of(), DATA)
        again = open_store(store_url)
        assert count(again, VersionRow) == 1
        again.close()

    def test_another_database_is_refused(self):
        with pytest.raises(UsageError, match="neither sqlite nor postgresql"):
            open_store("mysql://host/db")

    def test_a_path_is_a_file_of_sqlite(self, tmp_path):
        opened = open_store(str(tmp_path / "here.sqlite"))
        assert "decision" in inspect(opened.engine).get_table_names()
        opened.close()
        assert (tmp_path / "here.sqlite").is_file()

    def test_a_folder_that_is_not_there_is_told(self, tmp_path):
        with pytest.raises(UsageError, match="unable to open"):
            open_store(f"sqlite:///{tmp_path}/none/here.sqlite")


class TestSaving:
    def test_the_same_report_twice_changes_nothing(self, store):
        with store.transaction() as session:
            first = save_report(session, report_of(), DATA)
        with store.transaction() as session:
            second = save_report(session, report_of(), DATA)
        assert (first.changed, second.changed) == (True, False)
        assert count(store, VersionRow) == 1
        assert count(store, ValueRow) == len(report_of().values)
        assert count(store, FindingRow) == 1
        assert count(store, SourceBytesRow) == 1

    def test_a_new_engine_adds_a_version_and_keeps_the_old(self, store):
        with store.transaction() as session:
            save_report(session, report_of("1"), DATA)
        with store.transaction() as session:
            saved = save_report(session, report_of("2"), DATA)
            assert saved.report.current == 2
            assert count_versions(session) == ["1", "2"]

    def test_an_old_version_come_back_counts_again(self, store):
        for version in ("1", "2", "1"):
            with store.transaction() as session:
                saved = save_report(session, report_of(version), DATA)
                assert load_report(current_version(session, saved.report)).source.version == version
        assert count(store, VersionRow) == 2

    def test_what_comes_out_is_what_went_in(self, store):
        with store.transaction() as session:
            saved = save_report(session, report_of(), DATA)
            assert to_json(load_report(saved.version)) == to_json(report_of())

    def test_amounts_stay_text(self, store):
        with store.transaction() as session:
            saved = save_report(session, report_of(), DATA)
            wanted = select(ValueRow).filter_by(version_id=saved.version.id, path="totals.amount")
            assert session.scalars(wanted).one().value == "2961.68"

    def test_bytes_of_another_file_are_refused(self, store):
        with pytest.raises(ValueError, match="not those"), store.transaction() as session:
            save_report(session, report_of(), b"other")
        assert count(store, VersionRow) == 0

    def test_several_reports_of_one_file_stand_apart(self, store):
        with store.transaction() as session:
            one = save_report(session, report_of(), DATA, part=1)
            two = save_report(session, report_of(findings=()), DATA, part=2)
            assert one.report.id != two.report.id


def count_versions(session):
    versions = session.scalars(select(VersionRow).order_by(VersionRow.number)).all()
    return [load_report(version).source.version for version in versions]


class TestDecisionsOnlyGrow:
    @pytest.mark.parametrize("change", ["UPDATE decision SET choice = 'x'", "DELETE FROM decision"])
    def test_the_database_refuses(self, store, change):
        with store.transaction() as session:
            saved = save_report(session, report_of(), DATA)
            user = UserRow(name="a", password="", role="reviewer")
            item = ItemRow(
                report_id=saved.report.id,
                key="value:a",
                reason="audit",
                engine="1",
                digest="",
                proposal={},
            )
            session.add_all([user, item])
            session.flush()
            session.add(
                DecisionRow(
                    item_id=item.id, user_id=user.id, choice="accept", shown={}, engine="1", lock=1
                )
            )
        with pytest.raises(DBAPIError, match="only added"), store.transaction() as session:
            session.execute(text(change))
        assert count(store, DecisionRow) == 1
