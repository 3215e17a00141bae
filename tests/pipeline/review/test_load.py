"""In small: many reviewers on one queue, a server killed among them, a large store."""

import pytest

from tests.load.filling import add_users, copy_reports
from tests.load.queue import times
from tests.load.reviewers import is_whole, kept, run
from tests.load.serving import served


@pytest.mark.slow
def test_many_reviewers_lose_nothing_and_decide_nothing_twice(store_url):
    tally = run(store_url, reviewers=8, each=5, think=0.0)

    assert len(tally.acknowledged) == 40
    assert is_whole(tally, *kept(store_url))


@pytest.mark.slow
def test_killed_among_many_reviewers_all_that_was_acknowledged_is_there(store_url):
    tally = run(store_url, reviewers=6, each=20, think=0.0, kill_after=30)

    assert 30 <= len(tally.acknowledged) < 120
    decisions, decided = kept(store_url)
    assert tally.acknowledged.items() <= decisions.items()
    assert set(decisions.values()) == decided
    assert len(set(decisions.values())) == len(decisions)


@pytest.mark.slow
def test_a_store_of_many_reports_shows_its_queue(store, store_url):
    add_users(store, 1)
    copy_reports(store, reports=40, values=20, asked=5)

    with served(store_url) as base:
        assert len(times(base, "/?reason=audit", 2)) == 2
