"""What was acknowledged is there after the server was killed."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time

import httpx
import pytest
from sqlalchemy import select

from pipeline.review.intake import take_in
from pipeline.store.database import open_store
from pipeline.store.tables import DecisionRow, ItemRow, UserRow
from tests.pipeline.reviewing import PASSWORD, doubtful_report, hashed

SERVER = """
import sys, uvicorn
from pipeline.review.web.app import create_app
from pipeline.store.database import open_store
app = create_app(open_store(sys.argv[1]))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


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


def serve(url, root):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    child = subprocess.Popen([sys.executable, "-c", SERVER, url, str(port)], cwd=root)
    base = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            httpx.get(f"{base}/login", timeout=2)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return child, base
    child.kill()
    raise AssertionError("the server did not start")


def log_in(base):
    client = httpx.Client(base_url=base, timeout=20, follow_redirects=True)
    found = re.findall(r'name="csrf" content="([^"]+)"', client.get("/login").text)
    form = {"name": "reviewer", "password": PASSWORD, "csrf": found[0]}
    page = client.post("/login", data=form)
    client.headers["X-CSRF-Token"] = re.findall(r'name="csrf" content="([^"]+)"', page.text)[0]
    return client


@pytest.mark.slow
def test_killed_in_the_middle_nothing_acknowledged_is_lost(filled, root):
    url, items = filled
    child, base = serve(url, root)
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
