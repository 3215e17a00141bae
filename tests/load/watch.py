"""A command under watch: its time, its memory, and what it leaves behind."""

import os
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

MEBIBYTE = 1024 * 1024
#: Seconds between two looks.
LOOK = 0.25
#: Looks after which a process that has ended and was not waited for counts as forgotten.
STAYS = 40


@dataclass
class Watched:
    """Seconds; MiB of the command itself and of it with its children, look by look; what is left.

    `left`: processes that outlive it, those that stayed zombies while it ran, and paths in the
    temporary folder that was its own. A zombie afterwards is for the system to clear away.
    """

    status: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    own: list[float] = field(default_factory=list)
    family: list[float] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def watch(command: Sequence[str], temporary: Path) -> Watched:
    """Run the command with a temporary folder of its own."""
    temporary.mkdir(parents=True)
    seen, found, start = Counter[psutil.Process](), Watched(), time.monotonic()
    zombies = Counter[psutil.Process]()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    before = os.times()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        parent = psutil.Process(process.pid)
        while process.poll() is None:
            _look(parent, found, seen, zombies)
            time.sleep(LOOK)
    after = os.times()
    found.status, found.seconds = process.returncode, time.monotonic() - start
    found.processor = sum(after[2:4]) - sum(before[2:4])
    time.sleep(1.0)
    found.left = [_words(p) for p in seen if _is_alive(p)]
    found.left += [f"zombie {p.pid}" for p, looks in zombies.items() if looks > STAYS]
    found.left += [str(path.relative_to(temporary)) for path in temporary.rglob("*")]
    return found


def _look(
    parent: psutil.Process,
    found: Watched,
    seen: Counter[psutil.Process],
    zombies: Counter[psutil.Process],
) -> None:
    try:
        family = parent.children(recursive=True)
        own = parent.memory_info().rss / MEBIBYTE
        seen.update(family)
        zombies.update(p for p in family if p.status() == psutil.STATUS_ZOMBIE)
        found.own.append(own)
        found.family.append(own + sum(p.memory_info().rss for p in family) / MEBIBYTE)
    except psutil.Error:
        return


def _is_alive(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _words(process: psutil.Process) -> str:
    try:
        return f"{process.pid} {process.status()} {' '.join(process.cmdline())[:80]}"
    except psutil.Error:
        return str(process.pid)
