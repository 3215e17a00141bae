"""Questions, answers, and what becomes of both when a new version comes."""

import json
from decimal import Decimal

import pytest
from sqlalchemy import select

from pipeline.assemble import read_report, to_json
from pipeline.evaluation.truth import Truth
from pipeline.review.choices import Answer, Choice
from pipeline.review.decisions import decide
from pipeline.review.errors import ConflictError, ForbiddenError, InvalidDecisionError
from pipeline.review.history import history
from pipeline.review.intake import take_in
from pipeline.review.intervals import wilson
from pipeline.review.proposals import is_sampled, proposals
from pipeline.review.queue import Filters, counts, first, list_items, neighbour
from pipeline.review.reviewed import reviewed
from pipeline.review.statistics import statistics
from pipeline.review.users import add_user, verified
from pipeline.store.tables import ItemRow, Reason, ReportRow, Role, State, UserRow
from schemas.errors import UsageError
from schemas.report import Finding, FindingValue, StatementEntry, Status, Verdict
from tests.pipeline.reviewing import PASSWORD, doubtful_report, hashed


@pytest.fixture
def reviewing(store):
    """A store with one report and a user of each role."""
    with store.transaction() as session:
        for role in Role:
            session.add(UserRow(name=role.value, password=hashed(), role=role.value))
        take_in(session, doubtful_report(), None, audit=0)
    return store


def user_of(session, name="reviewer"):
    return session.scalars(select(UserRow).filter_by(name=name)).one()


def item_of(session, path="totals.amount"):
    return session.scalars(select(ItemRow).filter_by(path=path)).one()


def answer(store, choice, path="totals.amount", by="reviewer", **more):
    with store.transaction() as session:
        item = item_of(session, path)
        given = Answer(Choice(choice), more.pop("lock", item.lock), **more)
        return decide(session, user_of(session, by), item.id, given)


def state(store, path="totals.amount"):
    with store.transaction() as session:
        return item_of(session, path).state


class TestProposals:
    def test_only_doubtful_values_are_asked(self):
        asked = {p.path for p in proposals(doubtful_report(), audit=0)}
        assert asked == {"totals.amount", "assets.vehicles"}

    def test_the_audit_sample_is_the_same_in_every_run(self):
        drawn = [is_sampled("0" * 64, f"a[{n}]", 0.01) for n in range(20_000)]
        assert drawn == [is_sampled("0" * 64, f"a[{n}]", 0.01) for n in range(20_000)]
        assert 140 < sum(drawn) < 260

    def test_a_share_of_one_asks_all(self):
        report = doubtful_report()
        asked = [p for p in proposals(report, audit=1) if p.path]
        assert len(asked) == len(report.values)
        assert {p.reason for p in asked} == {Reason.AUDIT, Reason.LOW_CONFIDENCE}

    def test_findings_and_tables_are_asked_and_raise_the_worth(self):
        weighed = (FindingValue(path="totals.amount", value="1"),)
        finding = Finding(kind="sum_mismatch", message="不等", values=weighed)
        rounding = Finding(kind="sum_mismatch", message="尾差", verdict=Verdict.ROUNDING)
        table = StatementEntry(id=None, title="某表", score=0, rows=40, columns=3)
        report = doubtful_report(findings=(finding, rounding), statements=(table,))
        asked = {p.reason: p for p in proposals(report, audit=0) if p.path != "assets.vehicles"}
        assert asked[Reason.LOW_CONFIDENCE].worth == 2
        assert asked[Reason.FINDING].body["message"] == "不等"
        assert asked[Reason.UNIDENTIFIED_TABLE].worth > 1

    def test_a_statement_that_must_be_there_is_missed(self):
        there = StatementEntry(id="revenue", title="收入总表", score=1, rows=4, columns=3)
        report = doubtful_report(kind="departmental_budget", statements=(there,))
        missed = {p.key: p.body for p in proposals(report, audit=0) if p.key.startswith("missing:")}
        assert missed["missing:expenditure"]["names"] == ["支出决算表"]
        assert "missing:revenue" not in missed

    def test_a_report_without_any_statement_is_one_question(self):
        asked = list(proposals(doubtful_report(kind="departmental_budget"), audit=0))
        assert [p.key for p in asked if p.reason is Reason.MISSING_STATEMENT] == ["missing:all"]


class TestQueue:
    def test_by_worth_and_both_ways(self, reviewing):
        with reviewing.transaction() as session:
            items = list_items(session, Filters())
            assert [i.state for i in items] == [State.OPEN.value] * 2
            assert first(session, Filters()) == items[0].id
            assert neighbour(session, items[0], Filters()) == items[1].id
            assert neighbour(session, items[1], Filters(), forward=False) == items[0].id
            assert neighbour(session, items[1], Filters()) is None

    def test_filters_and_counts(self, reviewing):
        with reviewing.transaction() as session:
            assert list_items(session, Filters(agency="某省林业局")) == []
            assert len(list_items(session, Filters(agency="某市财政局", year="2024"))) == 2
            assert [c.count for c in counts(session)["reason"]] == [2]


class TestDecisions:
    def test_accepting_settles_the_value(self, reviewing):
        made = answer(reviewing, "accept")
        assert (made.value, made.choice) == ("2961.68", "accept")
        assert made.shown["raw"] == "2961.68"
        assert state(reviewing) == "decided"

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [("2,961.86", "2961.86"), ("２９６１．８６", "2961.86"), ("(12.5)", "-12.5"), (" 0 ", "0")],
    )
    def test_a_correction_is_a_figure(self, reviewing, typed, kept):
        assert answer(reviewing, "correct", value=typed).value == kept

    @pytest.mark.parametrize("typed", ["", "12 34", "abc", "1,23", "NaN", None])
    def test_what_is_no_figure_is_refused(self, reviewing, typed):
        with pytest.raises(InvalidDecisionError):
            answer(reviewing, "correct", value=typed)
        assert state(reviewing) == "open"

    def test_a_witness_is_chosen_by_its_number(self, reviewing):
        with reviewing.transaction() as session:
            second = item_of(session).proposal["witnesses"][0]["value"]
        assert answer(reviewing, "witness", number=1).value == second
        with pytest.raises(InvalidDecisionError):
            answer(reviewing, "witness", path="assets.vehicles", number=7)

    def test_the_later_of_two_is_told(self, reviewing):
        with reviewing.transaction() as session:
            seen = item_of(session).lock
        answer(reviewing, "accept", lock=seen)
        with pytest.raises(ConflictError, match="reviewer decided"):
            answer(reviewing, "reject", by="admin", lock=seen)
        with reviewing.transaction() as session:
            assert [d.choice for d in history(session, item_of(session))] == ["accept"]

    def test_a_reader_may_not_decide(self, reviewing):
        with pytest.raises(ForbiddenError):
            answer(reviewing, "accept", by="reader")

    def test_undo_is_one_more_decision(self, reviewing):
        answer(reviewing, "accept")
        answer(reviewing, "undo")
        assert state(reviewing) == "open"
        answer(reviewing, "correct", value="7")
        with reviewing.transaction() as session:
            made = history(session, item_of(session))
            assert [d.choice for d in made] == ["accept", "undo", "correct"]

    def test_another_s_decision_is_not_taken_back(self, reviewing):
        answer(reviewing, "accept", by="admin")
        with pytest.raises(ForbiddenError):
            answer(reviewing, "undo")

    def test_nothing_to_undo_is_told(self, reviewing):
        with pytest.raises(ConflictError):
            answer(reviewing, "undo")


class TestNewVersions:
    def take(self, store, **changes):
        with store.transaction() as session:
            return take_in(session, doubtful_report(**changes), None, audit=0)

    def test_the_same_proposal_keeps_the_decision(self, reviewing):
        answer(reviewing, "accept")
        assert self.take(reviewing, version="2").changed
        assert state(reviewing) == "decided"

    def test_another_proposal_reopens_and_keeps_the_old_decision(self, reviewing):
        answer(reviewing, "accept")
        self.take(reviewing, version="2", amount="3000.00")
        assert state(reviewing) == "open"
        with reviewing.transaction() as session:
            (old,) = history(session, item_of(session))
            assert (old.value, old.shown["value"]) == ("2961.68", "2961.68")
            assert item_of(session).proposal["value"] == "3000.00"

    def test_a_machine_that_now_agrees_does_not_ask_again(self, reviewing):
        answer(reviewing, "correct", value="3000.00")
        self.take(reviewing, version="2", amount="3000.00")
        assert state(reviewing) == "decided"

    def test_a_value_that_is_sure_now_is_withdrawn(self, reviewing):
        self.take(reviewing, version="2", doubtful=("assets.vehicles",))
        assert state(reviewing) == "withdrawn"

    def test_a_decided_value_that_changed_surely_is_reopened(self, reviewing):
        answer(reviewing, "accept")
        self.take(reviewing, version="2", amount="3000.00", doubtful=("assets.vehicles",))
        assert state(reviewing) == "open"

    def test_who_saw_the_old_proposal_is_told(self, reviewing):
        with reviewing.transaction() as session:
            seen = item_of(session).lock
        self.take(reviewing, version="2", amount="3000.00")
        with pytest.raises(ConflictError):
            answer(reviewing, "accept", lock=seen)


class TestReviewed:
    def out(self, store):
        with store.transaction() as session:
            return reviewed(session, session.scalars(select(ReportRow)).one())

    def test_decisions_are_applied(self, reviewing):
        answer(reviewing, "correct", value="7.5")
        answer(reviewing, "reject", path="assets.vehicles")
        values = self.out(reviewing).report.values
        assert values["totals.amount"].value == Decimal("7.5")
        assert values["totals.amount"].status is Status.CORRECTED
        assert values["totals.amount"].witnesses[0].value == Decimal("2961.68")
        assert values["assets.vehicles"].status is Status.REJECTED
        written = to_json(self.out(reviewing).report)
        assert to_json(read_report(json.loads(written))) == written

    def test_truth_holds_what_was_decided_alone(self, reviewing):
        answer(reviewing, "accept")
        answer(reviewing, "unreadable", path="assets.vehicles")
        truth = Truth.model_validate(self.out(reviewing).truth)
        assert [(f.path, f.value) for f in truth.fields] == [("totals.amount", "2961.68")]
        assert truth.partial

    def test_reopened_items_change_nothing(self, reviewing):
        answer(reviewing, "correct", value="7.5")
        with reviewing.transaction() as session:
            take_in(session, doubtful_report(version="2", amount="3000.00"), None, audit=0)
        out = self.out(reviewing)
        assert out.report.values["totals.amount"].value == Decimal("3000.00")
        assert out.truth is None


class TestUsers:
    def test_the_password_is_kept_as_a_hash(self, reviewing):
        with reviewing.transaction() as session:
            assert user_of(session).password.startswith("$argon2id$")
            assert verified(session, "reviewer", PASSWORD) is not None
            assert verified(session, "reviewer", PASSWORD + "x") is None
            assert verified(session, "nobody", PASSWORD) is None

    @pytest.mark.parametrize(("name", "password"), [("a b", PASSWORD), ("", PASSWORD), ("a", "x")])
    def test_bad_names_and_short_passwords_are_refused(self, reviewing, name, password):
        with pytest.raises(UsageError), reviewing.transaction() as session:
            add_user(session, name, password, Role.READER)


class TestStatistics:
    def test_the_audit_counts_what_stands(self, reviewing):
        with reviewing.transaction() as session:
            item_of(session).reason = Reason.AUDIT.value
        answer(reviewing, "accept")
        answer(reviewing, "undo")
        answer(reviewing, "correct", value="1")
        with reviewing.transaction() as session:
            found = statistics(session)
            assert (found.audit.count, found.audit.hits) == (1, 1)
            assert found.choices == {"accept": 1, "undo": 1, "correct": 1}
            assert found.states == {"open": 1, "decided": 1}

    def test_the_interval_narrows(self):
        few, many = wilson(10, 1), wilson(1000, 100)
        assert few.low < many.low < 0.1 < many.high < few.high
        assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)
