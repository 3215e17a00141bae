"""Two nights before your eyes: a portal on loopback, Prefect's server, and what each night cost.

python -m tests.flows.demo --home out/demo-nightly --reports 20
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx

from pipeline.runs.journal import Event
from pipeline.runs.nightly import Home
from tests.flows.pages import report_page
from tests.flows.site import Site

PORT, SERVER = 8765, 8766
API = f"http://127.0.0.1:{SERVER}/api"


def main() -> int:
    """Run both nights; 0 if the second did only what changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("out/demo-nightly"))
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--stay", type=float, default=0, help="seconds to look at Prefect's pages")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.home, ignore_errors=True)
    arguments.home.mkdir(parents=True)
    environment = surroundings(arguments.home)
    site = Site(arguments.reports).start(PORT)
    server = start_server(environment)
    try:
        first = night(site, arguments.home, environment)
        figure = re.findall(r"\d+\.\d\d(?=万元)", report_page(1).decode("gb18030"))[0]
        site.change("/bmjs/2024/p1.htm", figure, f"9{figure}")
        site.withdraw("/bmjs/2024/p2.htm")
        second = night(site, arguments.home, environment)
        artifacts = httpx.post(f"{API}/artifacts/filter", json={}, trust_env=False).json()
        time.sleep(arguments.stay)
    finally:
        server.terminate()
        server.wait()
    keys = sorted({each["key"] for each in artifacts})
    sys.stdout.write(f"artifacts on Prefect's pages: {', '.join(keys)}\n")
    for name, counts in (("first", first), ("second", second)):
        sys.stdout.write(f"{name:6} {json.dumps(counts)}\n")
    return 0 if second["converted"] <= 1 < first["converted"] else 1


def surroundings(home: Path) -> dict[str, str]:
    """Prefect keeps all it writes below the home."""
    return {
        **os.environ,
        "PREFECT_HOME": str((home / "prefect").resolve()),
        "PREFECT_API_URL": API,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def start_server(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Prefect's own server, once it answers."""
    own = {k: v for k, v in environment.items() if k != "PREFECT_API_URL"}
    own["PREFECT_SERVER_UI_API_URL"] = API  # else its pages ask the standard port
    command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(SERVER)]
    server = subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL)
    for _ in range(240):
        try:
            httpx.get(f"{API}/health", timeout=1, trust_env=False).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.5)
        else:
            return server
    server.kill()
    raise SystemExit("Prefect's server did not start")


def night(site: Site, home: Path, environment: dict[str, str]) -> dict[str, int]:
    """One night as the schedule would run it, counted from the portal's side."""
    site.forget()
    before = done(home)
    store = f"sqlite:///{(home / 'reports.sqlite').resolve()}"
    command = [sys.executable, "-m", "flows", "nightly", "loopback", "--home", str(home)]
    subprocess.run([*command, "--workers", "2", "--store", store], env=environment, check=True)
    answers = [each.status for each in site.asked]
    alerts = home / "alerts.jsonl"
    return {
        "requests": len(answers),
        "not_modified": answers.count(304),
        "bytes": sum(each.sent for each in site.asked),
        "converted": done(home) - before,
        "alerts_so_far": len(alerts.read_text("utf-8").splitlines()) if alerts.exists() else 0,
        "questions": questions(store),
    }


def done(home: Path) -> int:
    """Documents converted so far."""
    return sum(entry["event"] == Event.DONE for entry in Home.at(home).journal.entries())


def questions(store: str) -> int:
    """What waits for a person."""
    from sqlalchemy import func, select

    from pipeline.store.database import open_store
    from pipeline.store.tables import ItemRow

    with open_store(store).transaction() as session:
        return session.scalar(select(func.count()).select_from(ItemRow)) or 0


if __name__ == "__main__":
    sys.exit(main())
