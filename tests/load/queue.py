"""A large store: how long the queue page takes.

python -m tests.load.queue --values 1000000 --store URL
"""

import argparse
import statistics
import time
from contextlib import closing
from tempfile import TemporaryDirectory

from pipeline.store.database import open_store
from tests.load.filling import add_users, copy_reports
from tests.load.serving import log_in, served

VALUES_A_REPORT, ASKED_A_REPORT = 200, 10
PAGES = ("/", "/?reason=audit", "/?year=2023", "/?agency=某市第7局", "/?offset=500")


def fill(url, values):
    """A store of that many values, one in twenty asked."""
    store = open_store(url)
    add_users(store, 1)
    copy_reports(store, values // VALUES_A_REPORT, VALUES_A_REPORT, ASKED_A_REPORT)
    store.close()


def times(base, path, runs):
    """Seconds of each of several requests, all answered."""
    found = []
    with closing(log_in(base, "reviewer0")) as client:
        for _ in range(runs):
            start = time.perf_counter()
            answer = client.get(path)
            found.append(time.perf_counter() - start)
            assert answer.status_code == 200, answer.text[:200]
    return found


def main():
    """Fill, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--values", type=int, default=1_000_000)
    options.add_argument("--store", help="URL; a new SQLite file when not given")
    options.add_argument("--runs", type=int, default=20)
    given = options.parse_args()
    with TemporaryDirectory() as scratch:
        url = given.store or f"sqlite:///{scratch}/store.sqlite"
        start = time.perf_counter()
        fill(url, given.values)
        print(f"{given.values} values stored in {time.perf_counter() - start:.0f} s")
        with served(url) as base:
            for path in PAGES:
                took = times(base, path, given.runs)
                print(f"{path}: median {statistics.median(took):.3f} s, most {max(took):.3f} s")


if __name__ == "__main__":
    main()
