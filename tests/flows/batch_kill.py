"""A batch of mixed documents with poison among them: its speed, and its end after a kill.

    python -m tests.flows.batch_kill --documents 500 --poison 10
    python -m tests.flows.batch_kill --documents 500 --poison 10 --second dask

First an undisturbed run, with what it took of the cores; then another one. `plain`: killed by
SIGKILL in the middle and run again. `dask`: on a cluster of two workers on this machine, one of
which is killed. `prefect`: as a flow, killed, and then its server. Both homes end with the same.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.runs.journal import Event
from pipeline.runs.nightly import Home
from tests.flows import dask_cluster, homes, prefect_server
from tests.flows.documents import make
from tests.flows.killing import Watched, killed, watched
from tests.flows.spinning import cores

WORKERS = 2
#: Status of a batch in which something was set aside.
ASIDE = 2


def batch(folder: Path, home: str, *more: str) -> list[str]:
    """The command of the whole batch, into files and a database."""
    options = ["--store", f"sqlite:///{folder / home}.sqlite", "--workers", str(WORKERS), *more]
    inputs = [str(folder / "in"), "--home", str(folder / home)]
    return [sys.executable, "-m", "pipeline.cli", "batch", *inputs, *options]


def undisturbed(folder: Path) -> Watched:
    """The whole batch at once."""
    return watched(batch(folder, "whole"), good=(0, ASIDE))


def disturbed(folder: Path, documents: int) -> bool:
    """Killed when half of it is done, then run to its end; whether the kill hit."""
    command = batch(folder, "broken")
    hit = killed(command, half_done(folder / "broken", documents))
    watched(command, good=(0, ASIDE))
    return hit


def second_run(sort: str, folder: Path, documents: int) -> dict[str, object]:
    """The run with a kill, and what it cost."""
    if sort == "dask":
        return dask_cluster.disturbed(folder, half_done, documents)
    if sort == "prefect":
        told = prefect_server.disturbed(folder, half_done, documents)
    else:
        told = {"hit": disturbed(folder, documents)}
    return told | again(folder / "broken")


def half_done(home: Path, documents: int) -> Callable[[], bool]:
    """Whether half of the reports are there."""
    return lambda: len(list((home / "reports").glob("*/*"))) >= documents // 2


def state(folder: Path, name: str) -> dict[str, dict[str, str]]:
    """All that a home holds, as hashes, and why what was set aside was."""
    return {
        "reports": homes.reports(folder / name),
        "store": homes.stored(f"sqlite:///{folder / name}.sqlite"),
        "aside": {
            entry["name"]: entry["reason"]
            for entry in Home.at(folder / name).journal.entries()
            if entry["event"] == Event.ASIDE
        },
    }


def again(home: Path) -> dict[str, int]:
    """What a kill cost: documents begun, but not done, and done twice."""
    found = list(homes.events(home).values())
    return {
        "begun_in_vain": sum(_in_vain(each) for each in found),
        "done_twice": sum(each[Event.DONE] > 1 for each in found),
    }


def _in_vain(events: Counter[str]) -> bool:
    return events[Event.BEGUN] > events[Event.DONE] + events[Event.FAILED]


def main() -> int:
    """Both runs and their figures; 0 where they end in the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--poison", type=int, default=10)
    parser.add_argument("--second", choices=("plain", "dask", "prefect", "none"), default="plain")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "in", arguments.documents, arguments.poison)
        _say("undisturbed", _speed(folder, arguments.documents))
        if arguments.second == "none":
            return 0
        _say(arguments.second, second_run(arguments.second, folder, arguments.documents))
        first, second = state(folder, "whole"), state(folder, "broken")
    same = {part: first[part] == second[part] for part in first}
    _say("same", {part: [len(first[part]), len(second[part]), same[part]] for part in first})
    return 0 if all(same.values()) else 1


def _speed(folder: Path, documents: int) -> dict[str, object]:
    free = cores(WORKERS)
    took = undisturbed(folder)
    usable = (free + cores(WORKERS)) / 2
    return {
        "seconds": round(took.seconds, 1),
        "an_hour": round(documents / took.seconds * 3600),
        "processor_seconds": round(took.processor, 1),
        "cores_busy": round(took.busy, 2),
        "cores_that_two_spinners_get": round(usable, 2),
        "share": round(took.busy / usable, 2),
        "memory": took.course(),
        "aside": len(state(folder, "whole")["aside"]),
    }


def _say(name: str, facts: Mapping[str, object]) -> None:
    sys.stdout.write(f"{name:12} {json.dumps(facts, ensure_ascii=False)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
