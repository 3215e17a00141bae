"""One request at a time for a host, and a pause after each: in this process, over all threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Turn:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Pace:
    """Gives turns by host; `clock` and `sleep` are for tests."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._turns: dict[str, _Turn] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Wait for the host's turn; the next one comes `delay` seconds after this one's end."""
        with self._lock:
            turn = self._turns.setdefault(host, _Turn())
        with turn.lock:
            wait = turn.free_at - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                turn.free_at = max(turn.free_at, self._clock() + delay)

    def rest(self, host: str, seconds: float) -> None:
        """No request to the host for so long: it asked for that."""
        with self._lock:
            turn = self._turns.setdefault(host, _Turn())
        turn.free_at = max(turn.free_at, self._clock() + seconds)


#: The turns of this process: every crawl of it shares them.
SHARED = Pace()
