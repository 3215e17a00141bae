"""Many reviewers at once, and what came of it.

    python -m tests.load.reviewers --reviewers 20 --each 25 --think 1 --store URL

Each reviewer takes the first open items of the queue, as all others do, and decides; who comes
second on an item is told so (409) and goes on. `--kill-after N` kills the server (SIGKILL) after
N decisions were acknowledged. Printed: decisions, refusals, seconds at the 50th and 95th
percentile, and whether each acknowledged decision is in the store once.
"""

import argparse
import random
import statistics
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory

import httpx
from sqlalchemy import select

from pipeline.store.database import open_store
from pipeline.store.tables import DecisionRow, ItemRow
from tests.load.filling import add_users, take_in_reports
from tests.load.serving import log_in, serve

ITEMS_A_REPORT = 20


@dataclass
class Tally:
    """What all reviewers saw: decisions by number with their items, refusals, seconds, others."""

    acknowledged: dict[int, int] = field(default_factory=dict)
    refused: int = 0
    seconds: list[float] = field(default_factory=list)
    strange: list[tuple[int, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def review(base, name, each, think, tally, stop):
    """One reviewer at work until `each` decisions are made or nothing is open."""
    chance, made = random.Random(name), 0
    try:
        with closing(log_in(base, name)) as client:
            while made < each and not stop.is_set():
                items = client.get("/api/items", params={"limit": 30}).json()["items"]
                if not items:
                    return
                made += decide(client, chance.choice(items[:25])["id"], tally)
                time.sleep(think * chance.uniform(0.5, 1.5))
    except httpx.TransportError:
        if not stop.is_set():
            raise


def decide(client, number, tally):
    """Fetch an item and decide on it as it was fetched; 1 where that was acknowledged."""
    item = client.get(f"/api/items/{number}").json()
    start = time.perf_counter()
    answer = client.post(
        f"/api/items/{number}/decisions", json={"choice": "reject", "lock": item["lock"]}
    )
    took = time.perf_counter() - start
    with tally.lock:
        tally.seconds.append(took)
        if answer.status_code == 201:
            tally.acknowledged[answer.json()["decision"]] = number
        elif answer.status_code == 409:
            tally.refused += 1
        else:
            tally.strange.append((answer.status_code, answer.text[:200]))
    return answer.status_code == 201


def run(url, reviewers, each, think, kill_after=None):
    """Fill the store, let them all work; the tally."""
    store = open_store(url)
    names = add_users(store, reviewers)
    take_in_reports(store, -(-reviewers * each * 2 // ITEMS_A_REPORT))
    store.close()
    child, base = serve(url)
    tally, stop = Tally(), threading.Event()
    workers = [
        threading.Thread(target=review, args=(base, name, each, think, tally, stop))
        for name in names
    ]
    for worker in workers:
        worker.start()
    if kill_after is not None:
        while len(tally.acknowledged) < kill_after:
            time.sleep(0.005)
        stop.set()
        child.kill()
    for worker in workers:
        worker.join()
    child.kill()
    child.wait(timeout=10)
    return tally


def kept(url):
    """(decision → item of all decisions, numbers of items that are decided)."""
    store = open_store(url)
    with store.transaction() as session:
        decisions = {d.id: d.item_id for d in session.scalars(select(DecisionRow))}
        decided = set(session.scalars(select(ItemRow.id).filter_by(state="decided")))
    store.close()
    return decisions, decided


def is_whole(tally, decisions, decided):
    """Whether all that was acknowledged is kept, once, and nothing is decided twice."""
    return (
        tally.acknowledged.items() <= decisions.items()
        and len(set(decisions.values())) == len(decisions)
        and set(decisions.values()) == decided
        and not tally.strange
    )


def main():
    """Run once and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reviewers", type=int, default=20)
    options.add_argument("--each", type=int, default=25)
    options.add_argument("--think", type=float, default=1.0, help="seconds between decisions")
    options.add_argument("--store", help="URL; a new SQLite file when not given")
    options.add_argument("--kill-after", type=int)
    given = options.parse_args()
    with TemporaryDirectory() as scratch:
        url = given.store or f"sqlite:///{scratch}/store.sqlite"
        tally = run(url, given.reviewers, given.each, given.think, given.kill_after)
        whole = is_whole(tally, *kept(url))
    cuts = statistics.quantiles(tally.seconds, n=100)
    print(f"acknowledged {len(tally.acknowledged)}, told too late {tally.refused}")
    print(f"seconds a decision: median {cuts[49]:.3f}, 95th percentile {cuts[94]:.3f}")
    print(
        f"every acknowledged decision is kept once: {whole}; strange answers: {tally.strange[:3]}"
    )


if __name__ == "__main__":
    main()
