"""What was acknowledged is there after the server was killed."""

import os
import signal
import threading

import httpx
import pytest
from sqlalchemy import select

from pipeline.review.intake import take_in
from pipeline.store.database import open_store
from pipeline.store.tables import DecisionRow, ItemRow, UserRow
from tests.load.serving import log_in, serve
from tests.pipeline.reviewing import doubtful_report, hashed


@pytest.fixture
def filled(store_url):
    """A store in which every value is asked."""
    store = open_store(store_url)
    with store.transaction() as session:
        session.add(UserRow(name="reviewer", password=hashed(), role="reviewer"))
        take_in(session, doubtful_report(), None, audit=1)
        items = [(item.id, item.lock) for item in session.scalars(select(ItemRow))]
    store.close()
    return store_url, items


@pytest.mark.slow
def test_killed_in_the_middle_nothing_acknowledged_is_lost(filled):
    url, items = filled
    child, base = serve(url)
    client, acknowledged = log_in(base), []

    def work():
        for number, lock in items:
            body = {"choice": "reject", "lock": lock}
            try:
                answer = client.post(f"/api/items/{number}/decisions", json=body)
            except httpx.TransportError:
                return
            if answer.status_code == 201:
                acknowledged.append(answer.json()["decision"])
                if len(acknowledged) == len(items) // 2:
                    os.kill(child.pid, signal.SIGKILL)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    child.wait(timeout=10)
    client.close()
    store = open_store(url)
    with store.transaction() as session:
        kept = {d.id: d.item_id for d in session.scalars(select(DecisionRow))}
        states = {item.id: item.state for item in session.scalars(select(ItemRow))}
    store.close()
    assert len(acknowledged) >= len(items) // 2
    assert set(acknowledged) <= kept.keys()
    assert len(set(kept.values())) == len(kept)
    assert {number for number, state in states.items() if state == "decided"} == set(kept.values())
