"""What Prefect costs: the same batch without it, with a temporary server, with one on PostgreSQL.

    python -m tests.flows.overhead --documents 500

Processor seconds of all processes, for those do not change with what else the machine does.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import psutil

from tests.flows.documents import make
from tests.flows.killing import watched
from tests.flows.prefect_server import dedicated, surroundings

WORKERS = 2


def main() -> int:
    """All three, and what a document costs more under Prefect."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "in", arguments.documents, poison=0)
        plain = run(folder, "plain", ["pipeline.cli"], surroundings(folder))
        _say("without Prefect", plain, plain, arguments.documents)
        temporary = run(folder, "temporary", ["flows"], surroundings(folder))
        _say("temporary server", temporary, plain, arguments.documents)
        with dedicated(folder) as (environment, server):
            before = _spent(server)
            lasting = run(folder, "lasting", ["flows"], environment)
            lasting["server"] = _spent(server) - before
        _say("server on PostgreSQL", lasting, plain, arguments.documents)
    return 0


def run(
    folder: Path, home: str, program: list[str], environment: dict[str, str]
) -> dict[str, float]:
    """Processor and wall-clock seconds of one batch."""
    inputs = [str(folder / "in"), "--home", str(folder / home), "--workers", str(WORKERS)]
    command = [sys.executable, "-m", *program, "batch", *inputs]
    took = watched(command, env=environment)
    return {"processor": took.processor, "seconds": took.seconds, "server": 0.0}


def _spent(process: psutil.Process) -> float:
    """Processor seconds of a process and its children so far."""
    family = [process, *process.children(recursive=True)]
    return sum(sum(each.cpu_times()[:2]) for each in family)


def _say(name: str, took: dict[str, float], plain: dict[str, float], documents: int) -> None:
    whole = took["processor"] + took["server"]
    more = (whole - plain["processor"]) / documents
    share = more / (plain["processor"] / documents)
    facts = {key: round(value, 1) for key, value in took.items()}
    facts |= {"more_a_document": round(more, 4), "share": round(share, 4)}
    sys.stdout.write(f"{name:22} {json.dumps(facts)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
