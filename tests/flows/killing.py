"""Commands that are killed on the way, and watched."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import psutil

_LOOK = 0.05


@dataclass(slots=True)
class Watched:
    """What a command took: wall-clock and processor seconds with all children, memory in MiB."""

    seconds: float = 0.0
    processor: float = 0.0
    memory: list[int] = field(default_factory=list)

    @property
    def busy(self) -> float:
        """Cores kept busy on average."""
        return self.processor / self.seconds if self.seconds else 0.0

    def course(self, points: int = 6) -> list[int]:
        """Memory of the command itself, without its children, from the beginning to the end."""
        seen = [held for held in self.memory[len(self.memory) // 10 :] if held]  # start left out
        last = len(seen) - 1
        return [seen[last * i // (points - 1)] for i in range(points)] if last > 0 else []


def killed(command: Sequence[str], when: Callable[[], bool], **more: object) -> bool:
    """Start, kill -9 as soon as `when` says so; whether there was still something to kill."""
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL, **more)  # type: ignore[call-overload]
    while running.poll() is None and not when():
        time.sleep(_LOOK)
    alive = running.poll() is None
    with contextlib.suppress(ProcessLookupError):
        running.send_signal(signal.SIGKILL)
    running.wait()
    return alive


def watched(command: Sequence[str], good: Sequence[int] = (0,), **more: object) -> Watched:
    """Run to the end; the status must be one of the good ones."""
    seen, started = Watched(), time.monotonic()
    before = os.times()
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL, **more)  # type: ignore[call-overload]
    process = psutil.Process(running.pid)
    while running.poll() is None:
        with contextlib.suppress(psutil.Error):
            seen.memory.append(process.memory_info().rss // 2**20)
        time.sleep(_LOOK)
    if running.returncode not in good:
        raise RuntimeError(f"{' '.join(command)} ended with status {running.returncode}")
    after = os.times()
    seen.seconds = time.monotonic() - started
    seen.processor = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    return seen
