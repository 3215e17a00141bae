"""Two readers of one question, blind to each other, and a third where they differ."""

import pytest
from sqlalchemy import select

from pipeline.review.choices import Answer, Choice
from pipeline.review.decisions import decide
from pipeline.review.errors import ConflictError, ForbiddenError
from pipeline.review.intake import take_in
from pipeline.review.reviewed import reviewed
from pipeline.store.tables import ItemRow, ReportRow, Role, State, UserRow
from tests.pipeline.reviewing import doubtful_report

PATH = "totals.amount"


@pytest.fixture
def doubled(store):
    """A store in which every question has two readers."""
    with store.transaction() as session:
        for name in ("anna", "bo", "chen"):
            session.add(UserRow(name=name, password="", role=Role.REVIEWER.value))
        session.add(UserRow(name="root", password="", role=Role.ADMIN.value))
        take_in(session, doubtful_report(), None, audit=0, double=1)
    return store


def item_of(session):
    return session.scalars(select(ItemRow).filter_by(path=PATH)).one()


def answer(store, name, choice, lock=None, **more):
    with store.transaction() as session:
        user = session.scalars(select(UserRow).filter_by(name=name)).one()
        item = item_of(session)
        seen = item.lock if lock is None else lock
        return decide(session, user, item.id, Answer(Choice(choice), seen, **more))


def seen(store):
    with store.transaction() as session:
        item = item_of(session)
        return item.state, item.readers


def result(store):
    with store.transaction() as session:
        return reviewed(session, session.scalars(select(ReportRow)).one()).report.values[PATH]


def test_one_answer_settles_nothing(doubled):
    answer(doubled, "anna", "correct", value="7")
    assert seen(doubled) == (State.OPEN.value, 2)
    assert str(result(doubled).value) == "2961.68"


def test_two_who_agree_settle_it_however_they_said_it(doubled):
    answer(doubled, "anna", "accept")
    answer(doubled, "bo", "correct", value="2,961.680")
    assert seen(doubled) == (State.DECIDED.value, 2)


def test_two_who_differ_need_a_third(doubled):
    answer(doubled, "anna", "accept")
    answer(doubled, "bo", "correct", value="7")
    assert seen(doubled) == (State.OPEN.value, 3)
    for name in ("anna", "bo"):
        with pytest.raises(ConflictError, match="answered this item already"):
            answer(doubled, name, "accept")
    answer(doubled, "chen", "correct", value="8")
    assert seen(doubled) == (State.DECIDED.value, 3)
    assert str(result(doubled).value) == "8"


def test_the_second_is_not_disturbed_by_the_first(doubled):
    with doubled.transaction() as session:
        shown = item_of(session).lock
    answer(doubled, "anna", "accept", lock=shown)
    answer(doubled, "bo", "accept", lock=shown)
    assert seen(doubled) == (State.DECIDED.value, 2)


def test_the_first_takes_back_her_own_alone(doubled):
    answer(doubled, "anna", "reject")
    with pytest.raises(ForbiddenError):
        answer(doubled, "bo", "undo")
    answer(doubled, "anna", "undo")
    answer(doubled, "anna", "accept")
    answer(doubled, "bo", "accept")
    assert seen(doubled) == (State.DECIDED.value, 2)


def test_a_dispute_that_is_taken_back_is_none(doubled):
    answer(doubled, "anna", "accept")
    answer(doubled, "bo", "reject")
    answer(doubled, "bo", "undo")
    assert seen(doubled) == (State.OPEN.value, 2)


def test_a_new_proposal_asks_both_again(doubled):
    answer(doubled, "anna", "accept")
    with doubled.transaction() as session:
        changed = doubtful_report(version="2", amount="3000.00")
        take_in(session, changed, None, audit=0, double=1)
        shown = item_of(session)
        assert (shown.round, shown.readers) == (2, 2)
    answer(doubled, "anna", "accept")
    assert seen(doubled) == (State.OPEN.value, 2)
    answer(doubled, "bo", "accept")
    assert seen(doubled) == (State.DECIDED.value, 2)
    assert str(result(doubled).value) == "3000.00"
