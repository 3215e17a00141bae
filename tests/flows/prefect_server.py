"""Prefect's server on PostgreSQL, flows that use it, and what is left when either is killed."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import httpx
import psutil

from tests.pipeline import postgres


def disturbed(
    folder: Path, half_done: Callable[[Path, int], Callable[[], bool]], documents: int
) -> dict[str, object]:
    """The batch as a flow: flow killed when half is done, then the server, then run to its end."""
    home = folder / "broken"
    hits, status = [], []
    with dedicated(folder) as (environment, server):
        quarter = half_done(home, documents // 2)
        hits.append(_until(quarter, flow(folder, home, environment=environment)))
        running = flow(folder, home, environment=environment)
        while running.poll() is None and not half_done(home, documents)():
            time.sleep(0.1)
        hits.append(running.poll() is None)
        for each in [*server.children(recursive=True), server]:
            each.kill()
        status.append(running.wait())
    status.append(flow(folder, home).wait())
    return {"hits": hits, "status": status}


def _until(moment: Callable[[], bool], running: subprocess.Popen[bytes]) -> bool:
    """Kill the flow when it is time; whether there was one to kill."""
    while running.poll() is None and not moment():
        time.sleep(0.1)
    hit = running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    return hit


def flow(
    folder: Path, home: Path, *more: str, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """The batch as a flow; a temporary server where the environment names none."""
    command = [sys.executable, "-m", "flows", "batch", str(folder / "in"), "--home", str(home)]
    options = ["--store", f"sqlite:///{home}.sqlite", *(more or ("--workers", "2"))]
    environment = environment or surroundings(folder)
    with (folder / "flow.log").open("ab") as log:
        return subprocess.Popen([*command, *options], env=environment, stderr=log)


@contextlib.contextmanager
def dedicated(folder: Path) -> Iterator[tuple[dict[str, str], psutil.Process]]:
    """Prefect's server on PostgreSQL; the surroundings of whoever uses it, and its process."""
    with postgres.server() as url:
        database = postgres.database(url).replace("+psycopg", "+asyncpg")
        port = free_port()
        api = f"http://127.0.0.1:{port}/api"
        own = surroundings(folder) | {"PREFECT_API_DATABASE_CONNECTION_URL": database}
        command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)]
        server = subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL)
        try:
            _wait_for(f"{api}/health")
            yield surroundings(folder) | {"PREFECT_API_URL": api}, psutil.Process(server.pid)
        finally:
            server.terminate()
            server.wait()


def _wait_for(url: str) -> None:
    for _ in range(360):
        with contextlib.suppress(httpx.HTTPError):
            httpx.get(url, timeout=1, trust_env=False).raise_for_status()
            return
        time.sleep(0.5)
    raise RuntimeError("Prefect's server did not start")


def surroundings(folder: Path) -> dict[str, str]:
    """Prefect keeps all it writes below the folder."""
    own = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    quiet = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    return own | quiet | {"PREFECT_HOME": str(folder / "prefect")}


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
