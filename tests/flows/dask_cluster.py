"""A Dask cluster of two workers on this machine, one of which dies in the middle of a batch."""

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.flows.prefect_server import flow, free_port

WORKERS = 2


@contextlib.contextmanager
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The scheduler's address and the workers, started by the commands that `docs/scale.md` has."""
    address = f"tcp://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    started = [_dask("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")]
    try:
        workers = [_dask("worker", address, *_ONE) for _ in range(WORKERS)]
        started += workers
        yield address, workers
    finally:
        for process in started:
            process.kill()
            process.wait()


#: One document at a time, converted in a child: a worker under a nanny may have no children.
_ONE = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")


def disturbed(
    folder: Path, half_done: Callable[[Path, int], Callable[[], bool]], documents: int
) -> dict[str, object]:
    """The batch on the cluster; a worker is killed when half is done, then all is run again."""
    home = folder / "broken"
    moment = half_done(home, documents)
    with cluster() as (address, workers):
        start = time.monotonic()
        running = flow(folder, home, "--workers", "1", "--dask", address)
        while running.poll() is None and not moment():
            time.sleep(0.1)
        hit = running.poll() is None
        workers[0].send_signal(signal.SIGKILL)
        first = running.wait()
        seconds = time.monotonic() - start
        left = documents - len(list((home / "reports").glob("*/*")))
        second = flow(folder, home, "--workers", "1", "--dask", address).wait()
    return {"hit": hit, "status": [first, second], "seconds": round(seconds), "not_reported": left}


def _dask(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dask", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
