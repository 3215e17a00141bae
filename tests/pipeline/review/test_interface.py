"""The JSON interface under requests made from its own description: refusals, never a fault."""

from contextlib import closing

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok

from pipeline.review.intake import take_in
from pipeline.store.database import open_store
from pipeline.store.tables import Role, UserRow
from tests.load.serving import log_in, served
from tests.pipeline.reviewing import doubtful_report, hashed

EXAMPLES = 150


@pytest.fixture
def base(store_url):
    """A server over a store with one report and a user of each role."""
    store = open_store(store_url)
    with store.transaction() as session:
        session.add_all(UserRow(name=r.value, password=hashed(), role=r.value) for r in Role)
        take_in(session, doubtful_report(), None, audit=1)
    store.close()
    with served(store_url) as address:
        yield address


def operations(client):
    """All operations of the description, each with a strategy of its requests."""
    described = schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())
    return [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]


@pytest.mark.slow
def test_no_request_that_the_description_allows_is_a_fault(base):
    with closing(log_in(base, "admin")) as client:
        found, cookies = operations(client), dict(client.cookies)
        token = {"X-CSRF-Token": client.headers["X-CSRF-Token"]}
    assert len(found) >= 5

    @given(st.one_of([operation.as_strategy() for operation in found]))
    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    def ask(case):
        answer = case.call(base_url=base, cookies=cookies, headers=token)
        assert answer.status_code < 500, (case.method, case.formatted_path, answer.text[:300])

    ask()


@pytest.mark.slow
def test_a_reader_decides_nothing_and_a_stranger_sees_nothing(base):
    with closing(log_in(base, "admin")) as client:
        found = [(each.method, each.path.format(number=1)) for each in operations(client)]
    with (
        closing(log_in(base, "reader")) as reader,
        httpx.Client(base_url=base, timeout=60) as stranger,
    ):
        for method, path in found:
            params, body = {"path": "totals.amount"}, {"choice": "accept", "lock": 1}
            if method == "post":
                assert reader.post(path, params=params, json=body).status_code == 403, path
            refused = stranger.request(method, path, params=params)
            assert refused.status_code in {303, 401, 403}, path
            assert "2961.68" not in refused.text
